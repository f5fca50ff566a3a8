/** The kinds of exercises, one record each; {@link logitlab.lesson.exercise.ExerciseKinds} lists them. */
package logitlab.lesson.exercise;
