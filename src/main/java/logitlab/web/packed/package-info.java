/** Answers that are compressed once and sent often. */
package logitlab.web.packed;
