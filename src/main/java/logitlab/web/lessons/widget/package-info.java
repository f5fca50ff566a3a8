/** The views of the widgets, one for each record in {@code logitlab.lesson.widget}. */
package logitlab.web.lessons.widget;
