/** Play: steps that are sent to the browser one by one as soon as each is computed. */
package logitlab.web.stream;
