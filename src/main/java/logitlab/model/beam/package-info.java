/** Beam search on a model. */
package logitlab.model.beam;
