/**
 * The lessons as pages: the list, each lesson, and its widgets and exercises as fragments with addresses of their own.
 *
 * <p>Start with {@link logitlab.web.lessons.LessonRoutes}. Every number comes from the lesson's parts, and is only worded here.
 */
package logitlab.web.lessons;
