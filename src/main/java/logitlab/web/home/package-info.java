/**
 * The home page: what this is, a step to try right there, and where to go next; and what machines request about the whole site.
 */
package logitlab.web.home;
