package logitlab.model;

/**
 * What one layer of an LSTM carries from a token to the next.
 *
 * @param hidden h, the layer's last output, each number in (-1, 1)
 * @param cell c, the layer's memory, any number
 */
public record CellState(Vector hidden, Vector cell) {}
