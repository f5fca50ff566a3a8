/** The pages of the final challenge, and a certificate that checks itself. */
package logitlab.web.challenge;
