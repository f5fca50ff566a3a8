/** A folder on disk becomes a model: its configuration, digest and checks, and the report of {@code models check}. */
package logitlab.model.pack;
