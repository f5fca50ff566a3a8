package logitlab.model;

/**
 * The gates of one LSTM layer at one token, after their activations: {@code c' = forget * c + input * cell} and
 * {@code h = output * tanh(c')}, number by number. Source: Hochreiter and Schmidhuber, Long short-term memory, 1997, with the forget
 * gate of Gers et al., 2000.
 *
 * @param input how much of the new is written, in (0, 1)
 * @param forget how much of the old is kept, in (0, 1)
 * @param cell what may be written, in (-1, 1)
 * @param output how much of the cell state is shown, in (0, 1)
 */
public record Gates(Vector input, Vector forget, Vector cell, Vector output) {}
