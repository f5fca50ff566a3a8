package logitlab.web.tool.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Bias;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.Temperature;
import logitlab.decoding.take.Cut;
import logitlab.decoding.take.Span;
import logitlab.decoding.take.Values;
import logitlab.decoding.take.WhatItTakes;
import logitlab.web.Messages;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.tool.take.TakeAnswer.Change;
import logitlab.web.view.Numbers;

/** Words what a token would need, and links each answer to the step with that value set. */
final class TakeAnswers {

    /** How many seeds are tried. */
    static final int SEEDS = 100_000;

    private static final int MOST_LINKS = 3;
    private static final String BIAS = "bias";
    private static final Span UNIT = new Span(0, 1);
    private static final Span TEMPERATURES = new Span(Temperature.RANGE.min(), Temperature.RANGE.max());

    private final Messages messages;
    private final OpenedTool opened;
    private final WhatItTakes takes;
    private final int token;
    private final Settings settings;

    TakeAnswers(Messages messages, OpenedTool opened, WhatItTakes takes) {
        this.messages = messages;
        this.opened = opened;
        this.takes = takes;
        this.token = takes.candidate().id();
        this.settings = opened.lane().settings();
    }

    /** What would choose the token with sampling. */
    List<TakeAnswer> chosen() {
        return List.of(draw(), seed(), temperature(), bias(), greedy());
    }

    /** What each truncation would have to be. */
    List<TakeAnswer> kept() {
        return Stream.of(Cut.values()).map(this::cut).toList();
    }

    private TakeAnswer draw() {
        double u = takes.step().draw().u();
        return new TakeAnswer(
                messages.say("take.draw"),
                takes.draws()
                        .map(draws -> messages.say(
                                "take.draw.from",
                                ends(draws.from(), draws.to(), draws.from()),
                                ends(draws.from(), draws.to(), draws.to()),
                                Numbers.percent(takes.candidate().samplingProbability())))
                        .orElseGet(() -> messages.say("take.draw.none", dropper())),
                messages.say("take.draw.now", Numbers.share(u)),
                Optional.of(Gauge.linear(takes.draws().stream().toList(), UNIT, u)),
                List.of());
    }

    /** One end of an interval, with enough decimals to tell the two ends apart. */
    private static String ends(double from, double to, double end) {
        int decimals = 4;
        while (decimals < 12 && Math.round(from * Math.pow(10, decimals)) == Math.round(to * Math.pow(10, decimals))) {
            decimals++;
        }
        return Numbers.fixed(end, decimals);
    }

    /** What drops the token now: a truncation, or its ban. */
    private String dropper() {
        return dropper(takes.candidate().droppedBy());
    }

    private String dropper(Optional<String> truncation) {
        return within(truncation.orElse(Settings.BAN));
    }

    private String name(String key) {
        return messages.fieldName(key);
    }

    /** The name within a sentence. */
    private String within(String key) {
        return messages.say("take.name." + key);
    }

    private TakeAnswer seed() {
        PlayLink link = opened.play().link();
        OptionalLong next = takes.nextSeed(SEEDS);
        String sentence;
        if (next.isPresent()) {
            sentence = messages.say("take.seed.next", Long.toString(next.getAsLong()));
        } else if (takes.draws().isEmpty()) {
            sentence = messages.say("take.seed.never", dropper());
        } else {
            sentence = messages.say(
                    "take.seed.none",
                    Numbers.count(SEEDS),
                    Numbers.count(Math.round(1 / takes.candidate().samplingProbability())));
        }
        return new TakeAnswer(
                messages.say("field.seed"),
                sentence,
                messages.say("take.now", Long.toString(link.seed())),
                Optional.empty(),
                next.stream()
                        .mapToObj(seed -> new Change(
                                "/play?" + link.first(link.at()).seed(seed).query(),
                                messages.say("take.set.seed", Long.toString(seed))))
                        .toList());
    }

    private TakeAnswer temperature() {
        Values values = takes.temperatures();
        String sentence = values.none()
                ? values.droppedBy()
                        .map(cut -> messages.say("take.temperature.dropped", within(cut)))
                        .orElseGet(() -> messages.say(
                                "take.temperature.none",
                                Numbers.plain(TEMPERATURES.from()),
                                Numbers.plain(TEMPERATURES.to())))
                : messages.say("take.temperature", ranges(values, TEMPERATURES, Numbers::plain));
        double now = settings.temperature();
        return new TakeAnswer(
                name("temperature"),
                sentence,
                messages.say("take.now", Numbers.plain(now)),
                Optional.of(Gauge.logarithmic(values.spans(), TEMPERATURES, now)),
                values.spans().stream()
                        .filter(span -> !span.contains(now))
                        .limit(MOST_LINKS)
                        .map(span -> set("temperature", now < span.from() ? span.from() : span.to()))
                        .toList());
    }

