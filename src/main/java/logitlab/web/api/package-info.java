/**
 * The JSON API, documented by the file {@code openapi.json} that it serves.
 *
 * <p>Start with {@link logitlab.web.api.ApiRoutes}; a request is a record that reads itself strictly, an answer is a record
 * that Jackson writes.
 */
package logitlab.web.api;
