package logitlab.lesson.question;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.model.text.Token;

/**
 * What an exercise gives besides its question.
 *
 * @param rows one token each, with its figures
 * @param lines everything else the answer needs: settings, a draw
 * @param text the text so far, if the question is about the token that follows it
 */
public record Givens(List<Row> rows, List<SolutionLine> lines, Optional<String> text) {

    /** @param asked whether the question is about this token */
    public record Row(Token token, List<Value> figures, boolean asked) {

        public Row {
            figures = List.copyOf(figures);
        }
    }

    public Givens {
        rows = List.copyOf(rows);
        lines = List.copyOf(lines);
    }

    public Givens(List<Row> rows, List<SolutionLine> lines) {
        this(rows, lines, Optional.empty());
    }

    public static Givens of(SolutionLine... lines) {
        return new Givens(List.of(), List.of(lines));
    }
}
