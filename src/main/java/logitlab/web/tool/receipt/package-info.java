/** The receipt of a run on a page that prints, and the check of one that comes back. */
package logitlab.web.tool.receipt;
