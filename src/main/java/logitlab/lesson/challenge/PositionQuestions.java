package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.model.TokenTable;

/** Questions about what enters a model and what comes out, position by position. */
final class PositionQuestions {

    private static final int LONGEST = 12;

    private PositionQuestions() {}

    /** The number of numbers in the vectors of a text. A model that shows no vectors is not asked about. */
    static Optional<Question> vectors(Story story, Dice dice) {
        Prefix text = story.before();
        Optional<TokenTable> table = story.model().tokenTable();
        if (table.isEmpty() || text.size() > LONGEST) {
            return Optional.empty();
        }
        int width = table.get().width();
        int right = text.size() * width;
        return Optional.of(new Question(
                Sort.VECTORS,
                Optional.empty(),
                text.ids().mapToObj(id -> story.row(id, Figure.plain(id))).toList(),
                List.of(Figure.count(story.model().card().vocabularySize()), Figure.count(width)),
                story.moment(),
                new Question.Number(right, 0, "count"),
                List.of(Working.of(
                        "challenge.product", Figure.count(text.size()), Figure.count(width), Figure.count(right)))));
    }

    /** The token that the row of logits at a position predicts; positions count from 1, as on pages. */
    static Optional<Question> row(Story story, Dice dice) {
        Prefix text = story.before();
        int last = text.size() - 1;
        if (last < 3 || last > LONGEST) {
            return Optional.empty();
        }
        int position = dice.whole(1, last - 2);
        IntStream options = IntStream.rangeClosed(position - 1, position + 2).map(text::at);
        if (options.distinct().count() < 4) {
            return Optional.empty();
        }
        Figure token = story.name(text.at(position));
        int next = text.at(position + 1);
        return Optional.of(story.question(
                Sort.ROW,
                IntStream.range(0, text.size())
                        .mapToObj(i -> story.row(text.at(i), Figure.count(i + 1)))
                        .toList(),
                List.of(token, Figure.count(position + 1)),
                story.choice(IntStream.rangeClosed(position - 1, position + 2).map(text::at), next),
                Working.of("challenge.next", token, story.name(next))));
    }
}
