package logitlab.lesson.exercise.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.DecoderInput;
import logitlab.lesson.museum.DecoderOutput;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/**
 * {@code compute: law}: which law a wrong program breaks. Each law is tried on the program itself.
 *
 * @param repeated the ids of the text so far
 * @param laws the options
 */
record LawChoice(TruncationCase truncation, List<Integer> repeated, Bug bug, List<String> laws) {

    /** Probabilities that differ by less are equal. */
    private static final double SAME = 1e-5;

    private static final double SHIFT = 5;
    private static final Map<String, Predicate<LawChoice>> LAWS = new LinkedHashMap<>();

    static {
        LAWS.put("sum", LawChoice::sumsToOne);
        LAWS.put("constant", LawChoice::ignoresConstant);
        LAWS.put("warmer", LawChoice::flattens);
        LAWS.put("reaches", LawChoice::reachesTopP);
        LAWS.put("penalty", LawChoice::neverHelps);
        LAWS.put("once", LawChoice::countsOnce);
    }

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.of(values);
        List<String> laws = values.choices("options", LAWS.keySet());
        if (laws.size() < 2) {
            throw new InvalidValueException("options", new Constraint("entries", 2, LAWS.size()), "" + laws.size());
        }
        return new LawChoice(
                        truncation,
                        truncation.vocabulary().ids(values, "repeated"),
                        values.oneOf("bug", List.of(Bug.values()), Bug::key),
                        laws)
                .question();
    }

    private ChoiceQuestion question() {
        Exhibit ran = Exhibit.of(bug, input(truncation.logits(), repeated, truncation.settings()));
        List<ChoiceQuestion.Option> options = laws.stream()
                .map(law -> ChoiceQuestion.Option.of(
                        "law-" + law, List.of(), !LAWS.get(law).test(this), "law-holds"))
                .toList();
        return new ChoiceQuestion(
                "law",
                truncation.clear()
                        && ran.differs()
                        && options.stream().filter(ChoiceQuestion.Option::right).count() == 1,
                options,
                new QuestionContent(
                        BugChoice.givens(truncation, repeated, ran),
                        truncation.holes(),
                        () -> SolutionLine.listed(BugChoice.beside(truncation, ran), SolutionLine.of("step.law")),
                        () -> Stream.concat(
                                        BugChoice.beside(truncation, ran),
                                        laws.stream()
                                                .map(law -> SolutionLine.of(
                                                        (LAWS.get(law).test(this)
                                                                        ? "solution.holds-"
                                                                        : "solution.broken-")
                                                                + law)))
                                .toList()),
                numbers -> new LawChoice(truncation.fresh(numbers), repeated, bug, laws).question());
    }

    private static DecoderInput input(Logits logits, List<Integer> text, Settings settings) {
        return new DecoderInput(logits, Prefix.of(text), settings, false, new Draw(0, 0));
    }

    private DecoderOutput run(Logits logits, List<Integer> text, Settings settings) {
        return bug.run(input(logits, text, settings));
    }

    private DecoderOutput run() {
        return run(truncation.logits(), repeated, truncation.settings());
    }

    private boolean sumsToOne() {
        DecoderOutput output = run();
        return !output.broken()
                && Math.abs(truncation.ids().mapToDouble(output::probability).sum() - 1) < SAME;
    }

    private boolean ignoresConstant() {
        DecoderOutput moved =
                run(truncation.logits().map(id -> truncation.logits().at(id) + SHIFT), repeated, truncation.settings());
        return truncation.settings().repetitionPenalty() != 1 || run().farthest(moved) < SAME;
    }

    /** Whether twice the temperature makes the best token less probable. */
    private boolean flattens() {
        Map<String, String> warmer = new LinkedHashMap<>(truncation.settings().toMap());
        warmer.put("temperature", Double.toString(2 * truncation.settings().temperature()));
        int best = truncation.logits().argmax();
        return run(truncation.logits(), repeated, Settings.of(warmer)).probability(best)
                < run().probability(best) - SAME;
    }

    /** Whether what top-p keeps reaches p, and does not without its last token. */
    private boolean reachesTopP() {
        double p = truncation.settings().topP();
        DecoderOutput output = run();
        List<Double> before = truncation.before();
        List<Integer> kept = TruncationCase.ids(truncation.ranked()).stream()
                .filter(output::kept)
                .toList();
        double sum = kept.stream().mapToDouble(before::get).sum();
        return p == 1 || !kept.isEmpty() && sum >= p && sum - before.get(kept.get(kept.size() - 1)) < p;
    }

    /** Whether a penalty makes no token of the text more probable; of the others each may gain. */
    private boolean neverHelps() {
        DecoderOutput output = run();
        DecoderOutput without = run(truncation.logits(), List.of(), truncation.settings());
        return truncation.settings().repetitionPenalty() <= 1
                || repeated.stream()
                        .distinct()
                        .allMatch(id -> output.probability(id) <= without.probability(id) + SAME);
    }

    /** Whether a token that is in the text once more changes nothing. */
    private boolean countsOnce() {
        return run(truncation.logits(), repeated.stream().distinct().toList(), truncation.settings())
                        .farthest(run())
                < SAME;
    }
}
