package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
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
        Step step = lane.step(play.link().at());
        int taken = lane.ids().get(play.link().at());
        List<Candidate> shown = step.best(play.link().rows());
        IntFunction<String> tokenOf = id -> play.token(name, id);
        EverythingElse rest = step.everythingElse(shown);
        Histogram others = step.histogram(shown, MOST_BINS);
        return new ChoiceView(
                name,
                new LabWords(play).lane(name),
                Sentences.reason(Messages.ENGLISH, lane.decoder(), step.reason(), tokenOf),
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
