/**
 * The lessons as pages: the map of the course, each lesson, its widgets and exercises as fragments with addresses of their own,
 * its notes for the teacher, and the glossary.
 *
 * <p>Start with {@link logitlab.web.lessons.LessonRoutes}. Every number comes from the parts of the lesson; here it is only formatted.
 */
package logitlab.web.lessons;
