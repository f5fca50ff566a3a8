/** A widget with the values that a visitor has typed. */
package logitlab.lesson.widget.input;
