/** The tree of paths that a visitor tried: its page, and the file that holds a tree which is too big for a link. */
package logitlab.web.tool.paths;
