/** The same step in the orders of other programs. */
package logitlab.web.tool.others;
