/**
 * Text to token ids, and token ids to logits.
 *
 * <p>{@link logitlab.model.ModelLoader} loads the packages of a folder; each becomes a {@link logitlab.model.LanguageModel} with its
 * {@link logitlab.model.Tokenizer}; a {@link logitlab.model.Lane} runs a decoder on one; {@link logitlab.model.Checkup} reports on a
 * package; {@link logitlab.model.Addition} downloads one. Only this package knows ONNX Runtime and the tokenizer library.
 */
package logitlab.model;
