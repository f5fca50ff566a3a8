package logitlab.lesson;

/** A block that asks a question and judges the answer: {@code ```exercise KIND}. */
public sealed interface Exercise extends Part.Block permits NumberExercise {}
