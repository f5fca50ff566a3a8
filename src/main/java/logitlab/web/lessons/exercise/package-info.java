/** The views of the exercises: the fields of an answer, the feedback on it, hints and the solution. */
package logitlab.web.lessons.exercise;
