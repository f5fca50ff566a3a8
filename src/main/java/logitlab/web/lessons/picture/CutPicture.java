package logitlab.web.lessons.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import logitlab.decoding.Candidate;
import logitlab.decoding.MinP;
import logitlab.decoding.Step;
import logitlab.decoding.TopK;
import logitlab.decoding.TopP;
import logitlab.decoding.Truncation;
import logitlab.decoding.TypicalP;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.widget.TruncationWidget;
import logitlab.lesson.widget.TruncationWidget.Cut;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.step.StripBand;
import logitlab.web.view.Numbers;

/**
 * The strip from 0 to 1 as it is cut: the model's probabilities, one line for each truncation with what it drops, and what is left,
 * stretched over the whole width again. Places across are in percent of the width, all others in CSS pixels.
 *
 * @param height of the picture
 */
public record CutPicture(Messages messages, List<Line> lines, int height) implements View {

    private static final int TITLE = 23;
    private static final int MARK = 31;
    private static final int BAND = 38;
    private static final int GAP = 15;

    private static final double SEEN = 0.006; // a token at least this wide has an outline of its own

    private static final double MARGIN = 0.22; // nearer to an end a label stands beside its mark
    private static final double LETTER = 7.2;

    /**
     * One line of the picture.
     *
     * @param lane names its colour; the model has none
     * @param title what the line shows
     * @param titleAt the height of the title
     * @param gone the parts of the line that are dropped
     * @param funnel stretches what is kept to the next line, if there is one
     */
    public record Line(
            String lane,
            String title,
            int titleAt,
            Optional<Mark> mark,
            StripBand band,
            List<Gone> gone,
            Optional<Funnel> funnel) {}

    /** A part of a line that is dropped. @param whole whether it is all that lies together, not one token of it */
    public record Gone(String x, String width, boolean whole) {}

    /**
     * Where a truncation cuts, or what it measures with.
     *
     * @param x of a line through the strip, or where the measure begins
     * @param measure the length of the measure; empty if there is a line
     * @param again where the measure is laid a second time
     * @param top of the label, whose width is in pixels and begins at {@code shift} from x
     */
    public record Mark(
            String x,
            Optional<String> measure,
            Optional<String> again,
            String label,
            int top,
            double width,
            double shift) {

        public int line() {
            return top + 23;
        }
    }

    /** @param path over 10,000 x 100 units, as {@code edges} */
    public record Funnel(int top, int height, String path, String edges) {}

    /** The picture of a widget. @param token returns the name of a token */
    public static CutPicture of(Messages messages, TruncationWidget widget, IntFunction<String> token) {
        List<Cut> cuts = widget.cuts();
        List<Line> lines = new ArrayList<>();
        Sketch sketch = new Sketch(messages, token);
        boolean tempered = widget.config().settings().temperature() != 1;
        boolean first = widget.order() == StageOrder.HUGGINGFACE;
        String temperature = Numbers.plain(widget.config().settings().temperature());
        lines.add(sketch.line(
                "model",
                tempered && first ? messages.say("lesson.cut.model-at", temperature) : messages.say("lesson.cut.model"),
                widget.before()));
        for (int i = 0; i < cuts.size(); i++) {
            lines.add(sketch.cut(cuts.get(i), i + 1 < cuts.size() && marked(cuts.get(i + 1))));
        }
        if (!cuts.isEmpty()) {
            lines.add(sketch.line(
                    "b",
                    tempered && !first
                            ? messages.say("lesson.cut.shared-at", temperature)
                            : messages.say("lesson.cut.shared"),
                    widget.step()));
        }
        return new CutPicture(messages, List.copyOf(lines), sketch.top);
    }

    /** The picture in words. */
    public String label() {
        return say("lesson.cut.label", lines.stream().map(Line::title).collect(Collectors.joining(". ")));
    }

    /** Places one line below the other. */
    private static final class Sketch {

        private final Messages messages;
        private final IntFunction<String> token;
        private int top;

        Sketch(Messages messages, IntFunction<String> token) {
            this.messages = messages;
            this.token = token;
        }

        private StripBand band(Step step) {
            StripBand band = StripBand.of(messages, step, -1, token, top, BAND);
            top += BAND;
            return band;
        }

        /** A line of which nothing is dropped. */
        Line line(String lane, String title, Step step) {
            int titleAt = top + TITLE - 8;
            top += TITLE;
            StripBand band = band(step);
            Line line = new Line(lane, title, titleAt, Optional.empty(), band, List.of(), Optional.empty());
            top += GAP;
            return line;
        }

