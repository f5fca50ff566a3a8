/** The web server: routes, limits, headers, errors, static files, templates and messages. */
package logitlab.web;
