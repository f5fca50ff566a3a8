/** What several pages print: numbers, tokens, sentences, fields and keys. */
package logitlab.web.view;
