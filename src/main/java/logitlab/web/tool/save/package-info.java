/** What can be taken away from a step: tables, the whole run in a single file, pictures, a script, and a line to cite. */
package logitlab.web.tool.save;
