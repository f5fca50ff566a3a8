/** The JSON API, documented by the file {@code openapi.json} that it serves. */
package logitlab.web.api;
