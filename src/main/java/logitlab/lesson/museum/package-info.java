/** Decoders with bugs that real ones had, run on the same numbers as the right ones. */
package logitlab.lesson.museum;
