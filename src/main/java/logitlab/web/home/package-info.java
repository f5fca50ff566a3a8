/** The home page: what this is, one step to play with at once, and the ways on; and what machines ask of a whole site. */
package logitlab.web.home;
