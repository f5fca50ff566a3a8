/** The page that counts many draws of one step. */
package logitlab.web.tool.draws;
