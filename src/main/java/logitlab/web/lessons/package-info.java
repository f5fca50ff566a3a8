/**
 * The lessons as pages: the map of the course, each lesson, its widgets and exercises as fragments with addresses of their own,
 * its notes for the teacher, and the glossary.
 *
 * <p>Start with {@link logitlab.web.lessons.LessonRoutes}. Every number comes from the lesson's parts, and is only worded here.
 */
package logitlab.web.lessons;
