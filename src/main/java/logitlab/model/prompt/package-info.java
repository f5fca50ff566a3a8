/** What a visitor gives a model to continue: a text, or a conversation that a chat template renders. */
package logitlab.model.prompt;
