/** The page that says where two lanes split, and why. */
package logitlab.web.tool.parting;
