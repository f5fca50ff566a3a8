/** A beam search as pages show it: its texts, what became of each, and how the best differs from greedy decoding. */
package logitlab.web.step.beam;
