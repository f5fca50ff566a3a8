/** Decoders that are wrong as real ones were, run next to the right ones. */
package logitlab.lesson.museum;
