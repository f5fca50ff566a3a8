/**
 * The subject of the course: how logits become one chosen token.
 *
 * <p>Start with {@link logitlab.decoding.Logits} and {@link logitlab.decoding.Distribution}, then the
 * {@link logitlab.decoding.Stage stages} in the order of {@link logitlab.decoding.Settings#stages}, and end with
 * {@link logitlab.decoding.Step}, which puts them together. Nothing here knows a model, a page or a library.
 */
package logitlab.decoding;
