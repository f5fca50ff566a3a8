/** What can be taken away from a step: tables, the whole run as one file, pictures, a script, and a line to cite. */
package logitlab.web.tool.save;
