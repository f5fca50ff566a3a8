package logitlab.decoding;

/** The tokens that a view leaves out: how many, and the sums of their model and sampling probabilities. */
public record EverythingElse(int count, double modelProbability, double samplingProbability) {}
