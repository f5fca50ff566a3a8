/** A beam search as pages show it: its texts, which of them stay, and how the best differs from greedy decoding. */
package logitlab.web.step.beam;
