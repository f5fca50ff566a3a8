/** The final challenge: ten questions on a page, what is said to their answers, and a certificate that checks itself. */
package logitlab.web.challenge;
