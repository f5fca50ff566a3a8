package logitlab.lesson.block;

import java.util.List;

/**
 * A sentence with figures in it, such as a line of a solution.
 *
 * <pre>
 * Working.of("solution.largest", Figure.logit(2.1), Figure.of(mat))   is "The largest logit is 2.10, that of “mat”. ..."
 * </pre>
 *
 * @param name the end of the message key; the page builds the sentence
 */
public record Working(String name, List<Figure> figures) {

    public Working {
        figures = List.copyOf(figures);
    }

    public static Working of(String name, Figure... figures) {
        return new Working(name, List.of(figures));
    }
}
