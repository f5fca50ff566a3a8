/** The receipt of a link: everything that it computed, and the check of one that comes back. */
package logitlab.web.receipt;
