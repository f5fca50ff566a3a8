/** What an exercise of the kind {@code number} can compute, one class for each. */
package logitlab.lesson.exercise.number;