        /** @param nextMarked whether the next line has a mark, and so lies lower */
        Line cut(Cut cut, boolean nextMarked) {
            int titleAt = top + TITLE - 8;
            top += TITLE;
            Optional<Mark> mark = mark(cut, top);
            top += marked(cut) ? MARK : 0;
            StripBand band = band(cut.before());
            List<Candidate> all = cut.before().intervals(cut.before().kept());
            double share = all.stream()
                    .filter(candidate -> keeps(cut, candidate))
                    .mapToDouble(Candidate::samplingProbability)
                    .sum();
            Line line = new Line(
                    "b",
                    messages.say(
                            "lesson.cut.kept",
                            name(cut.rule()),
                            Numbers.count(cut.after().kept()),
                            Numbers.count(cut.before().kept()),
                            Numbers.percent(Math.min(1, share))),
                    titleAt,
                    mark,
                    band,
                    gone(cut, all),
                    Optional.of(funnel(cut, all, GAP + TITLE + (nextMarked ? MARK : 0))));
            top += GAP;
            return line;
        }

        private String name(Truncation rule) {
            return messages.fieldName(rule.name()) + " " + Numbers.plain(value(rule));
        }

        private Funnel funnel(Cut cut, List<Candidate> all, int height) {
            double from = all.stream()
                    .filter(candidate -> keeps(cut, candidate))
                    .mapToDouble(candidate -> candidate.from().orElseThrow())
                    .min()
                    .orElse(0);
            double to = all.stream()
                    .filter(candidate -> keeps(cut, candidate))
                    .mapToDouble(candidate -> candidate.cumulative().orElseThrow())
                    .max()
                    .orElse(1);
            long left = Math.round(from * 10_000);
            long right = Math.round(to * 10_000);
            return new Funnel(
                    top,
                    height,
                    String.format(Locale.ROOT, "M%d 0H%dL10000 100H0Z", left, right),
                    String.format(Locale.ROOT, "M%d 0L0 100M%d 0L10000 100", left, right));
        }

        private Optional<Mark> mark(Cut cut, int at) {
            Truncation rule = cut.rule();
            Step before = cut.before();
            if (rule instanceof TopK topK) {
                List<Candidate> best = before.intervals(topK.k());
                return Optional.of(
                        line(best.get(best.size() - 1).cumulative().orElseThrow(), "lesson.cut.top-k", topK.k(), at));
            }
            if (rule instanceof TopP topP) {
                return Optional.of(line(topP.p(), "lesson.cut.top-p", topP.p(), at));
            }
            return rule instanceof MinP minP ? Optional.of(measure(cut, minP, at)) : Optional.empty();
        }

        private Mark line(double share, String key, double value, int at) {
            String label = messages.say(key, Numbers.plain(value));
            double width = LETTER * label.length() + 16;
            double shift = share < MARGIN ? 0 : share > 1 - MARGIN ? -width : -width / 2;
            return new Mark(StripBand.percent(share), Optional.empty(), Optional.empty(), label, at, width, shift);
        }

        /** The least probability, laid against the largest and against the first that is dropped. */
        private Mark measure(Cut cut, MinP minP, int at) {
            double largest = cut.before().intervals(1).get(0).samplingProbability();
            double least = minP.share() * largest;
            String label = messages.say(
                    "lesson.cut.min-p", Numbers.plain(minP.share()), Numbers.percent(largest), Numbers.percent(least));
            Optional<Double> dropped = cut.before().intervals(cut.before().kept()).stream()
                    .filter(candidate -> !keeps(cut, candidate))
                    .map(candidate -> Math.min(candidate.from().orElseThrow(), 1 - least))
                    .findFirst();
            return new Mark(
                    "0%",
                    Optional.of(StripBand.percent(least)),
                    dropped.map(StripBand::percent),
                    label,
                    at,
                    LETTER * label.length() + 16,
                    0);
        }
    }

    private static double value(Truncation rule) {
        if (rule instanceof TopK topK) {
            return topK.k();
        }
        if (rule instanceof TopP topP) {
            return topP.p();
        }
        return rule instanceof MinP minP ? minP.share() : ((TypicalP) rule).p();
    }

    private static boolean marked(Cut cut) {
        return !(cut.rule() instanceof TypicalP);
    }

    private static boolean keeps(Cut cut, Candidate candidate) {
        return cut.after().candidate(candidate.id()).kept();
    }

    /** What lies together of the dropped tokens, then those of them that are wide enough to be seen. */
    private static List<Gone> gone(Cut cut, List<Candidate> all) {
        List<Gone> gone = new ArrayList<>();
        List<Gone> single = new ArrayList<>();
        double from = -1;
        double to = -1;
        for (Candidate candidate : all) {
            double begins = candidate.from().orElseThrow();
            double ends = candidate.cumulative().orElseThrow();
            if (keeps(cut, candidate)) {
                add(gone, from, to);
                from = -1;
            } else {
                from = from < 0 ? begins : from;
                to = ends;
                if (ends - begins > SEEN) {
                    single.add(part(begins, ends, false));
                }
            }
        }
        add(gone, from, to);
        gone.addAll(single);
        return List.copyOf(gone);
    }

    private static void add(List<Gone> gone, double from, double to) {
        if (from >= 0) {
            gone.add(part(from, to, true));
        }
    }

    private static Gone part(double from, double to, boolean whole) {
        return new Gone(StripBand.percent(from), StripBand.percent(to - from), whole);
    }
}
