package logitlab.decoding;

/** What a view leaves out: how many tokens, and how much probability of either kind they have together. */
public record EverythingElse(int count, double modelProbability, double samplingProbability) {}
