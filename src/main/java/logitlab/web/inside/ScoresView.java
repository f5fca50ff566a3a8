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
import logitlab.web.link.Hidden;
import logitlab.web.view.Numbers;

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
 * @param refused why the model cannot run a batch, if it cannot
 */
public record ScoresView(
        Head head,
        String shape,
        String shapeSentence,
        List<Score> top,
        List<Score> bottom,
        String between,
        Bars bars,
        String next,
        Positions positions,
        List<Text> batch,
        String other,
        List<Hidden> carried,
        Optional<String> refused)
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

    static ScoresView of(Look look, Head.Part part) {
        Step step = look.scores();
        int length = look.text().size();
        int vocabulary = step.logits().size();
        List<Candidate> top = Look.best(step, TOP);
        List<Candidate> bottom = step.worst(BOTTOM);
        int batch = look.pair().isPresent() ? 2 : 1;
        String shape = look.say("inside.logits.shape", batch, length, vocabulary);
        return new ScoresView(
                Head.of(look, part, look.say("inside.logits.summary", shape, look.position() + 1)),
                shape,
                look.say("inside.logits.shape.words", batch, Numbers.count(length), Numbers.count(vocabulary)),
                scores(look, top),
                scores(look, bottom),
                look.say("inside.logits.between", Numbers.count((long) vocabulary - top.size() - bottom.size())),
                bars(look, Histogram.of(step, List.of(), BINS)),
                next(look),
                look.positions(part.from()),
                batch(look),
                look.link().other().orElse(""),
                Hidden.of(look.link().toMap(), key -> !key.equals("other")),
                look.pair()
                        .filter(pair -> pair.scores().isEmpty())
                        .map(refused -> look.say("inside.missing.batch", look.modelName())));
    }

    private static List<Score> scores(Look look, List<Candidate> candidates) {
        List<String> percents = Numbers.percents(
                candidates.stream().map(Candidate::modelProbability).toList());
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> score(look, candidates.get(i), percents.get(i)))
                .toList();
    }

    private static Score score(Look look, Candidate candidate, String probability) {
        return new Score(
                Numbers.count(candidate.rank() + 1L),
                look.token(candidate.id()),
                candidate.id(),
                Numbers.logit(candidate.logit()),
                probability,
                Numbers.width(candidate.modelProbability()),
                look.next().equals(OptionalInt.of(candidate.id())) ? "next" : "other");
    }

    private static Bars bars(Look look, Histogram histogram) {
        List<Integer> counts = histogram.counts();
        int most = counts.stream().mapToInt(count -> count).max().orElse(1);
        String low = Numbers.logit(histogram.from());
        String high = Numbers.logit(histogram.to());
        String size = Numbers.count(look.scores().logits().size());
        return new Bars(
                IntStream.range(0, counts.size())
                        .mapToObj(bin -> bar(look, histogram, bin, 100.0 * counts.get(bin) / most))
                        .toList(),
                low,
                high,
                look.say("inside.logits.histogram", size, low, high));
    }

    private static Bar bar(Look look, Histogram histogram, int bin, double height) {
        double from = histogram.from() + bin * histogram.width();
        String title = look.say(
                "inside.logits.bin",
                Numbers.logit(from),
                Numbers.logit(from + histogram.width()),
                Numbers.count(histogram.counts().get(bin)));
        return new Bar(bin, Path.number(100 - height), Path.number(height), title);
    }

    private static String next(Look look) {
        Step step = look.scores();
        Candidate expected = step.candidate(step.greedy());
        String token = look.token(expected.id());
        String percent = Numbers.percent(expected.modelProbability());
        if (look.next().isEmpty()) {
            return look.say("inside.logits.last", token, percent);
        }
        Candidate actual = step.candidate(look.next().getAsInt());
        return look.say(
                actual.rank() == 0 ? "inside.logits.next-expected" : "inside.logits.next",
                token,
                percent,
                look.token(actual.id()),
                Numbers.percent(actual.modelProbability()),
                Numbers.count(actual.rank() + 1L),
                Numbers.logit(step.logits().crossEntropy(actual.id())));
    }

    private static List<Text> batch(Look look) {
        return look.pair().filter(pair -> !pair.scores().isEmpty()).stream()
                .flatMap(pair -> Stream.of(
                        text(look, 0, look.text(), pair.scores().get(0)),
                        text(look, 1, pair.other(), pair.scores().get(1))))
                .toList();
    }

    private static Text text(Look look, int row, Prefix ids, Step step) {
        return new Text(
                look.say("inside.logits.row", row),
                IntStream.range(0, ids.size())
                        .mapToObj(at -> new Piece(look.token(ids.at(at)), at, at == look.position()))
                        .toList(),
                scores(look, Look.best(step, BATCH_TOP)));
    }
}
