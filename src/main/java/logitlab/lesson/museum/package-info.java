/** Decoders that are wrong as real ones were: odd stages and steps, run beside the right ones. */
package logitlab.lesson.museum;
