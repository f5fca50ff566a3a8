/**
 * Text to token ids, and token ids to logits.
 *
 * <p>{@link logitlab.model.Models} loads the packages of a folder; each is a {@link logitlab.model.LanguageModel} with its
 * {@link logitlab.model.Tokenizer}; a {@link logitlab.model.Lane} runs a decoder on one; a {@link logitlab.model.Checkup} says what
 * one has; an {@link logitlab.model.Addition} fetches one more. Only this package knows ONNX Runtime and the tokenizer library.
 */
package logitlab.model;
