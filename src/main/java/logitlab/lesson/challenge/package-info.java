/** The final challenge: ten questions about texts that the model has just written. */
package logitlab.lesson.challenge;
