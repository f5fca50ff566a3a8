package logitlab.lesson.block;

import java.util.List;
import java.util.stream.Stream;

/**
 * A sentence with figures in it, such as a line of a solution.
 *
 * <pre>
 * SolutionLine.of("solution.largest", Figure.logit(2.1), Value.of(mat))   is "The largest logit is 2.10, that of “mat”. ..."
 * </pre>
 *
 * @param name the end of the message key; the page builds the sentence
 */
public record SolutionLine(String name, List<Value> figures) {

    public SolutionLine {
        figures = List.copyOf(figures);
    }

    public static SolutionLine of(String name, Value... figures) {
        return new SolutionLine(name, List.of(figures));
    }

    /** A hint or a solution: lines that can be read off, followed by the question, or by what comes of them. */
    public static List<SolutionLine> listed(Stream<SolutionLine> lines, SolutionLine... then) {
        return Stream.concat(lines, Stream.of(then)).toList();
    }
}
