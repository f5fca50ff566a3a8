/** The path below which visitors reach the site, if the site shares its host with others. */
package logitlab.web.prefix;
