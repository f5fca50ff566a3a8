/** The tools that look further than one token: all futures of a step, and a hundred texts that are drawn. */
package logitlab.web.tool.futures;
