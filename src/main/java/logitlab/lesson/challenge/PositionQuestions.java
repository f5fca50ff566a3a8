package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.model.TokenTable;

/** Questions about what enters a model and what comes out, position by position. */
final class PositionQuestions {

    private static final int LONGEST = 12;

    private PositionQuestions() {}

    /** The number of numbers in the vectors of a text. A model that shows no vectors is not asked about. */
    static Optional<ChallengeQuestion> vectors(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        Optional<TokenTable> table = generated.model().tokenTable();
        if (table.isEmpty() || text.size() > LONGEST) {
            return Optional.empty();
        }
        int width = table.get().width();
        int right = text.size() * width;
        return Optional.of(new ChallengeQuestion(
                QuestionKind.VECTORS,
                Optional.empty(),
                text.ids().mapToObj(id -> generated.row(id, Value.plain(id))).toList(),
                List.of(Value.count(generated.model().card().vocabularySize()), Value.count(width)),
                generated.reference(),
                new ChallengeQuestion.Number(right, 0, "count"),
                List.of(SolutionLine.of(
                        "challenge.product", Value.count(text.size()), Value.count(width), Value.count(right)))));
    }

    /** The token that the row of logits at a position predicts; positions count from 1, as on pages. */
    static Optional<ChallengeQuestion> row(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        int last = text.size() - 1;
        if (last < 3 || last > LONGEST) {
            return Optional.empty();
        }
        int position = numbers.whole(1, last - 2);
        IntStream options = IntStream.rangeClosed(position - 1, position + 2).map(text::at);
        if (options.distinct().count() < 4) {
            return Optional.empty();
        }
        Value token = generated.name(text.at(position));
        int next = text.at(position + 1);
        return Optional.of(generated.question(
                QuestionKind.ROW,
                IntStream.range(0, text.size())
                        .mapToObj(i -> generated.row(text.at(i), Value.count(i + 1)))
                        .toList(),
                List.of(token, Value.count(position + 1)),
                generated.choice(
                        IntStream.rangeClosed(position - 1, position + 2).map(text::at), next),
                SolutionLine.of("challenge.next", token, generated.name(next))));
    }
}
