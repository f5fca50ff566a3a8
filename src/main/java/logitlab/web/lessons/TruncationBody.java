package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Step;
import logitlab.lesson.Order;
import logitlab.lesson.TruncationWidget;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * The sorted bars with what each truncation drops, and what renormalising makes of the rest.
 *
 * @param rest the row for all other tokens, where there are any
 * @param lost how much probability the dropped tokens had, in words
 * @param otherOrder what the other order of the stages keeps, where it keeps another number
 */
public record TruncationBody(List<Bar> bars, Optional<Bar> rest, String lost, Optional<String> otherOrder)
        implements Fragment {

    /**
     * One token.
     *
     * @param before its probability as the first truncation finds it, {@code after} its sampling probability
     * @param cut whether it is the last that stays
     * @param state {@code kept}, {@code dropped} or {@code rest}
     */
    public record Bar(
            String token,
            String logit,
            String before,
            String beforeWidth,
            String after,
            String afterWidth,
            String cumulative,
            String verdict,
            boolean cut,
            String state) {}

    static WidgetView.Shown of(TruncationWidget widget) {
        Step step = widget.step();
        List<Candidate> shown = step.best(widget.top());
        Step before = widget.before();
        EverythingElse rest = step.everythingElse(shown);
        EverythingElse restBefore = before.everythingElse(shown);
        Order other = widget.order() == Order.HUGGINGFACE ? Order.LLAMA_CPP : Order.HUGGINGFACE;
        int otherKept = widget.step(other).kept();
        double keptBefore = step.intervals(step.kept()).stream()
                .mapToDouble(candidate -> before.candidate(candidate.id()).samplingProbability())
                .sum();
        Map<String, String> play = new LinkedHashMap<>();
        play.put("at", "0");
        play.putAll(
                WidgetView.lane("a", Decoder.SAMPLE, widget.frame().settings().toMap()));
        return new WidgetView.Shown(
                Messages.ENGLISH.say(
                        step.kept() == 1 ? "lesson.truncation.one" : "lesson.truncation.sentence",
                        Numbers.count(step.kept()),
                        Numbers.count(step.logits().size()),
                        Numbers.percent(Math.min(1, keptBefore))),
                new TruncationBody(
                        shown.stream()
                                .map(candidate -> bar(widget, step, before, candidate))
                                .toList(),
                        rest.count() == 0 ? Optional.empty() : Optional.of(rest(rest, restBefore)),
                        Messages.ENGLISH.say(
                                "lesson.truncation.lost",
                                Numbers.percent(Math.max(0, 1 - keptBefore)),
                                Numbers.percent(Math.min(1, keptBefore))),
                        otherKept == step.kept()
                                ? Optional.empty()
                                : Optional.of(Messages.ENGLISH.say(
                                        "lesson.truncation.other",
                                        Messages.ENGLISH.say("lesson.order." + other.word()),
                                        Numbers.count(otherKept)))),
                widget.order() == Order.HUGGINGFACE ? play : Map.of());
    }

    private static Bar rest(EverythingElse rest, EverythingElse before) {
        return new Bar(
                Messages.ENGLISH.say("choice.everything-else", Numbers.count(rest.count())),
                "",
                Numbers.percent(before.samplingProbability()),
                Numbers.width(before.samplingProbability()),
                rest.samplingProbability() > 0 ? Numbers.percent(rest.samplingProbability()) : "–",
                Numbers.width(rest.samplingProbability()),
                "",
                "",
                false,
                "rest");
    }

    private static Bar bar(TruncationWidget widget, Step step, Step before, Candidate candidate) {
        double found = before.candidate(candidate.id()).samplingProbability();
        return new Bar(
                FormField.token(widget.frame().source(), candidate.id()),
                Numbers.logit(candidate.logit()),
                Numbers.percent(found),
                Numbers.width(found),
                candidate.kept() ? Numbers.percent(candidate.samplingProbability()) : "–",
                Numbers.width(candidate.samplingProbability()),
                candidate.cumulative().isPresent()
                        ? Numbers.percent(candidate.cumulative().getAsDouble())
                        : "–",
                candidate
                        .droppedBy()
                        .map(rule -> Messages.ENGLISH.say("verdict.dropped." + rule))
                        .orElseGet(() -> Messages.ENGLISH.say(candidate.kept() ? "verdict.kept" : "verdict.banned")),
                candidate.kept() && candidate.rank() == step.kept() - 1,
                candidate.kept() ? "kept" : "dropped");
    }

    @Override
    public String template() {
        return "fragments/widgets/truncation";
    }
}
