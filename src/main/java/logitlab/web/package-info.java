/**
 * HTTP: reads links, forms and JSON into domain values, asks once, and renders one view record or one JSON answer.
 *
 * <p>Start with {@link logitlab.web.Server}, which has every route and every header. No number is computed here.
 */
package logitlab.web;
