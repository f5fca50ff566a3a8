/** Fetches a model from the Hugging Face hub, the only part of the program that uses a network. */
package logitlab.model.hub;
