/** What a course consists of: lessons, their sections and parts, the glossary, the guide for teachers. */
package logitlab.lesson;
