package logitlab.model;

/**
 * What one layer of an LSTM carries from a token to the next.
 *
 * @param hidden h, what the layer has just said, each number in (-1, 1)
 * @param cell c, what it remembers, any number
 */
public record CellState(Vector hidden, Vector cell) {}
