package logitlab.decoding;

/**
 * Why a token was chosen; a sentence is made of it where it is shown.
 *
 * @param chosen the token
 * @param greedy the token that greedy decoding takes
 * @param draw u in [0, 1)
 * @param from where the chosen token's interval of cumulative probability begins
 * @param to where it ends; the draw is below it but for rounding
 * @param kept how many tokens the draw could fall on; 1 leaves no choice
 */
public record Reason(int chosen, int greedy, double draw, double from, double to, int kept) {

    public boolean tookBest() {
        return chosen == greedy;
    }
}
