/** What an exercise of the kind {@code count} can count. */
package logitlab.lesson.exercise.count;
