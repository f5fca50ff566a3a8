package logitlab.lesson;

import java.util.List;

/**
 * One sentence with figures in it, such as a line of a solution's arithmetic.
 *
 * <pre>
 * Working.of("solution.largest", Figure.of(Sort.LOGIT, 2.1), Figure.of(mat))   is "The largest logit is 2.10, that of “mat”. ..."
 * </pre>
 *
 * @param name of the sentence, which is made where it is shown
 */
public record Working(String name, List<Figure> figures) {

    public Working {
        figures = List.copyOf(figures);
    }

    public static Working of(String name, Figure... figures) {
        return new Working(name, List.of(figures));
    }
}
