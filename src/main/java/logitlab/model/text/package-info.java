/** Text to token ids and back: tokenizer, vocabulary, and the bytes of incomplete characters. */
package logitlab.model.text;
