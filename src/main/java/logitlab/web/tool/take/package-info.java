/** The page that says what it would take for a token to be chosen at one step. */
package logitlab.web.tool.take;
