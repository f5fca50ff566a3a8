/** The home page, and what machines request about the whole site. */
package logitlab.web.home;
