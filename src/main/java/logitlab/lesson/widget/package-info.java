/** The widgets of lessons, one record each; {@link logitlab.lesson.widget.WidgetKinds} lists them. */
package logitlab.lesson.widget;
