/** The values of Python that templates work with: texts, numbers, lists, maps, their operators and methods, and what may be spent on them. */
package logitlab.model.prompt.python;
