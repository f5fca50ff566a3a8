/**
 * What lessons and pages need to explain decoding: softmax line by line, histograms, losses, counted draws, edits of logits
 * and their effects.
 */
package logitlab.decoding.explain;
