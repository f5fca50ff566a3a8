/** The tools of the playground: pages that examine one step; each tool has a package of its own below this one. */
package logitlab.web.tool;
