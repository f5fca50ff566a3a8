package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.decoding.explain.Histogram;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.link.HiddenField;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * The fourth station: the logits at one position, one vector of {@code [batch, sequence, vocabulary]}.
 *
 * @param shape such as {@code [1, 9, 4096]}, without a comma inside a number
 * @param top the best tokens, {@code bottom} the worst
 * @param next the token at the next position, if there is one, against the one that the model expected
 * @param positions the form that contains the tokens of a batch
 * @param batch the two texts of a batch; none without a second text
 * @param other the second text as the visitor typed it
 * @param carried the hidden parameters of the form for a second text
 * @param bill where a logit comes from; in a lesson empty unless it asks for one, which then replaces the logits
 * @param switches what is switched, next to a bill in a lesson
 */
public record LogitsView(
        StationHeader head,
        String shape,
        String shapeSentence,
        List<Score> top,
        List<Score> bottom,
        String between,
        Bars bars,
        String next,
        PositionForm positions,
        List<Text> batch,
        String other,
        List<HiddenField> carried,
        Optional<BillView> bill,
        Optional<SwitchesView> switches)
        implements StationView {

    private static final int TOP = 8;
    private static final int BOTTOM = 4;
    private static final int BINS = 48;
    private static final int BATCH_TOP = 5;

    /** @param state {@code next} for the token at the next position, otherwise {@code other} */
    public record Score(
            String rank, String token, int id, String logit, String probability, String width, String state) {}

    /** The histogram of all logits: bars of heights up to 100, {@code from} the lowest logit {@code to} the highest. */
    public record Bars(List<Bar> bars, String from, String to, String label) {

        public int count() {
            return bars.size();
        }
    }

    public record Bar(int x, String y, String height, String title) {}

    /** One text of a batch: its tokens, and the best at the position. */
    public record Text(String name, List<Piece> tokens, List<Score> top) {}

    /** One token. @param position its position, counted from 0 */
    public record Piece(String text, int position, boolean current) {}

    static LogitsView of(OpenedInsideLink opened, StationHeader.Part part) {
        Step step = opened.scores();
        int length = opened.text().size();
        int vocabulary = step.logits().size();
        List<Candidate> top = OpenedInsideLink.best(step, TOP);
        List<Candidate> bottom = step.worst(BOTTOM);
        int batch = opened.pair().isPresent() ? 2 : 1;
        String shape = opened.say("inside.logits.shape", batch, length, vocabulary);
        boolean guest = part.place() == StationHeader.Place.GUEST;
        Optional<BillView> bill = guest && opened.link().target().isEmpty()
                ? Optional.empty()
                : Optional.of(BillView.of(opened, part.from()));
        Optional<SwitchesView> switches =
                guest ? SwitchesView.of(opened, part.from(), part.prefix()) : Optional.empty();
        String summary = bill.filter(billed -> guest)
                .map(billed -> switches.map(SwitchesView::summary).orElseGet(billed::summary))
                .orElseGet(() -> opened.say("inside.logits.summary", shape, opened.position() + 1));
        return new LogitsView(
                StationHeader.of(opened, part, summary),
                shape,
                opened.say("inside.logits.shape.words", batch, Numbers.count(length), Numbers.count(vocabulary)),
                scores(opened, top),
                scores(opened, bottom),
                opened.say("inside.logits.between", Numbers.count((long) vocabulary - top.size() - bottom.size())),
                bars(opened, Histogram.of(step, List.of(), BINS)),
                next(opened),
                opened.positions(part.from()),
                batch(opened),
                opened.link().other().orElse(""),
                HiddenField.of(opened.link().toMap(), key -> !key.equals("other")),
                bill,
                switches);
    }

    /** Whether the bill is all that is shown. */
    public boolean billed() {
        return head.guest() && bill.isPresent();
    }

    private static List<Score> scores(OpenedInsideLink opened, List<Candidate> candidates) {
        List<String> percents = Numbers.percents(
                candidates.stream().map(Candidate::modelProbability).toList());
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> score(opened, candidates.get(i), percents.get(i)))
                .toList();
    }

    private static Score score(OpenedInsideLink opened, Candidate candidate, String probability) {
        return new Score(
                Sentences.rank(opened.messages(), candidate.rank()),
                opened.token(candidate.id()),
                candidate.id(),
                Numbers.logit(candidate.logit()),
                probability,
                Numbers.width(candidate.modelProbability()),
                opened.next().equals(OptionalInt.of(candidate.id())) ? "next" : "other");
    }

    private static Bars bars(OpenedInsideLink opened, Histogram histogram) {
        List<Integer> counts = histogram.counts();
        int most = counts.stream().mapToInt(count -> count).max().orElse(1);
        String low = Numbers.logit(histogram.from());
        String high = Numbers.logit(histogram.to());
        String size = Numbers.count(opened.scores().logits().size());
        return new Bars(
                IntStream.range(0, counts.size())
                        .mapToObj(bin -> bar(opened, histogram, bin, 100.0 * counts.get(bin) / most))
                        .toList(),
                low,
                high,
                opened.say("inside.logits.histogram", size, low, high));
    }

    private static Bar bar(OpenedInsideLink opened, Histogram histogram, int bin, double height) {
        double from = histogram.from() + bin * histogram.width();
        String title = opened.say(
                "inside.logits.bin",
                Numbers.logit(from),
                Numbers.logit(from + histogram.width()),
                Numbers.count(histogram.counts().get(bin)));
        return new Bar(bin, SvgPath.number(100 - height), SvgPath.number(height), title);
    }

    private static String next(OpenedInsideLink opened) {
        Step step = opened.scores();
        Candidate expected = step.candidate(step.greedy());
        String token = opened.token(expected.id());
        String percent = Numbers.percent(expected.modelProbability());
        if (opened.next().isEmpty()) {
            return opened.say("inside.logits.last", token, percent);
        }
        Candidate actual = step.candidate(opened.next().getAsInt());
        return opened.say(
                actual.rank() == 0 ? "inside.logits.next-expected" : "inside.logits.next",
                token,
                percent,
                opened.token(actual.id()),
                Numbers.percent(actual.modelProbability()),
                Sentences.rank(opened.messages(), actual.rank()),
                Numbers.logit(step.logits().crossEntropy(actual.id())));
    }

    private static List<Text> batch(OpenedInsideLink opened) {
        return opened.pair().stream()
                .flatMap(pair -> Stream.of(
                        text(opened, 0, opened.text(), pair.scores().get(0)),
                        text(opened, 1, pair.other(), pair.scores().get(1))))
                .toList();
    }

    private static Text text(OpenedInsideLink opened, int row, Prefix ids, Step step) {
        return new Text(
                opened.say("inside.logits.row", row),
                IntStream.range(0, ids.size())
                        .mapToObj(at -> new Piece(opened.token(ids.at(at)), at, at == opened.position()))
                        .toList(),
                scores(opened, OpenedInsideLink.best(step, BATCH_TOP)));
    }
}
