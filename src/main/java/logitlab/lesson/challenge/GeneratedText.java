package logitlab.lesson.challenge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.text.Token;

/**
 * A text that a model wrote from a seed, seen from one of its steps: what a question is asked about.
 *
 * <p>It is sampled at temperature 0.8 with top-p 0.9. The end-of-text token is banned, so that there are {@link #STEPS} steps if
 * the model's context has room for them.
 *
 * @param edition the first edition asks about parts of words too
 * @param beginning the prompt
 * @param at the step, 0 for the first token after the prompt
 */
record GeneratedText(Edition edition, String beginning, Lane lane, int at) {

    static final int STEPS = 40;

    private static final double TEMPERATURE = 0.8;
    private static final double TOP_P = 0.9;
    private static final double BAN = -1000;

    /** Decimals behind which a sum of rounded figures has nothing but noise. */
    private static final int NOISE = 10;

    private static final Pattern WORD = Pattern.compile(" \\p{L}{2,}");
    private static final List<String> BEGINNINGS = List.of(
            "Once upon a time there was a",
            "The king said to his",
            "One day the little girl",
            "There were once three",
            "The old woman went into the",
            "In the middle of the forest");

    static GeneratedText of(LanguageModel model, Edition edition, long seed) {
        String beginning = model.beginning(BEGINNINGS.get((int) (seed % BEGINNINGS.size())));
        TreeMap<Integer, Double> ban = new TreeMap<>();
        model.endTokens().forEach(id -> ban.put(id, BAN));
        Settings settings = new Settings(ban, 1, TEMPERATURE, OptionalInt.empty(), TOP_P, 0, 1);
        Lane lane = Lane.open(model, model.prompt(beginning), List.of(), Decoder.SAMPLE, settings, seed);
        return new GeneratedText(edition, beginning, lane.run(STEPS), 0);
    }

    GeneratedText at(int step) {
        return new GeneratedText(edition, beginning, lane, step);
    }

    int steps() {
        return lane.ids().size();
    }

    /** Each token with its draw. */
    List<WrittenToken> draws() {
        return IntStream.range(0, steps())
                .mapToObj(i -> WrittenToken.of(lane.step(i)))
                .toList();
    }

    LanguageModel model() {
        return lane.model();
    }

    /** All ids before the step. */
    Prefix before() {
        return lane.text().first(lane.prompt().size() + at);
    }

    /** The text before the step. */
    String text() {
        return model().text(before());
    }

    /** Whether the text before the step, typed as a prompt, has the same tokens again. */
    boolean readsBack() {
        return model().accepts(text()) && model().prompt(text()).equals(before());
    }

    /** Whether a token looks like a word: a space and at least two letters. */
    boolean isLikeWord(int id) {
        return WORD.matcher(token(id).text()).matches();
    }

    /** Whether a sentence may name a token: one that looks like a word, and that the model would not go on spelling. */
    boolean canName(int id) {
        return edition == Edition.FIRST
                || isLikeWord(id)
                        && before().size() < model().card().contextLength()
                        && !beginsWithLetter(model().logits(before().plus(id)).argmax());
    }

    private boolean beginsWithLetter(int id) {
        return token(id).text().codePoints().limit(1).anyMatch(Character::isLetter);
    }

    /** Whether the token at a position of {@link #before} is a whole word there: {@code ␣cat}, but not the {@code ␣cat} of "cattle". */
    boolean isWholeWord(int position) {
        return edition == Edition.FIRST
                || isLikeWord(before().at(position))
                        && position + 1 < before().size()
                        && !beginsWithLetter(before().at(position + 1));
    }

    /** The token that the model wrote at the step. */
    int written() {
        return lane.ids().get(at);
    }

    /**
     * A figure as the page prints it. The second edition asks about printed figures only, so that a learner can work out each line of a
     * solution; the first calculates with exact ones.
     */
    double printed(double exact, int decimals) {
        return result(exact, exact, decimals);
    }

    /** The same for a result: in the second edition that of the printed figures. */
    double result(double exact, double ofPrinted, int decimals) {
        return edition == Edition.FIRST ? exact : rounded(ofPrinted, decimals);
    }

    /** Rounds as a calculator does that does not know about binary fractions. */
    static double rounded(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(NOISE, RoundingMode.HALF_EVEN)
                .setScale(decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** The same for a logit or for nats. */
    double logit(double exact) {
        return printed(exact, 2);
    }

    /** The same for a probability, which a page prints as a share with four decimals or in percent with two. */
    double share(double exact) {
        return printed(exact, 4);
    }

    Logits logits() {
        return model().logits(before());
    }

    /** The same step with different settings and a different draw. */
    Step step(Settings settings, Draw draw) {
        return Step.of(logits(), before(), settings.stages(), draw);
    }

    /** The tokens with the largest logits. */
    List<Candidate> best(int count) {
        return step(Settings.OFF, new Draw(0, 0)).intervals(count);
    }

    Token token(int id) {
        return model().tokenizer().token(id);
    }

    Value name(int id) {
        return Value.of(token(id));
    }

    ChallengeQuestion.Row row(int id, Value... figures) {
        return new ChallengeQuestion.Row(token(id), List.of(figures));
    }

    /** A choice of tokens. @param mistake says which mistake leads to a wrong one; empty if none is known */
    ChallengeQuestion.Choice choice(List<Integer> ids, int right, IntFunction<String> mistake) {
        Map<String, String> mistakes = new HashMap<>();
        ids.stream()
                .filter(id -> id != right && !mistake.apply(id).isEmpty())
                .forEach(id -> mistakes.put(Integer.toString(id), mistake.apply(id)));
        return new ChallengeQuestion.Choice(
                ids.stream()
                        .map(id -> new ChallengeQuestion.Option(Integer.toString(id), Optional.of(name(id))))
                        .toList(),
                Integer.toString(right),
                mistakes);
    }

    /** Where the playground finds the step in this text. */
    StepReference reference() {
        return new StepReference(beginning, lane.ids().subList(0, at + 1), lane.settings(), lane.seed(), at);
    }

    /** Where the playground finds the step after the text before it, typed as a prompt. */
    StepReference reference(int chosen, Settings settings, long seed) {
        return new StepReference(text(), List.of(chosen), settings, seed, 0);
    }

    /** A question about the step as the model took it, which shows the text before it. */
    ChallengeQuestion question(
            QuestionKind kind,
            List<ChallengeQuestion.Row> rows,
            List<Value> figures,
            ChallengeQuestion.Form form,
            SolutionLine... solution) {
        return question(kind, "", rows, figures, form, solution);
    }

    /** The same, asked by one of several sentences. */
    ChallengeQuestion question(
            QuestionKind kind,
            String variant,
            List<ChallengeQuestion.Row> rows,
            List<Value> figures,
            ChallengeQuestion.Form form,
            SolutionLine... solution) {
        return new ChallengeQuestion(
                kind, variant, Optional.of(text()), rows, figures, reference(), form, List.of(solution));
    }
}
