package logitlab.web.lessons.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.inside.Unavailable;
import logitlab.web.lessons.widget.PipelineWidgetView.Place;
import logitlab.web.lessons.widget.PipelineWidgetView.Value;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.TokenText;

/**
 * The stages of a lane's next step: ids, vectors, layers, logits, settings, softmax, choice.
 *
 * @param inside the inside of the model, if its package exposes it and the text is not too long
 */
record PipelineStages(Messages messages, Lane lane, Step step, Optional<Inspection> inside) {

    private static final int TOKENS = 12;
    private static final int NUMBERS = 6;
    private static final int ROWS = 4;

    static PipelineStages of(Messages messages, Lane lane, Step step) {
        LanguageModel model = lane.model();
        return new PipelineStages(
                messages,
                lane,
                step,
                lane.text().size() <= model.mostInspected()
                        ? Optional.of(model.inspect(lane.text(), last(lane)))
                        : Optional.empty());
    }

    private static int last(Lane lane) {
        return lane.text().size() - 1;
    }

    List<Place> all() {
        return List.of(ids(), vectors(), layers(), logits(), settings(), softmax(), choice());
    }

    private Place place(String name, Optional<String> shape, String sentence, List<Value> values) {
        return new Place(name, phrase("title." + name), shape, sentence, values);
    }

    private Value value(String of, int token, String figure) {
        return new Value(of, token(token), figure, false);
    }

    private String token(int id) {
        return TokenText.visible(lane.model().tokenizer().token(id));
    }

    private Place ids() {
        int size = lane.text().size();
        int from = Math.max(0, size - TOKENS);
        int start = lane.model().startTokens(lane.text());
        return place(
                "ids",
                Optional.of(shape()),
                from == 0 ? phrase("ids", size) : phrase("ids.last", size, TOKENS),
                IntStream.range(from, size)
                        .mapToObj(at -> value(
                                at < start ? messages.say("token.start") : "",
                                lane.text().at(at),
                                Integer.toString(lane.text().at(at))))
                        .toList());
    }

    private Place vectors() {
        Optional<Vector> row = inside.flatMap(model -> model.embedding(last(lane)));
        return place(
                "vectors",
                row.map(vector -> shape(vector.size())),
                row.map(vector -> phrase(
                                "vectors", vector.size(), token(lane.text().at(last(lane))), NUMBERS))
                        .orElseGet(() -> missing("inside.missing.embedding")),
                row.stream()
                        .flatMap(vector -> IntStream.range(0, Math.min(NUMBERS, vector.size()))
                                .mapToObj(vector::at)
                                .map(number -> new Value("", "", Numbers.component(number), false)))
                        .toList());
    }

    /** The best token that each layer would predict at the last position. */
    private Place layers() {
        List<Value> guesses = new ArrayList<>();
        inside.ifPresent(model -> IntStream.rangeClosed(1, model.layers())
                .forEach(layer -> model.lens(layer).ifPresent(logits -> {
                    int best = logits.argmax();
                    guesses.add(value(
                            phrase("layer", layer),
                            best,
                            Numbers.percent(logits.softmax().at(best))));
                })));
        return place(
                "layers",
                inside.flatMap(model -> model.hidden(1, last(lane))).map(vector -> shape(vector.size())),
                guesses.isEmpty() ? missing("inside.missing.lens") : phrase("layers", guesses.size()),
                List.copyOf(guesses));
    }

    private Place logits() {
        int vocabulary = step.logits().size();
        return place(
                "logits",
                Optional.of(shape(vocabulary)),
                phrase("logits", Numbers.count(vocabulary), lane.text().size()),
                step.best(ROWS).stream()
                        .map(row -> value("", row.id(), Numbers.logit(row.logit())))
                        .toList());
    }

    private Place settings() {
        boolean greedy = lane.decoder() == Decoder.GREEDY;
        List<String> effective = effective(greedy);
        List<String> sentences = new ArrayList<>();
        if (!effective.isEmpty()) {
            sentences.add(phrase("settings", String.join(", ", effective)));
        } else if (!greedy) {
            sentences.add(phrase("settings.none"));
        }
        if (greedy) {
            sentences.add(phrase("settings.greedy"));
        }
        sentences.add(phrase(
                "kept", Numbers.count(step.kept()), Numbers.count(step.logits().size())));
        return place(
                "settings",
                Optional.empty(),
                String.join(" ", sentences),
                step.best(ROWS).stream()
                        .map(row -> value(
                                "", row.id(), row.kept() ? Numbers.logit(row.adjustedLogit()) : phrase("dropped")))
                        .toList());
    }

    /** The settings that have an effect; greedy decoding obeys only the bias and the penalty. */
    private List<String> effective(boolean greedy) {
        Settings all = lane.settings();
        Settings obeyed =
                greedy ? new Settings(all.bias(), all.repetitionPenalty(), 1, OptionalInt.empty(), 1, 0, 1) : all;
        Stream<String> bias = all.bias().isEmpty()
                ? Stream.empty()
                : Stream.of(phrase("bias", all.bias().size()));
        return Stream.concat(bias, Sentences.settings(messages, obeyed).stream())
                .toList();
    }

    private Place softmax() {
        List<Candidate> kept = step.best(ROWS).stream().filter(Candidate::kept).toList();
        List<Value> values = new ArrayList<>();
        kept.forEach(row -> values.add(
                new Value("", token(row.id()), Numbers.percent(row.samplingProbability()), row.id() == step.chosen())));
        if (step.kept() > kept.size()) {
            values.add(new Value(
                    phrase("others"),
                    "",
                    Numbers.percent(step.everythingElse(kept).samplingProbability()),
                    false));
        }
        return place(
                "softmax",
                Optional.empty(),
                step.kept() == 1 ? phrase("softmax.one") : phrase("softmax", Numbers.count(step.kept())),
                List.copyOf(values));
    }

    private Place choice() {
        return place(
                "choice",
                Optional.empty(),
                Sentences.reason(messages, lane.decoder(), step.reason(), this::token)
                        + (step.chosen() == lane.model().endOfText().orElse(-1)
                                ? " " + phrase("ends")
                                : " " + phrase("back", token(step.chosen()))),
                List.of(new Value("", token(step.chosen()), Integer.toString(step.chosen()), true)));
    }

    /** Why there is nothing to see: the package exposes nothing of the inside, or not this. */
    private String missing(String key) {
        return inside.isEmpty()
                ? Unavailable.closed(messages, lane.model(), lane.text().size())
                : messages.say(key, lane.model().card().name());
    }

    /** {@code [1, 7, 4096]}, without commas inside a number. */
    private String shape(int... last) {
        return IntStream.concat(IntStream.of(1, lane.text().size()), IntStream.of(last))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String phrase(String key, Object... arguments) {
        return messages.say("lesson.pipeline." + key, arguments);
    }
}
