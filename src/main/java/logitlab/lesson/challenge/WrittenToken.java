package logitlab.lesson.challenge;

import logitlab.decoding.Step;

/**
 * A token of the text behind a challenge, as its draw chose it.
 *
 * @param draw in [0, 1)
 * @param from the start of the token's interval of cumulative probability
 * @param to the end of the interval
 */
public record WrittenToken(double draw, double from, double to) {

    private static final double RARE = 0.05;
    private static final double PROBABLE = 0.20;

    static WrittenToken of(Step step) {
        return new WrittenToken(
                step.draw().u(), step.reason().from(), step.reason().to());
    }

    /** The length of the interval: the token's sampling probability. */
    public double width() {
        return to - from;
    }

    /** Whether it had less than 5%. */
    public boolean rare() {
        return width() < RARE;
    }

    /** Whether it had at least 20%. */
    public boolean probable() {
        return width() >= PROBABLE;
    }
}
