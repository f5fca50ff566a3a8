/** The path below which visitors reach the site, if it is not the whole of its host. */
package logitlab.web.prefix;
