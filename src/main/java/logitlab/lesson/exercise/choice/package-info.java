/** What an exercise of the kind {@code choose} can ask, one class for each. */
package logitlab.lesson.exercise.choice;
