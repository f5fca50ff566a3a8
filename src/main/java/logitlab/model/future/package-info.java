/** What a model could go on with: all futures of a text, and many texts that are drawn. */
package logitlab.model.future;
