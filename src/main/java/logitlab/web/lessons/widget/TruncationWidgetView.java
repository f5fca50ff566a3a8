package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Step;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.widget.TruncationWidget;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.picture.CutPicture;
import logitlab.web.link.LaneLink;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * The sorted bars with what each truncation drops, and the probabilities of the rest after renormalisation.
 *
 * @param before the step before the first truncation
 * @param kept the share of the probability that is kept
 */
public record TruncationWidgetView(Messages messages, TruncationWidget widget, Step step, Step before, double kept)
        implements View {

    private static final String NONE = "–";

    /**
     * One token.
     *
     * @param before its probability before the first truncation, {@code after} its sampling probability
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
            String state,
            Optional<BillLinks.Link> bill) {}

    public static WidgetView.Output of(TruncationWidget widget, LessonRequest request) {
        Step step = widget.step();
        Step before = widget.before();
        double kept = step.intervals(step.kept()).stream()
                .mapToDouble(candidate -> before.candidate(candidate.id()).samplingProbability())
                .sum();
        TruncationWidgetView view =
                new TruncationWidgetView(request.messages(), widget, step, before, Math.min(1, kept));
        return new WidgetView.Output(
                view.say(
                        step.kept() == 1 ? "lesson.truncation.one" : "lesson.truncation.sentence",
                        Numbers.count(step.kept()),
                        Numbers.count(step.logits().size()),
                        Numbers.percent(view.kept())),
                view,
                widget.order() == StageOrder.HUGGINGFACE
                        ? WidgetView.firstStep(Decoder.SAMPLE, widget.config().settings())
                        : Map.of());
    }

    /** The strip as it is cut. */
    public CutPicture picture() {
        return CutPicture.of(messages, widget, id -> WidgetView.token(widget, id));
    }

    public List<Bar> bars() {
        LaneLink lane = LaneLink.of(Decoder.SAMPLE, widget.config().settings());
        BillLinks bills = WidgetView.bills(messages, widget, lane, 0, step.greedy());
        return step.best(widget.top()).stream()
                .map(candidate -> bar(candidate, bills))
                .toList();
    }

    private Bar bar(Candidate candidate, BillLinks bills) {
        double found = before.candidate(candidate.id()).samplingProbability();
        return new Bar(
                WidgetView.token(widget, candidate.id()),
                Numbers.logit(candidate.logit()),
                Numbers.percent(found),
                Numbers.width(found),
                candidate.kept() ? Numbers.percent(candidate.samplingProbability()) : NONE,
                Numbers.width(candidate.samplingProbability()),
                candidate.cumulative().isPresent()
                        ? Numbers.percent(candidate.cumulative().getAsDouble())
                        : NONE,
                candidate
                        .droppedBy()
                        .map(rule -> say("verdict.dropped." + rule))
                        .orElseGet(() -> say(candidate.kept() ? "verdict.kept" : "verdict.banned")),
                candidate.kept() && candidate.rank() == step.kept() - 1,
                candidate.kept() ? "kept" : "dropped",
                bills.to(candidate.id(), WidgetView.token(widget, candidate.id())));
    }

    /** One row for all other tokens, if there are any. */
    public List<Bar> rest() {
        List<Candidate> shown = step.best(widget.top());
        EverythingElse rest = step.everythingElse(shown);
        double found = before.everythingElse(shown).samplingProbability();
        double after = rest.samplingProbability();
        return rest.count() == 0
                ? List.of()
                : List.of(new Bar(
                        say("choice.everything-else", Numbers.count(rest.count())),
                        "",
                        Numbers.percent(found),
                        Numbers.width(found),
                        after > 0 ? Numbers.percent(after) : NONE,
                        Numbers.width(after),
                        "",
                        "",
                        false,
                        "rest",
                        Optional.empty()));
    }

    /** How much probability the dropped tokens had, and what the other order of the stages keeps if the number differs. */
    public List<String> notes() {
        String lost = say("lesson.truncation.lost", Numbers.percent(1 - kept), Numbers.percent(kept));
        StageOrder other = widget.order() == StageOrder.HUGGINGFACE ? StageOrder.LLAMA_CPP : StageOrder.HUGGINGFACE;
        int otherKept = widget.step(other).kept();
        return otherKept == step.kept()
                ? List.of(lost)
                : List.of(
                        lost,
                        say("lesson.truncation.other", say("lesson.order." + other.key()), Numbers.count(otherKept)));
    }
}
