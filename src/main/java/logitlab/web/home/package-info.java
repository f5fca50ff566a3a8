/** The home page: what this is, one step to play with at once, and the ways on. */
package logitlab.web.home;
