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
 * @param solution the arithmetic, line by line; computed only when it is shown
 */
public record QuestionContent(Givens givens, Map<String, Value> holes, Supplier<List<SolutionLine>> solution) {}
