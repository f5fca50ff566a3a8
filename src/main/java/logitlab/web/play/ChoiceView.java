package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.EverythingElse;
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
 * @param byHand the sentence that says that these settings choose another token, where that is so
 * @param strip the draw, as a picture
 * @param everythingElse the row for the tokens that the table leaves out, empty where it has them all
 */
public record ChoiceView(
        String lane,
        String sentence,
        Optional<String> byHand,
        String facts,
        Strip strip,
        List<Row> rows,
        Optional<Row> everythingElse)
        implements View {

    static ChoiceView of(Play play, String name) {
        Lane lane = play.lanes().get(name);
        Step step = lane.step(play.link().at());
        int taken = lane.ids().get(play.link().at());
        List<Candidate> shown = step.best(play.link().rows());
        EverythingElse rest = step.everythingElse(shown);
        return new ChoiceView(
                name,
                Sentences.reason(Messages.ENGLISH, lane.decoder(), step.reason(), play::token),
                taken == step.chosen()
                        ? Optional.empty()
                        : Optional.of(
                                Messages.ENGLISH.say("choice.by-hand", play.token(taken), play.token(step.chosen()))),
                facts(step),
                Strip.of(step, shown, taken, play::token),
                Row.all(shown, taken, play::token),
                rest.count() == 0 ? Optional.empty() : Optional.of(Row.of(rest)));
    }

    private static String facts(Step step) {
        return Messages.ENGLISH.say(
                "choice.facts",
                Numbers.count(step.kept()),
                Numbers.count(step.logits().size()),
                Numbers.logit(step.logits().softmax().entropy()));
    }

    /** All rows, the one for everything else last. */
    public List<Row> allRows() {
        List<Row> all = new ArrayList<>(rows);
        everythingElse.ifPresent(all::add);
        return all;
    }
}
