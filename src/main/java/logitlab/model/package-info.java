/**
 * Language models as the rest of the program sees them: token ids in, logits out, and one decoder at work on one prompt.
 */
package logitlab.model;
