/** The subject of the course: how logits become one chosen token, in plain Java. */
package logitlab.decoding;
