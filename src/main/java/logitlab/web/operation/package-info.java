/** What the person who runs the server sees of it: whether it is ready, figures for Prometheus, and a line for each answer. */
package logitlab.web.operation;
