/** Drawings of the lessons that are more than a table: where everything in them stands, and what it says. */
package logitlab.web.lessons.picture;
