/**
 * The playground: a link is read, its lanes are opened on the model, and the step that it looks at is shown.
 *
 * <p>Read {@link logitlab.web.play.Link}, then {@link logitlab.web.play.Play}, then {@link logitlab.web.play.PlayRoutes}; the
 * other records are what the templates print.
 */
package logitlab.web.play;
