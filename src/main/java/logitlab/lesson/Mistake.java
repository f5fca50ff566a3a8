package logitlab.lesson;

/**
 * A usual way of getting it wrong, recognised by the value it leads to.
 *
 * @param name such as {@code exponential-alone}; the sentence is made of it where it is shown
 * @param value what one gets by it
 * @param token the token that it is about
 */
public record Mistake(String name, double value, String token) {}
