/** The same step as other programs would decode it. */
package logitlab.web.tool.others;
