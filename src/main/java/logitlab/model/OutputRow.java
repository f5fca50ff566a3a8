package logitlab.model;

/**
 * What makes the logit of one token of the vector after the final norm: {@code logit = vector . row + bias}.
 *
 * @param row the token's row of the output table, which many models share with the token table
 */
public record OutputRow(Vector row, double bias) {}
