/** The look inside: every station on the way from a text to the next token, with the numbers of a real model. */
package logitlab.web.inside;
