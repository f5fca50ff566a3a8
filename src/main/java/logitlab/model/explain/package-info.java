/**
 * Where a model's numbers come from: the bill of a logit, what the model would say after each of its parts, and what a switch changes.
 */
package logitlab.model.explain;
