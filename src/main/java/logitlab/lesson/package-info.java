/**
 * Lessons: Markdown files whose numbers are alive.
 *
 * <p>Start with {@link logitlab.lesson.Lessons}, which loads and checks the files ({@link logitlab.lesson.Course} does it again
 * after an edit), and {@link logitlab.lesson.Lesson}, which is what a file becomes: sections of {@link logitlab.lesson.Part
 * parts}, each prose, a widget or an exercise. A new widget or exercise is one class here, a line in
 * {@link logitlab.lesson.Blocks}, a case in {@link logitlab.lesson.Part.Cases} and a view in the web layer; a new
 * {@link logitlab.lesson.NumberQuestion} or {@link logitlab.lesson.ChoiceQuestion} is one class, a line in its list and its
 * sentences. Whatever a lesson writes into it and whatever a visitor changes goes through the same parser.
 */
package logitlab.lesson;
