package logitlab.decoding;

/**
 * Why a token was chosen, in figures; the sentence is made where it is shown.
 *
 * @param chosen the token
 * @param greedy the token that greedy decoding chooses
 * @param draw u in [0, 1)
 * @param from the start of the chosen token's interval of cumulative probability
 * @param to the end of the interval; the draw is below it except for rounding
 * @param kept how many tokens the draw could select; 1 leaves no choice
 */
public record Reason(int chosen, int greedy, double draw, double from, double to, int kept) {

    /** The length of the chosen token's interval: its sampling probability. */
    public double width() {
        return to - from;
    }

    public boolean tookBest() {
        return chosen == greedy;
    }
}
