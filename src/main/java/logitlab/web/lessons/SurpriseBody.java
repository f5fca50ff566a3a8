package logitlab.web.lessons;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Loss;
import logitlab.lesson.SurpriseWidget;
import logitlab.model.Surprise;
import logitlab.model.Surprise.Guess;
import logitlab.model.Surprise.Seen;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.StartToken;
import logitlab.web.TokenText;

/**
 * A text under one model or several: each token as a chip, the stronger its colour, the greater the surprise.
 *
 * @param legend the classes of the colour scale, the smallest surprise first
 * @param totals the loss of each model; empty where there is only one
 * @param inBits whether the totals are also given in bits per byte, which a text without a start token does not have
 */
public record SurpriseBody(List<Level> legend, List<Strip> strips, List<Total> totals, boolean inBits)
        implements Fragment {

    /** Where one class ends and the next begins, in nats: each twice the one before. */
    private static final double[] BOUNDS = {0.5, 1, 2, 4, 8};

    /** A class of the scale. @param words from where to where it goes */
    public record Level(int number, String words) {}

    /**
     * One model's reading.
     *
     * @param start the start tokens before the text
     * @param note the sentence about a first token without a surprise
     */
    public record Strip(String model, String facts, List<StartToken> start, List<Chip> chips, Optional<String> note) {

        public String label() {
            return Messages.ENGLISH.say("lesson.surprise.strip", model);
        }

        public String unfold() {
            return Messages.ENGLISH.say("lesson.surprise.table", model);
        }
    }

    /**
     * One token.
     *
     * @param level its class on the scale, {@code none} where it has no surprise
     * @param number its place in the text, counted from 1
     */
    public record Chip(
            String token,
            String surprise,
            String level,
            int number,
            String place,
            String probability,
            String expected,
            String expectedProbability) {}

    public record Total(String model, String loss, String perplexity, String bits) {}

    static WidgetView.Shown of(SurpriseWidget widget) {
        List<Surprise> surprises = widget.surprises();
        List<String> names =
                widget.readers().stream().map(reader -> reader.card().name()).toList();
        return new WidgetView.Shown(
                sentence(names, surprises),
                new SurpriseBody(
                        levels(),
                        IntStream.range(0, names.size())
                                .mapToObj(i -> strip(names.get(i), surprises.get(i)))
                                .toList(),
                        names.size() == 1
                                ? List.of()
                                : IntStream.range(0, names.size())
                                        .mapToObj(i -> total(names.get(i), surprises.get(i)))
                                        .toList(),
                        surprises.stream().anyMatch(one -> one.bitsPerByte().isPresent())),
                Map.of());
    }

    private static List<Level> levels() {
        return IntStream.rangeClosed(0, BOUNDS.length)
                .mapToObj(i -> new Level(i, words(i)))
                .toList();
    }

    private static String words(int level) {
        if (level == 0) {
            return Messages.ENGLISH.say("lesson.surprise.below", Numbers.plain(BOUNDS[0]));
        }
        return level == BOUNDS.length
                ? Messages.ENGLISH.say("lesson.surprise.from", Numbers.plain(BOUNDS[level - 1]))
                : Messages.ENGLISH.say(
                        "lesson.surprise.between", Numbers.plain(BOUNDS[level - 1]), Numbers.plain(BOUNDS[level]));
    }

    private static int level(double surprise) {
        return (int) IntStream.range(0, BOUNDS.length)
                .filter(i -> surprise >= BOUNDS[i])
                .count();
    }

    /** The loss; of several models how far it went from the first to the last. */
    private static String sentence(List<String> names, List<Surprise> surprises) {
        Optional<Loss> first = surprises.get(0).loss();
        Optional<Loss> last = surprises.get(surprises.size() - 1).loss();
        if (first.isEmpty() || last.isEmpty()) {
            return Messages.ENGLISH.say("lesson.surprise.no-loss");
        }
        return names.size() == 1
                ? largest(surprises.get(0))
                : Messages.ENGLISH.say(
                        "lesson.surprise.sentence",
                        names.get(0),
                        Numbers.surprise(first.get().nats()),
                        names.get(names.size() - 1),
                        Numbers.surprise(last.get().nats()));
    }

    private static String largest(Surprise surprise) {
        Seen seen = surprise.tokens().stream()
                .filter(token -> token.guess().isPresent())
                .max(Comparator.comparing(token -> token.guess().get().surprise()))
                .orElseThrow();
        Guess guess = seen.guess().orElseThrow();
        return Messages.ENGLISH.say(
                "lesson.surprise.largest",
                TokenText.visible(seen.token()),
                Numbers.surprise(guess.surprise()),
                TokenText.visible(guess.expected()),
                Numbers.percent(guess.expectedProbability()));
    }

    private static String facts(Surprise surprise) {
        return surprise.loss()
                .map(loss -> Messages.ENGLISH.say(
                        "lesson.surprise.facts",
                        loss.surprises().size(),
                        Numbers.surprise(loss.nats()),
                        Numbers.perplexity(loss.perplexity())))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.surprise.no-loss"));
    }

    private static Strip strip(String name, Surprise surprise) {
        List<Seen> tokens = surprise.tokens();
        return new Strip(
                name,
                facts(surprise),
                surprise.start().stream()
                        .map(token -> new StartToken(TokenText.visible(token)))
                        .toList(),
                IntStream.range(0, tokens.size())
                        .mapToObj(i -> chip(i + 1, tokens.get(i)))
                        .toList(),
                tokens.get(0).guess().isPresent()
                        ? Optional.empty()
                        : Optional.of(Messages.ENGLISH.say(
                                "lesson.surprise.first",
                                TokenText.visible(tokens.get(0).token()))));
    }

    private static Chip chip(int number, Seen seen) {
        String token = TokenText.visible(seen.token());
        if (seen.guess().isEmpty()) {
            return new Chip(token, "–", "none", number, "–", "–", "–", "–");
        }
        Guess guess = seen.guess().get();
        return new Chip(
                token,
                Numbers.surprise(guess.surprise()),
                Integer.toString(level(guess.surprise())),
                number,
                Numbers.count(guess.rank() + 1L),
                Numbers.percent(guess.probability()),
                TokenText.visible(guess.expected()),
                Numbers.percent(guess.expectedProbability()));
    }

    private static Total total(String name, Surprise surprise) {
        return new Total(
                name,
                surprise.loss().map(loss -> Numbers.surprise(loss.nats())).orElse("–"),
                surprise.loss()
                        .map(loss -> Numbers.perplexity(loss.perplexity()))
                        .orElse("–"),
                surprise.bitsPerByte().isPresent()
                        ? Numbers.bits(surprise.bitsPerByte().getAsDouble())
                        : "–");
    }

    @Override
    public String template() {
        return "fragments/widgets/surprise";
    }
}
