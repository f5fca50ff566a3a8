/** A beam search from the step looked at. */
package logitlab.web.tool.beam;
