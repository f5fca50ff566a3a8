package logitlab.web.lessons.widget;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.explain.Loss;
import logitlab.lesson.widget.SurprisalWidget;
import logitlab.model.Surprisal;
import logitlab.model.Surprisal.Guess;
import logitlab.model.Surprisal.Seen;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.StartToken;
import logitlab.web.view.TokenText;

/**
 * A text under one model or several: each token as a chip, with a stronger colour for a greater surprise.
 *
 * @param surprises one for each of the widget's models
 */
public record SurprisalWidgetView(Messages messages, SurprisalWidget widget, List<Surprisal> surprises)
        implements View {

    /** Where one class of the scale ends and the next begins, in nats. */
    private static final double[] BOUNDS = {0.5, 1, 2, 4, 8};

    private static final String NONE = "–";

    /** A class of the scale, such as "1 to 2" */
    public record Level(int number, String range) {}

    /**
     * One model's reading.
     *
     * @param label of the strip, {@code unfold} of its table
     * @param start the start tokens before the text
     * @param note the sentence about a first token without a surprise
     */
    public record Strip(
            String model,
            String facts,
            String label,
            String unfold,
            List<StartToken> start,
            List<Chip> chips,
            Optional<String> note) {}

    /**
     * One token.
     *
     * @param level its class on the scale, {@code none} if it has no surprise
     * @param number its position in the text, from 1
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

    public static WidgetView.Output of(SurprisalWidget widget, LessonRequest request) {
        SurprisalWidgetView view = new SurprisalWidgetView(request.messages(), widget, widget.surprisals());
        return new WidgetView.Output(view.sentence(), view, Map.of());
    }

    /** The largest surprise, or the loss of the first and the last of several models. */
    private String sentence() {
        int last = surprises.size() - 1;
        Optional<Loss> first = surprises.get(0).loss();
        Optional<Loss> finalLoss = surprises.get(last).loss();
        if (first.isEmpty() || finalLoss.isEmpty()) {
            return say("lesson.surprise.no-loss");
        }
        return last == 0
                ? largest(surprises.get(0))
                : say(
                        "lesson.surprise.sentence",
                        name(0),
                        Numbers.surprise(first.get().nats()),
                        name(last),
                        Numbers.surprise(finalLoss.get().nats()));
    }

    private String largest(Surprisal surprisal) {
        Seen seen = surprisal.tokens().stream()
                .filter(token -> token.guess().isPresent())
                .max(Comparator.comparing(token -> token.guess().get().surprise()))
                .orElseThrow();
        Guess guess = seen.guess().orElseThrow();
        return say(
                "lesson.surprise.largest",
                TokenText.visible(seen.token()),
                Numbers.surprise(guess.surprise()),
                TokenText.visible(guess.expected()),
                Numbers.percent(guess.expectedProbability()));
    }

    private String name(int reader) {
        return widget.readers().get(reader).card().name();
    }

    /** The classes of the scale, the smallest surprise first. */
    public List<Level> legend() {
        return IntStream.rangeClosed(0, BOUNDS.length)
                .mapToObj(i -> new Level(i, range(i)))
                .toList();
    }

    private String range(int level) {
        if (level == 0) {
            return say("lesson.surprise.below", Numbers.plain(BOUNDS[0]));
        }
        String from = Numbers.plain(BOUNDS[level - 1]);
        return level == BOUNDS.length
                ? say("lesson.surprise.from", from)
                : say("lesson.surprise.between", from, Numbers.plain(BOUNDS[level]));
    }

    public List<Strip> strips() {
        return IntStream.range(0, surprises.size()).mapToObj(this::strip).toList();
    }

    private Strip strip(int reader) {
        String name = name(reader);
        Surprisal surprisal = surprises.get(reader);
        List<Seen> tokens = surprisal.tokens();
        Seen first = tokens.get(0);
        return new Strip(
                name,
                facts(surprisal),
                say("lesson.surprise.strip", name),
                say("lesson.surprise.table", name),
                surprisal.start().stream()
                        .map(token -> new StartToken(messages(), TokenText.visible(token)))
                        .toList(),
                IntStream.range(0, tokens.size())
                        .mapToObj(i -> chip(messages, i + 1, tokens.get(i)))
                        .toList(),
                first.guess().isPresent()
                        ? Optional.empty()
                        : Optional.of(say("lesson.surprise.first", TokenText.visible(first.token()))));
    }

    private String facts(Surprisal surprisal) {
        return surprisal
                .loss()
                .map(loss -> say(
                        "lesson.surprise.facts",
                        loss.surprises().size(),
                        Numbers.surprise(loss.nats()),
                        Numbers.perplexity(loss.perplexity())))
                .orElseGet(() -> say("lesson.surprise.no-loss"));
    }

    private static Chip chip(Messages messages, int number, Seen seen) {
        String token = TokenText.visible(seen.token());
        return seen.guess()
                .map(guess -> new Chip(
                        token,
                        Numbers.surprise(guess.surprise()),
                        Long.toString(level(guess.surprise())),
                        number,
                        Sentences.rank(messages, guess.rank()),
                        Numbers.percent(guess.probability()),
                        TokenText.visible(guess.expected()),
                        Numbers.percent(guess.expectedProbability())))
                .orElseGet(() -> new Chip(token, NONE, "none", number, NONE, NONE, NONE, NONE));
    }

    private static long level(double surprise) {
        return IntStream.range(0, BOUNDS.length)
                .filter(i -> surprise >= BOUNDS[i])
                .count();
    }

    /** The loss of each model; empty if there is only one. */
    public List<Total> totals() {
        return surprises.size() == 1
                ? List.of()
                : IntStream.range(0, surprises.size()).mapToObj(this::total).toList();
    }

    private Total total(int reader) {
        Surprisal surprisal = surprises.get(reader);
        Optional<Loss> loss = surprisal.loss();
        return new Total(
                name(reader),
                loss.map(one -> Numbers.surprise(one.nats())).orElse(NONE),
                loss.map(one -> Numbers.perplexity(one.perplexity())).orElse(NONE),
                surprisal.bitsPerByte().isPresent()
                        ? Numbers.bits(surprisal.bitsPerByte().getAsDouble())
                        : NONE);
    }

    /** Whether the totals are also given in bits per byte, which a text without a start token does not have. */
    public boolean inBits() {
        return surprises.stream().anyMatch(one -> one.bitsPerByte().isPresent());
    }
}
