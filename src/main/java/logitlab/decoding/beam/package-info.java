/** Beam search: several texts grow side by side, and the most probable ones stay. */
package logitlab.decoding.beam;
