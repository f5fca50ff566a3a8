/** What could follow a text, beyond the next token: paths of several tokens and their probabilities. */
package logitlab.decoding.future;
