/** The pages of the course: its map, each lesson, the sheet to print, the notes for teachers, and the glossary. */
package logitlab.web.lessons;
