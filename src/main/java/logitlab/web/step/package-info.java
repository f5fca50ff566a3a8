/** One step of the playground as pages show it: the opened link, its lanes, strips and candidates. */
package logitlab.web.step;