    private TakeAnswer cut(Cut cut) {
        if (!takes.has(cut.key())) {
            return lacking(name(cut.key()), within(cut.key()));
        }
        Span all = cut.values(takes.step().logits().size());
        double off = cut == Cut.MIN_P ? all.from() : all.to();
        Values values = takes.keeps(cut);
        boolean whole = cut == Cut.TOP_K;
        Function<Double, String> number = value -> whole ? Numbers.count(value.longValue()) : Numbers.plain(value);
        String sentence = values.none()
                ? messages.say("take.cut.none", within(cut.key()), dropper(values.droppedBy()))
                : messages.say(
                        "take.cut",
                        name(cut.key()),
                        values.spans().equals(List.of(new Span(off, off)))
                                ? messages.say("take.range.off")
                                : ranges(values, all, number));
        Optional<Double> given =
                Optional.ofNullable(settings.toMap().get(cut.key())).map(Double::valueOf);
        double now = Math.min(all.to(), given.orElse(off));
        return new TakeAnswer(
                name(cut.key()),
                sentence,
                given.map(value -> messages.say("take.now", number.apply(value)))
                        .orElseGet(() -> messages.say("take.now.off")),
                Optional.of(
                        whole ? Gauge.logarithmic(values.spans(), all, now) : Gauge.linear(values.spans(), all, now)),
                values.spans().stream()
                        .filter(span -> !span.equals(all) && !span.equals(new Span(off, off)))
                        .map(span -> cut == Cut.MIN_P ? span.to() : span.from())
                        .filter(end -> end != now)
                        .limit(MOST_LINKS)
                        .map(end -> set(cut.key(), end))
                        .toList());
    }

    /** That the order of the lane does not have a setting. */
    private TakeAnswer lacking(String name, String within) {
        return new TakeAnswer(
                name,
                messages.say(
                        "take.lacks", messages.say("order." + settings.order().key()), within),
                "",
                Optional.empty(),
                List.of());
    }

    /** {@code from 1.2 to 3 and from 4 on}. */
    private String ranges(Values values, Span all, Function<Double, String> number) {
        return values.spans().stream()
                .map(span -> range(span, all, number))
                .collect(Collectors.joining(messages.say("take.and")));
    }

    private String range(Span span, Span all, Function<Double, String> number) {
        boolean least = span.from() == all.from();
        boolean most = span.to() == all.to();
        String key = least && most ? "all" : span.from() == span.to() ? "one" : most ? "from" : least ? "to" : "both";
        return messages.say("take.range." + key, number.apply(span.from()), number.apply(span.to()));
    }

    private TakeAnswer bias() {
        if (!takes.has(BIAS)) {
            return lacking(messages.say("take.bias"), within(BIAS));
        }
        OptionalDouble bias = takes.bias();
        return new TakeAnswer(
                messages.say("take.bias"),
                bias.isPresent()
                        ? messages.say("take.bias.from", Numbers.plain(bias.getAsDouble()))
                        : messages.say("take.bias.none"),
                biasNow(),
                Optional.empty(),
                bias.stream()
                        .filter(value -> settable())
                        .mapToObj(value -> new Change(
                                changed(lane -> lane.settings(settings.withBias(token, value))),
                                messages.say("take.set.bias", Numbers.plain(value))))
                        .toList());
    }

    private String biasNow() {
        return Optional.ofNullable(settings.bias().get(token))
                .map(value -> value == Bias.BAN
                        ? messages.say("take.bias.now.ban")
                        : messages.say("take.now", Numbers.plain(value)))
                .orElseGet(() -> messages.say("take.bias.now.none"));
    }

    /** Whether the lane can have a bias of the token, and its link has room for it. */
    private boolean settable() {
        return takes.has(BIAS)
                && (settings.bias().containsKey(token) || settings.bias().size() < Settings.MAX_BIASES);
    }

    /** What greedy decoding would need. */
    TakeAnswer greedy() {
        OptionalDouble bias = takes.has(BIAS) ? takes.greedyBias() : OptionalDouble.empty();
        int best = takes.step().greedy();
        List<Change> changes = new ArrayList<>();
        if (best != token) {
            bias.stream()
                    .filter(value -> settable())
                    .forEach(value -> changes.add(
                            greedily(settings.withBias(token, value), "take.set.greedy-bias", Numbers.plain(value))));
        } else if (opened.lane().decoder() != Decoder.GREEDY) {
            changes.add(greedily(settings, "take.set.greedy"));
        }
        boolean adjusted =
                !settings.bias().isEmpty() || settings.repetitionPenalty() != Settings.OFF.repetitionPenalty();
        String gap = Double.isInfinite(takes.gap())
                ? messages.say("take.greedy.gap.banned")
                : messages.say(
                        adjusted ? "take.greedy.gap.adjusted" : "take.greedy.gap",
                        Numbers.logit(takes.gap()),
                        opened.token(best));
        return new TakeAnswer(
                messages.say("take.greedy"),
                best == token
                        ? messages.say("take.greedy.best")
                        : bias.isPresent()
                                ? messages.say("take.greedy.from", gap, Numbers.plain(bias.getAsDouble()))
                                : takes.has(BIAS) ? messages.say("take.greedy.none", gap) : gap,
                opened.lane().decoder() == Decoder.GREEDY ? biasNow() : "",
                Optional.empty(),
                changes);
    }

    private Change greedily(Settings other, String label, Object... figures) {
        return new Change(changed(lane -> lane.decoder(Decoder.GREEDY).settings(other)), messages.say(label, figures));
    }

    private Change set(String key, double value) {
        return new Change(
                changed(lane -> lane.settings(settings.with(key, value))),
                messages.say("take.set", within(key), Numbers.plain(value)));
    }

    private String changed(UnaryOperator<LaneLink> change) {
        return "/play?"
                + opened.play().link().changed(opened.laneName(), change).query();
    }
}
