package logitlab.web.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Histogram;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * The fourth station: the scores at one position, one of {@code [batch, sequence, vocabulary]}.
 *
 * @param shape {@code [1, 9, 4096]}, where a comma in a number would make a fourth of it
 * @param top the best tokens, {@code bottom} the worst
 * @param next what stood at the next position against what was expected, where one does
 * @param positions the form that contains the tokens of a batch
 * @param batch the two texts of a batch, none where there is one
 * @param other the second text as it was typed
 * @param carried what the form for a second text carries
 * @param refused why there can be no batch, where that is so
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

    public record Score(
            String rank, String token, int id, String logit, String probability, String width, String state) {

        static Score of(Look look, Candidate candidate, String probability) {
            boolean next = look.next().equals(OptionalInt.of(candidate.id()));
            return new Score(
                    Numbers.count(candidate.rank() + 1L),
                    look.token(candidate.id()),
                    candidate.id(),
                    Numbers.logit(candidate.logit()),
                    probability,
                    Numbers.width(candidate.modelProbability()),
                    next ? "next" : "other");
        }
    }

    /** The histogram of all logits: bars of heights up to 1, {@code from} the lowest logit {@code to} the highest. */
    public record Bars(List<Bar> bars, int count, String from, String to, String label) {}

    public record Bar(int x, String y, String height, String title) {}

    /** One text of a batch: its tokens, and the best at the position. */
    public record Text(String name, List<Piece> tokens, List<Score> top) {}

    /** One token. @param position the position that it leads to, from 0 on */
    public record Piece(String text, int position, boolean current) {}

    static ScoresView of(Look look, Head.Part part) {
        Step step = look.scores();
        List<Candidate> top =
                step.best(TOP).subList(0, Math.min(TOP, step.logits().size()));
        List<Candidate> bottom = step.worst(BOTTOM);
        int batch = look.pair().isPresent() ? 2 : 1;
        String shape = Messages.ENGLISH.say(
                "inside.logits.shape", batch, look.text().size(), step.logits().size());
        return new ScoresView(
                Head.of(look, part, Messages.ENGLISH.say("inside.logits.summary", shape, look.position() + 1)),
                shape,
                Messages.ENGLISH.say(
                        "inside.logits.shape.words",
                        batch,
                        Numbers.count(look.text().size()),
                        Numbers.count(step.logits().size())),
                scores(look, top),
                scores(look, bottom),
                Messages.ENGLISH.say(
                        "inside.logits.between",
                        Numbers.count(step.logits().size() - (long) top.size() - bottom.size())),
                bars(Histogram.of(step, List.of(), BINS), step.logits().size()),
                next(look),
                look.positions(part.from()),
                batch(look),
                look.link().other().orElse(""),
                Hidden.of(look.link().toMap(), key -> !key.equals("other")),
                look.pair().isPresent() && look.pair().get().scores().isEmpty()
                        ? Optional.of(Messages.ENGLISH.say(
                                "inside.missing.batch", look.model().card().name()))
                        : Optional.empty());
    }

    private static List<Score> scores(Look look, List<Candidate> candidates) {
        List<String> percents = Numbers.percents(
                candidates.stream().map(Candidate::modelProbability).toList());
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> Score.of(look, candidates.get(i), percents.get(i)))
                .toList();
    }

    private static Bars bars(Histogram histogram, int count) {
        int most = histogram.counts().stream().mapToInt(c -> c).max().orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            int here = histogram.counts().get(bin);
            double height = 100.0 * here / most;
            double from = histogram.from() + bin * histogram.width();
            bars.add(new Bar(
                    bin,
                    Path.number(100 - height),
                    Path.number(height),
                    Messages.ENGLISH.say(
                            "inside.logits.bin",
                            Numbers.logit(from),
                            Numbers.logit(from + histogram.width()),
                            Numbers.count(here))));
        }
        String low = Numbers.logit(histogram.from());
        String high = Numbers.logit(histogram.to());
        return new Bars(
                List.copyOf(bars),
                histogram.counts().size(),
                low,
                high,
                Messages.ENGLISH.say("inside.logits.histogram", Numbers.count(count), low, high));
    }

    private static String next(Look look) {
        Step step = look.scores();
        Candidate expected = step.candidate(step.greedy());
        if (look.next().isEmpty()) {
            return Messages.ENGLISH.say(
                    "inside.logits.last", look.token(expected.id()), Numbers.percent(expected.modelProbability()));
        }
        Candidate stood = step.candidate(look.next().getAsInt());
        return Messages.ENGLISH.say(
                stood.rank() == 0 ? "inside.logits.next-expected" : "inside.logits.next",
                look.token(expected.id()),
                Numbers.percent(expected.modelProbability()),
                look.token(stood.id()),
                Numbers.percent(stood.modelProbability()),
                Numbers.count(stood.rank() + 1L),
                Numbers.logit(step.logits().crossEntropy(stood.id())));
    }

    private static List<Text> batch(Look look) {
        return look.pair().filter(pair -> !pair.scores().isEmpty()).stream()
                .flatMap(pair -> Stream.of(text(look, 0, look.text(), pair), text(look, 1, pair.other(), pair)))
                .toList();
    }

    private static Text text(Look look, int row, Prefix ids, Look.Pair pair) {
        Step step = pair.scores().get(row);
        return new Text(
                Messages.ENGLISH.say("inside.logits.row", row),
                IntStream.range(0, ids.size())
                        .mapToObj(at -> new Piece(look.token(ids.at(at)), at, at == look.position()))
                        .toList(),
                scores(
                        look,
                        step.best(BATCH_TOP)
                                .subList(0, Math.min(BATCH_TOP, step.logits().size()))));
    }
}
