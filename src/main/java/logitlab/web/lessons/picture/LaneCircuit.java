package logitlab.web.lessons.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.Truncation;
import logitlab.lesson.MapStation;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.inside.Unavailable;
import logitlab.web.inside.drawing.VectorHeatmap;
import logitlab.web.lessons.picture.Circuit.Stop;
import logitlab.web.lessons.picture.Circuit.Strip;
import logitlab.web.lessons.picture.Circuit.Value;
import logitlab.web.lessons.picture.Circuit.Written;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PromptLink;
import logitlab.web.step.StripBand;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.StartToken;
import logitlab.web.view.TokenText;

/**
 * The next step of a lane as a {@link Circuit}, with the values at every station.
 *
 * @param step the one that chooses the next token
 * @param prompt as it was typed
 */
public record LaneCircuit(Messages messages, Lane lane, Step step, String prompt) {

    private static final int TOKENS = 5;
    private static final int ROWS = 4;
    private static final int STRIP_TOP = 22;
    private static final int STRIP_HEIGHT = 30;

    /** The ten stations of the map. */
    public Circuit whole() {
        Optional<Inspection> inside = lane.model().inspectIfShort(lane.text(), last(), Inspection.Group.USUAL);
        return circuit(List.of(
                text(),
                tokens(),
                embedding(inside),
                layers(inside),
                logits(),
                temperature(),
                softmax(),
                cut(),
                draw(MapStation.DRAW.key(), station(MapStation.DRAW)),
                nextToken()));
    }

    /** The loop in six stations: what happens inside the model is one of them, and so is the choice. */
    public Circuit loop() {
        Stop model = new Stop(
                "model",
                phrase("title.model"),
                Optional.empty(),
                phrase("model", lane.model().card().name()),
                List.of());
        Stop choice = draw("choice", phrase("title.choice"));
        return circuit(List.of(text(), tokens(), model, logits(), choice, nextToken()));
    }

    private Circuit circuit(List<Stop> stops) {
        return new Circuit(messages, stops, phrase(ends() ? "ends" : "back", token(step.chosen())), ends());
    }

    private boolean ends() {
        return lane.model().endTokens().contains(step.chosen());
    }

    private int last() {
        return lane.text().size() - 1;
    }

    private String station(MapStation station) {
        return messages.say("map.station." + station.key());
    }

    private Stop stop(MapStation station, Optional<String> shape, String sentence, List<Value> values) {
        return new Stop(station.key(), station(station), shape, sentence, values);
    }

    private String token(int id) {
        return TokenText.visible(lane.model().tokenizer().token(id));
    }

    private Stop text() {
        return stop(MapStation.TEXT, Optional.empty(), phrase("text"), List.of())
                .with(new Written(
                        StartToken.all(messages, lane.model(), lane.prompt()),
                        prompt,
                        lane.ids().stream().map(this::token).toList()));
    }

    private Stop tokens() {
        int size = lane.text().size();
        int from = Math.max(0, size - TOKENS);
        int start = lane.model().startTokens(lane.text());
        List<Value> values = new ArrayList<>();
        if (from > 0) {
            values.add(new Value(phrase("tokens.before", from), "", ""));
        }
        IntStream.range(from, size)
                .mapToObj(at -> new Value(
                        at < start ? messages.say("token.start") : "",
                        token(lane.text().at(at)),
                        Integer.toString(lane.text().at(at))))
                .forEach(values::add);
        return stop(MapStation.TOKENS, Optional.of(shape()), phrase("tokens", size), List.copyOf(values));
    }

    private Stop embedding(Optional<Inspection> inside) {
        Optional<Vector> row = inside.flatMap(model -> model.embedding(last()));
        Stop stop = stop(
                MapStation.EMBEDDING,
                row.map(vector -> shape(vector.size())),
                row.map(vector -> phrase(
                                "embedding", vector.size(), token(lane.text().at(last()))))
                        .orElseGet(() -> missing(inside, "inside.missing.embedding")),
                row.stream()
                        .flatMap(vector -> Stream.of(
                                new Value(phrase("of"), token(lane.text().at(last())), ""),
                                new Value(phrase("numbers", vector.size()), "", "")))
                        .toList());
        return row.map(vector -> stop.with(VectorHeatmap.small(messages, vector)))
                .orElse(stop);
    }

    /** The best token that each layer would predict at the last position. */
    private Stop layers(Optional<Inspection> inside) {
        List<Value> guesses = new ArrayList<>();
        inside.ifPresent(model -> IntStream.rangeClosed(1, model.layers())
                .forEach(layer -> model.lens(layer).ifPresent(logits -> {
                    int best = logits.argmax();
                    guesses.add(new Value(
                            Integer.toString(layer),
                            token(best),
                            rounded(logits.softmax().at(best))));
                })));
        return stop(
                MapStation.LAYERS,
                inside.flatMap(model -> model.hidden(1, last())).map(vector -> shape(vector.size())),
                guesses.isEmpty() ? missing(inside, "inside.missing.lens") : phrase("layers", guesses.size()),
                List.copyOf(guesses));
    }

    /** {@code 45%}: there is little room. */
    private static String rounded(double probability) {
        return Math.round(100 * probability) + "%";
    }

    private Stop logits() {
        int vocabulary = step.logits().size();
        BillLinks bills = bills();
        return stop(
                MapStation.LOGITS,
                Optional.of(shape(vocabulary)),
                phrase("logits", Numbers.count(vocabulary), lane.text().size()),
                best().map(row -> logit(row, token(row.id()), bills)).toList());
    }

    private static Value logit(Candidate row, String token, BillLinks bills) {
        return new Value("", token, Numbers.logit(row.logit()), "", false, false, bills.to(row.id(), token));
    }

