package logitlab.model;

/**
 * A choice that was made: the token, and how probable the model found it.
 *
 * @param probability softmax of the raw logits, in [0, 1], before any setting
 */
public record Choice(int id, double probability) {}
