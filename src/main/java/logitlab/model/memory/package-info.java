/** Keeps what was used last in memory, up to a limit, and loads the rest when it is needed. */
package logitlab.model.memory;
