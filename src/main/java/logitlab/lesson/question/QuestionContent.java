package logitlab.lesson.question;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;

/**
 * What an exercise shows besides its text.
 *
 * @param holes the figures that replace {@code {token}} and similar holes in the question and the hints
 * @param step the step that gives the answer, with a question mark in its place: the last of the hints; none if it would say too much
 * @param solution the arithmetic, line by line; both are computed only when they are shown
 */
public record QuestionContent(
        Givens givens,
        Map<String, Value> holes,
        Supplier<List<SolutionLine>> step,
        Supplier<List<SolutionLine>> solution) {

    /** A question whose hints are those of the lesson alone. */
    public QuestionContent(Givens givens, Map<String, Value> holes, Supplier<List<SolutionLine>> solution) {
        this(givens, holes, List::of, solution);
    }
}