    private BillLinks bills() {
        LaneLink link = LaneLink.of(lane.decoder(), lane.settings()).with(lane.ids());
        return BillLinks.of(
                messages,
                lane.model(),
                InsideLink.of(PromptLink.of(prompt), lane.seed(), link),
                lane.text().size(),
                step.chosen());
    }

    private Stream<Candidate> best() {
        return step.best(ROWS).stream();
    }

    /** The step without its cut: what softmax makes of the logits once bias, penalty and temperature have changed them. */
    private Step uncut() {
        List<Stage> stages = lane.decoder().stages(lane.settings()).stream()
                .filter(stage -> !(stage instanceof Truncation))
                .toList();
        return Step.of(step.logits(), lane.text(), stages, new Draw(0, 0));
    }

    private boolean greedy() {
        return lane.decoder() == Decoder.GREEDY;
    }

    private Stop temperature() {
        Step uncut = uncut();
        Settings settings = lane.settings();
        double temperature = greedy() ? 1 : settings.temperature();
        List<String> first = new ArrayList<>();
        if (!settings.bias().isEmpty()) {
            first.add(phrase("bias", settings.bias().size()));
        }
        first.addAll(Sentences.settings(messages, only("repetition-penalty")));
        String before = first.isEmpty() ? "" : phrase("before", String.join(", ", first)) + " ";
        return stop(
                MapStation.TEMPERATURE,
                temperature == 1 ? Optional.empty() : Optional.of("÷ " + Numbers.plain(temperature)),
                before
                        + (greedy()
                                ? phrase("temperature.greedy")
                                : temperature == 1
                                        ? phrase("temperature.off")
                                        : phrase("temperature", Numbers.plain(temperature))),
                best().map(row -> new Value(
                                "",
                                token(row.id()),
                                Numbers.logit(uncut.candidate(row.id()).adjustedLogit())))
                        .toList());
    }

    private Settings only(String... keys) {
        return Settings.of(lane.settings().toMap().entrySet().stream()
                .filter(setting -> List.of(keys).contains(setting.getKey()))
                .collect(Collectors.toMap(setting -> setting.getKey(), setting -> setting.getValue())));
    }

    private Stop softmax() {
        Step uncut = uncut();
        List<Candidate> rows = best().map(row -> uncut.candidate(row.id())).toList();
        List<Value> values = new ArrayList<>();
        rows.forEach(row -> values.add(bar(token(row.id()), row.samplingProbability(), false)));
        double rest = uncut.everythingElse(rows).samplingProbability();
        values.add(new Value(phrase("others"), "", Numbers.percent(rest), Numbers.width(rest), false, false));
        return stop(
                MapStation.SOFTMAX,
                Optional.empty(),
                phrase("softmax", Numbers.count(uncut.kept())),
                List.copyOf(values));
    }

    private static Value bar(String token, double probability, boolean chosen) {
        return new Value(
                "", token, Numbers.percent(probability), Numbers.width(Math.min(1, probability)), chosen, false);
    }

    private Stop cut() {
        if (greedy()) {
            return stop(
                    MapStation.CUT,
                    Optional.empty(),
                    phrase("cut.greedy"),
                    List.of(new Value(phrase("not-needed"), "", "")));
        }
        List<Value> values = new ArrayList<>();
        List<Candidate> rows = best().toList();
        rows.forEach(row -> values.add(
                row.kept()
                        ? bar(token(row.id()), row.samplingProbability(), false)
                        : new Value("", token(row.id()), phrase("dropped"), "", false, true)));
        double rest = step.everythingElse(rows).samplingProbability();
        if (rest > 0) {
            values.add(new Value(phrase("others"), "", Numbers.percent(rest), Numbers.width(rest), false, false));
        }
        List<String> cuts = Sentences.settings(messages, only("top-k", "top-p", "min-p", "typical-p"));
        String kept = phrase(
                "kept", Numbers.count(step.kept()), Numbers.count(step.logits().size()));
        return stop(
                MapStation.CUT,
                cuts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", cuts)),
                cuts.isEmpty() ? phrase("cut.off") : phrase("cut") + " " + kept,
                List.copyOf(values));
    }

    /** The choice: the draw on the strip, or the largest logit. */
    private Stop draw(String key, String title) {
        Stop stop = new Stop(
                key,
                title,
                Optional.empty(),
                Sentences.reason(messages, lane.decoder(), step.reason(), this::token),
                greedy()
                        ? List.of(new Value(
                                phrase("largest"),
                                token(step.chosen()),
                                Numbers.logit(step.logits().at(step.chosen())),
                                "",
                                true,
                                false))
                        : List.of(
                                new Value("", token(step.chosen()), "", "", true, false),
                                new Value(
                                        Numbers.share(step.reason().from()) + " – "
                                                + Numbers.share(step.reason().to()),
                                        "",
                                        "")));
        return greedy()
                ? stop
                : stop.with(new Strip(
                        StripBand.of(messages, step, step.chosen(), this::token, STRIP_TOP, STRIP_HEIGHT),
                        StripBand.percent(step.draw().u()),
                        Numbers.share(step.draw().u())));
    }

    private Stop nextToken() {
        return stop(
                MapStation.NEXT_TOKEN,
                Optional.empty(),
                phrase(ends() ? "ends" : "back", token(step.chosen())),
                List.of(new Value("", token(step.chosen()), Integer.toString(step.chosen()), "", true, false)));
    }

    /** Why there is nothing to see: the package exposes nothing of the inside, or not this. */
    private String missing(Optional<Inspection> inside, String key) {
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
        return messages.say("lesson.circuit." + key, arguments);
    }
}
