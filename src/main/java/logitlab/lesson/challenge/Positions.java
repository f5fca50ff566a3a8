package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.lesson.Dice;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;
import logitlab.model.TokenTable;

/** Questions about what goes into a model and comes out, position by position. */
final class Positions {

    private static final int LONGEST = 12;

    private Positions() {}

    /** How many numbers the vectors of a text are; of a model that shows no vectors nothing is asked. */
    static Optional<Question> vectors(Story story, int at, Dice dice) {
        Prefix text = story.before(at);
        Optional<TokenTable> table = story.lane().model().tokenTable();
        if (table.isEmpty() || text.size() > LONGEST) {
            return Optional.empty();
        }
        int width = table.get().width();
        return Optional.of(new Question(
                Sort.VECTORS,
                Optional.empty(),
                text.ids()
                        .mapToObj(
                                id -> new Facts.Row(story.token(id), List.of(Figure.of(Figure.Sort.PLAIN, id)), false))
                        .toList(),
                List.of(count(story.lane().model().card().vocabularySize()), count(width)),
                story.moment(at),
                new Question.Number((double) text.size() * width, 0, "count"),
                List.of(Working.of(
                        "challenge.product", count(text.size()), count(width), count((double) text.size() * width)))));
    }

    /** Which token the row at a position, counted from 1 as pages count, is about. */
    static Optional<Question> row(Story story, int at, Dice dice) {
        Prefix text = story.before(at);
        int last = text.size() - 1;
        if (last < 3 || last > LONGEST) {
            return Optional.empty();
        }
        int position = dice.whole(1, last - 2);
        List<Integer> ids = IntStream.rangeClosed(position - 1, position + 2)
                .mapToObj(text::at)
                .toList();
        if (ids.stream().distinct().count() < ids.size()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                Sort.ROW,
                Optional.of(story.text(at)),
                IntStream.range(0, text.size())
                        .mapToObj(i -> new Facts.Row(story.token(text.at(i)), List.of(count(i + 1)), i == position))
                        .toList(),
                List.of(Figure.of(story.token(text.at(position))), count(position + 1)),
                story.moment(at),
                new Question.Choice(
                        ids.stream()
                                .map(id -> new Question.Option(Integer.toString(id), Optional.of(story.token(id))))
                                .toList(),
                        Integer.toString(text.at(position + 1))),
                List.of(Working.of(
                        "challenge.next",
                        Figure.of(story.token(text.at(position))),
                        Figure.of(story.token(text.at(position + 1)))))));
    }

    private static Figure count(double count) {
        return Figure.of(Figure.Sort.COUNT, count);
    }
}
