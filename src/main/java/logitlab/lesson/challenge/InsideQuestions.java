package logitlab.lesson.challenge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;
import logitlab.model.Exposed;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.TokenTable;

/** Questions about what stands between the ids and the logits: rows of the token table, attention, the lens. */
final class InsideQuestions {

    private static final int LONGEST = 12;
    private static final int NEAR = 10;

    /** A weight that a page prints with its figures. */
    private static final double LEAST_WEIGHT = 0.0001;

    /** The least distance of two cosines; a page shows three decimals. */
    private static final double COSINE_MARGIN = 0.01;

    private InsideQuestions() {}

    /** The token whose row points most like that of a word of the text, from four cosines. */
    static Optional<ChallengeQuestion> neighbours(GeneratedText generated, SeededNumbers numbers) {
        Optional<TokenTable> table = generated.model().tokenTable();
        int word = generated.written();
        int near = numbers.whole(2, NEAR);
        if (table.isEmpty() || !generated.canName(word)) {
            return Optional.empty();
        }
        List<TokenTable.Neighbour> all = table.get().nearest(word, table.get().size()).stream()
                .filter(other -> generated.isLikeWord(other.id()))
                .toList();
        if (all.size() < 3 * NEAR) {
            return Optional.empty();
        }
        List<TokenTable.Neighbour> four =
                List.of(all.get(0), all.get(near), all.get(all.size() / 2), all.get(all.size() - 1));
        if (all.get(0).cosine() - all.get(near).cosine() < COSINE_MARGIN) {
            return Optional.empty();
        }
        List<TokenTable.Neighbour> rows = numbers.shuffled(four);
        int last = four.get(3).id();
        return Optional.of(new ChallengeQuestion(
                QuestionKind.NEIGHBOURS,
                "",
                Optional.empty(),
                rows.stream()
                        .map(row -> generated.row(row.id(), Value.of(Value.Kind.COSINE, row.cosine())))
                        .toList(),
                List.of(generated.name(word)),
                generated.reference(),
                generated.choice(
                        rows.stream().map(TokenTable.Neighbour::id).toList(),
                        four.get(0).id(),
                        id -> id == last ? "cosine-least" : "cosine-other"),
                List.of(SolutionLine.of(
                        "challenge.cosine",
                        Value.of(Value.Kind.COSINE, four.get(0).cosine()),
                        generated.name(four.get(0).id())))));
    }

    /** The one attention weight of a row that is not given: what the others leave of 100%. */
    static Optional<ChallengeQuestion> weights(GeneratedText generated, SeededNumbers numbers) {
        Optional<Inspection> inspected = inspection(generated, Exposed.ATTENTION, LONGEST);
        Prefix text = generated.before();
        if (inspected.isEmpty() || inspected.get().layers() == 0) {
            return Optional.empty();
        }
        int layer = numbers.whole(1, inspected.get().layers());
        int head = numbers.whole(0, Math.max(0, inspected.get().heads(layer) - 1));
        int hidden = numbers.whole(0, text.size() - 1);
        List<Double> weights = inspected.get().attention(layer, OptionalInt.of(head), text.size() - 1);
        if (weights.isEmpty() || weights.get(hidden) < 0.05 || weights.get(hidden) > 0.9) {
            return Optional.empty();
        }
        if (weights.stream().anyMatch(weight -> weight < LEAST_WEIGHT)) {
            return Optional.empty();
        }
        double others = generated.share(IntStream.range(0, text.size())
                .filter(i -> i != hidden)
                .mapToDouble(i -> generated.share(weights.get(i)))
                .sum());
        double left = generated.share(1 - others);
        double right = 100 * left;
        return Optional.of(generated.question(
                QuestionKind.WEIGHTS,
                IntStream.range(0, text.size())
                        .mapToObj(i -> i == hidden
                                ? generated.row(text.at(i))
                                : generated.row(text.at(i), Value.percent(weights.get(i))))
                        .toList(),
                List.of(
                        Value.count(head + 1),
                        Value.count(layer),
                        generated.name(text.at(text.size() - 1)),
                        generated.name(text.at(hidden))),
                new ChallengeQuestion.Number(
                        right,
                        0.15,
                        "percent",
                        Mistake.of("weights-others", 100 - right),
                        Mistake.of("weights-equal", 100.0 / text.size())),
                SolutionLine.of("challenge.weights", Value.percent(others), Value.percent(left))));
    }

    /** The layer from which on the lens has the final token in front. */
    static Optional<ChallengeQuestion> lens(GeneratedText generated, SeededNumbers numbers) {
        Optional<Inspection> inspected =
                inspection(generated, Exposed.LENS, generated.model().mostInspected());
        if (inspected.isEmpty()) {
            return Optional.empty();
        }
        int layers = inspected.get().layers();
        List<Logits> lens = IntStream.rangeClosed(1, layers)
                .mapToObj(inspected.get()::lens)
                .flatMap(Optional::stream)
                .toList();
        if (layers == 0 || lens.size() < layers) {
            return Optional.empty();
        }
        int answer = lens.get(layers - 1).argmax();
        List<Integer> front = lens.stream().map(Logits::argmax).toList();
        int first = 1 + front.indexOf(answer);
        int right = layers;
        while (right > 1 && front.get(right - 2) == answer) {
            right--;
        }
        if (right == 1 || right == layers || !generated.canName(answer)) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.LENS,
                lens.stream()
                        .map(each -> generated.row(each.argmax(), Value.percent(each.probability(each.argmax()))))
                        .toList(),
                List.of(generated.name(answer)),
                new ChallengeQuestion.Number(
                        right,
                        0,
                        "count",
                        Mistake.of("lens-first", first),
                        Mistake.of("lens-last", layers),
                        Mistake.of("lens-before", right - 1),
                        Mistake.of("lens-input", 0)),
                SolutionLine.of("challenge.lens", generated.name(answer), Value.count(right), Value.count(right - 1))));
    }

    /** What happens inside at the last position of a text that is not too long, if the model shows it. */
    private static Optional<Inspection> inspection(GeneratedText generated, Exposed what, int longest) {
        Prefix text = generated.before();
        LanguageModel model = generated.model();
        return Stream.of(text)
                .filter(whole -> whole.size() > 3 && whole.size() <= Math.min(longest, model.mostInspected()))
                .filter(whole -> model.exposed().contains(what))
                .map(whole -> model.inspect(whole, whole.size() - 1))
                .findFirst();
    }
}
