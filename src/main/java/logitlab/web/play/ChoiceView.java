package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.EverythingElse;
import logitlab.decoding.Histogram;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Sentences;
import logitlab.web.View;

/**
 * The choice of one token: why it was chosen, and the candidates.
 *
 * @param lane the lane's name in the link
 * @param title what the lane is called
 * @param byHand the sentence that says that these settings choose another token, where that is so
 * @param others the logits of what the table leaves out, counted, for the chart
 * @param othersSentence the same in words
 * @param everythingElse the row for the tokens that the table leaves out, empty where it has them all
 */
public record ChoiceView(
        String lane,
        String title,
        String sentence,
        Optional<String> byHand,
        String facts,
        Histogram others,
        String othersSentence,
        List<Row> rows,
        Optional<Row> everythingElse)
        implements View {

    private static final int MOST_BINS = 48;

    static ChoiceView of(Play play, String name) {
        Lane lane = play.lanes().get(name);
        return of(
                name,
                new LabWords(play).lane(name),
                lane.decoder(),
                lane.step(play.link().at()),
                lane.ids().get(play.link().at()),
                play.link().rows(),
                id -> play.token(name, id));
    }

    /**
     * The choice of a step, whoever made it.
     *
     * @param lane what its ids in the page begin with
     * @param taken the token that was taken, perhaps by hand
     */
    public static ChoiceView of(
            String lane, String title, Decoder decoder, Step step, int taken, int rows, IntFunction<String> tokenOf) {
        List<Candidate> shown = step.best(rows);
        EverythingElse rest = step.everythingElse(shown);
        Histogram others = Histogram.of(step, shown, MOST_BINS);
        return new ChoiceView(
                lane,
                title,
                Sentences.reason(Messages.ENGLISH, decoder, step.reason(), tokenOf),
                taken == step.chosen()
                        ? Optional.empty()
                        : Optional.of(Messages.ENGLISH.say(
                                "choice.by-hand", tokenOf.apply(taken), tokenOf.apply(step.chosen()))),
                facts(step),
                others,
                others.counts().isEmpty()
                        ? ""
                        : Messages.ENGLISH.say(
                                "chart.others",
                                Numbers.count(rest.count()),
                                Numbers.logit(others.from()),
                                Numbers.logit(others.to())),
                Row.all(shown, taken, tokenOf),
                rest.count() == 0 ? Optional.empty() : Optional.of(Row.of(rest)));
    }

    private static String facts(Step step) {
        return Messages.ENGLISH.say(
                "choice.facts",
                Numbers.count(step.kept()),
                Numbers.count(step.logits().size()),
                Numbers.logit(step.entropy()));
    }

    /** The outline of the histogram, for the script that draws it: where each bin begins and what it counts, and where all end. */
    public String othersOutline() {
        return IntStream.range(0, others.counts().size())
                .mapToObj(bin -> others.from() + bin * others.width() + ":"
                        + others.counts().get(bin))
                .collect(Collectors.joining(" ", "", " " + others.to() + ":0"));
    }

    /** All rows, the one for everything else last. */
    public List<Row> allRows() {
        List<Row> all = new ArrayList<>(rows);
        everythingElse.ifPresent(all::add);
        return all;
    }
}
