package logitlab.lesson.question;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.model.text.Token;

/**
 * What an exercise gives besides its question.
 *
 * @param rows one token each, with its figures
 * @param lines everything else the answer needs: settings, a draw
 * @param text the text so far, if the question is about the token that follows it
 */
public record Facts(List<Row> rows, List<Working> lines, Optional<String> text) {

    /** @param asked whether the question is about this token */
    public record Row(Token token, List<Figure> figures, boolean asked) {

        public Row {
            figures = List.copyOf(figures);
        }
    }

    public Facts {
        rows = List.copyOf(rows);
        lines = List.copyOf(lines);
    }

    public Facts(List<Row> rows, List<Working> lines) {
        this(rows, lines, Optional.empty());
    }

    public static Facts of(Working... lines) {
        return new Facts(List.of(), List.of(lines));
    }
}
