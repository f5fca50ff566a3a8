package logitlab.lesson;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.model.Token;

/**
 * What an exercise gives beside its question.
 *
 * @param rows a token each, with its figures
 * @param said what else one must know: settings, a draw
 * @param text that a token follows
 */
public record Facts(List<Row> rows, List<Working> said, Optional<String> text) {

    /** @param asked whether the question is about it */
    public record Row(Token token, List<Figure> figures, boolean asked) {

        public Row {
            figures = List.copyOf(figures);
        }
    }

    public Facts {
        rows = List.copyOf(rows);
        said = List.copyOf(said);
    }

    /** Each token of a small vocabulary with its logit. @param asked the id that the question is about, -1 for none */
    static Facts of(GivenSoftmax.Vocabulary vocabulary, int asked, List<Working> said) {
        return new Facts(
                IntStream.range(0, vocabulary.logits().size())
                        .mapToObj(id -> new Row(
                                vocabulary.token(id),
                                List.of(Figure.of(
                                        Figure.Sort.LOGIT, vocabulary.logits().at(id))),
                                id == asked))
                        .toList(),
                said,
                Optional.empty());
    }
}
