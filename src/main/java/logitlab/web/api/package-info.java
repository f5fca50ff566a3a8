/**
 * The JSON API, documented by the file {@code openapi.json} that it serves.
 *
 * <p>Start with {@link logitlab.web.api.ApiRoutes}. A request reads itself strictly from a {@link logitlab.web.api.JsonReader}
 * and computes its answer, a record that Jackson writes.
 */
package logitlab.web.api;
