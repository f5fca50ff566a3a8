/**
 * Jinja as chat templates use it, with the values of Python.
 *
 * <p>No library for Java renders these templates exactly. Of 73 short programs, Jinjava 2.8.4 renders 41 otherwise than Python's jinja2,
 * 23 of them without an error: {@code {% for a in list if test %}} prints its {@code else} part, an attribute of something undefined
 * is empty where Python refuses, an unknown filter is ignored. JavaScript's {@code @huggingface/jinja} 0.5 differs in 30, minijinja in 27.
 * Here all of them agree, and whatever is not known is refused and never guessed.
 *
 * <p>Templates come with models, so they are foreign programs. They see texts, numbers, lists and functions of this package; Java
 * objects, classes and files are out of their reach, and {@link logitlab.model.prompt.python.Budget} bounds what they do.
 */
package logitlab.model.prompt.jinja;
