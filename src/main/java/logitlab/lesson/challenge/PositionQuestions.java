package logitlab.lesson.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.model.Exposed;
import logitlab.model.TokenTable;
import logitlab.model.text.Token;

/** Questions about what enters a model and what comes out, position by position. */
final class PositionQuestions {

    private static final int LONGEST = 12;
    private static final int WORDS = 3;

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
        int vocabulary = generated.model().card().vocabularySize();
        return Optional.of(new ChallengeQuestion(
                QuestionKind.VECTORS,
                "",
                Optional.empty(),
                text.ids().mapToObj(id -> generated.row(id, Value.plain(id))).toList(),
                List.of(Value.count(vocabulary), Value.count(width)),
                generated.reference(),
                new ChallengeQuestion.Number(
                        right,
                        0,
                        "count",
                        Mistake.of("vectors-vocabulary", (double) text.size() * vocabulary),
                        Mistake.of("vectors-one", width),
                        Mistake.of("vectors-tokens", text.size()),
                        Mistake.of(
                                "vectors-different",
                                (double) text.ids().distinct().count() * width),
                        Mistake.of("vectors-start", right - width)),
                List.of(SolutionLine.of(
                        "challenge.product", Value.count(text.size()), Value.count(width), Value.count(right)))));
    }

    /** The tokens of three words inside a text: the space belongs to the word after it. */
    static Optional<ChallengeQuestion> space(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        int from = text.size() - WORDS - 1;
        if (from < generated.model().startTokens(text) + 1
                || !IntStream.range(from, from + WORDS).allMatch(generated::isWholeWord)
                || generated.edition() == Edition.FIRST) {
            return Optional.empty();
        }
        List<String> words = IntStream.range(from, from + WORDS)
                .mapToObj(at -> generated.token(text.at(at)).text().strip())
                .toList();
        String together = String.join(" ", words);
        if (generated.text().indexOf(together) < generated.text().lastIndexOf(together)) {
            return Optional.empty();
        }
        List<ChallengeQuestion.Option> options = List.of(
                pieces("space-after", words.stream().map(word -> word + " ").toList()),
                pieces("space-apart", List.of(words.get(0), " ", words.get(1), " ", words.get(2))),
                pieces("space-before", words.stream().map(word -> " " + word).toList()),
                pieces("space-none", words));
        return Optional.of(generated.question(
                QuestionKind.SPACE,
                List.of(),
                List.of(new Value.Typed(together)),
                new ChallengeQuestion.Choice(
                        numbers.shuffled(options),
                        "space-before",
                        Map.of("space-after", "space-after", "space-apart", "space-apart", "space-none", "space-none")),
                SolutionLine.of(
                        "challenge.spaces",
                        new Value.Pieces(IntStream.range(from, from + WORDS)
                                .mapToObj(at -> generated.token(text.at(at)))
                                .toList()))));
    }

    private static ChallengeQuestion.Option pieces(String value, List<String> texts) {
        List<Token> tokens =
                texts.stream().map(text -> new Token(-1, text, "", false)).toList();
        return new ChallengeQuestion.Option(value, Optional.of(new Value.Pieces(tokens)));
    }

    /** The number of rows of the token table that a text needs: as many as it has different tokens. */
    static Optional<ChallengeQuestion> rows(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        int right = (int) text.ids().distinct().count();
        if (generated.model().tokenTable().isEmpty() || text.size() > LONGEST + 2 || right == text.size()) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.ROWS,
                text.ids().mapToObj(id -> generated.row(id, Value.plain(id))).toList(),
                List.of(),
                new ChallengeQuestion.Number(
                        right,
                        0,
                        "count",
                        Mistake.of("rows-each", text.size()),
                        Mistake.of("rows-all", generated.model().card().vocabularySize()),
                        Mistake.of("rows-once", once(text))),
                SolutionLine.of("challenge.rows", Value.count(text.size()), Value.count(right))));
    }

    /** How many tokens stand in a text only once. */
    private static long once(Prefix text) {
        return text.ids()
                .filter(id -> text.ids().filter(other -> other == id).count() == 1)
                .count();
    }

    /** The token that the row of logits at a position predicts; positions count from 1, as on pages. */
    static Optional<ChallengeQuestion> row(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        int last = text.size() - 1;
        if (last < 3 || last > LONGEST) {
            return Optional.empty();
        }
        int position = numbers.whole(1, last - 2);
        List<Integer> options = IntStream.rangeClosed(position - 1, position + 2)
                .mapToObj(text::at)
                .toList();
        if (options.stream().distinct().count() < 4) {
            return Optional.empty();
        }
        Value token = generated.name(text.at(position));
        int next = text.at(position + 1);
        List<String> mistakes = List.of("row-before", "row-own", "", "row-second");
        List<Integer> shown = generated.edition() == Edition.FIRST ? options : numbers.shuffled(options);
        return Optional.of(generated.question(
                QuestionKind.ROW,
                positions(generated),
                List.of(token, Value.count(position + 1)),
                generated.choice(shown, next, id -> mistakes.get(options.indexOf(id))),
                SolutionLine.of("challenge.next", token, generated.name(next))));
    }

    private static List<ChallengeQuestion.Row> positions(GeneratedText generated) {
        Prefix text = generated.before();
        return IntStream.range(0, text.size())
                .mapToObj(i -> generated.row(text.at(i), Value.count(i + 1)))
                .toList();
    }

    /** The token of which a position cannot take anything: one after it. */
    static Optional<ChallengeQuestion> ahead(GeneratedText generated, SeededNumbers numbers) {
        Prefix text = generated.before();
        int last = text.size() - 1;
        if (last < 4 || last > LONGEST || !generated.model().exposed().contains(Exposed.ATTENTION)) {
            return Optional.empty();
        }
        int position = numbers.whole(2, last - 1);
        int after = numbers.whole(position + 1, Math.min(position + 2, last));
        List<Integer> options = Stream.of(position - 2, position - 1, position, after)
                .map(text::at)
                .toList();
        int next = text.at(after);
        boolean unclear = IntStream.range(0, text.size())
                .anyMatch(i -> i <= position ? text.at(i) == next : i != after && options.contains(text.at(i)));
        if (unclear || options.stream().distinct().count() < options.size()) {
            return Optional.empty();
        }
        int own = text.at(position);
        return Optional.of(generated.question(
                QuestionKind.AHEAD,
                positions(generated),
                List.of(generated.name(own), Value.count(position + 1)),
                generated.choice(numbers.shuffled(options), next, id -> id == own ? "ahead-own" : "ahead-before"),
                SolutionLine.of(
                        "challenge.ahead", generated.name(next), Value.count(after + 1), Value.count(position + 1))));
    }

    /** The number of logits for a text: one for each token of the vocabulary at each position. */
    static Optional<ChallengeQuestion> block(GeneratedText generated, SeededNumbers numbers) {
        int tokens = generated.before().size();
        if (tokens > LONGEST) {
            return Optional.empty();
        }
        int vocabulary = generated.model().card().vocabularySize();
        int right = tokens * vocabulary;
        return Optional.of(generated.question(
                QuestionKind.BLOCK,
                positions(generated),
                List.of(Value.count(vocabulary)),
                new ChallengeQuestion.Number(
                        right,
                        0,
                        "count",
                        Mistake.of("block-last", vocabulary),
                        Mistake.of("block-start", right - vocabulary),
                        Mistake.of("block-added", tokens + vocabulary)),
                SolutionLine.of("challenge.logits", Value.count(tokens), Value.count(vocabulary), Value.count(right))));
    }
}
