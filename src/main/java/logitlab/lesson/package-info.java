/**
 * Lessons: Markdown files with widgets and exercises whose numbers are computed.
 *
 * <p>Start with {@link logitlab.lesson.Lessons}, which loads and checks the files ({@link logitlab.lesson.Course} loads them
 * again after an edit), and {@link logitlab.lesson.Lesson}, the result for one file: sections of {@link logitlab.lesson.Part
 * parts}, each prose, a widget or an exercise. {@link logitlab.lesson.WidgetKinds} and {@link logitlab.lesson.ExerciseKinds}
 * list all kinds of them. The values that a lesson gives and those that a visitor changes go through the same parser.
 */
package logitlab.lesson;
