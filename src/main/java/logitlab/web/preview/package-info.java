/** The pictures that link previews show. */
package logitlab.web.preview;
