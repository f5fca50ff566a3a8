/** Markdown and YAML become lessons; every problem names the file, the line, the field, the rule and the value. */
package logitlab.lesson.file;
