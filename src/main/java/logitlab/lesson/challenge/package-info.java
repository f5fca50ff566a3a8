/** The final challenge: ten questions about a text that the model has just written. */
package logitlab.lesson.challenge;
