/** A prompt that may be a chat, as pages show it: the fields in which people write it, and the tokens that it became. */
package logitlab.web.chat;
