package logitlab.web.step;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Reason;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.SpokenToken;

/**
 * The choice of one token, whether a lane of a link or a widget of a lesson made it.
 *
 * @param lane what its ids in the page begin with: the lane's name in the link, or the widget's id
 * @param taken the token in the text, which may have been chosen by hand
 * @param forced whether the link marks it as chosen by hand
 * @param tokenOf returns a token of the vocabulary as the page shows it
 * @param special whether a token is a special token
 * @param bills lead to the bills of its candidates
 */
record LaneStep(
        String lane,
        String title,
        Decoder decoder,
        Step step,
        int taken,
        boolean forced,
        IntFunction<String> tokenOf,
        IntPredicate special,
        BillLinks bills) {

    /** The choices of all lanes that have the step that the link looks at. */
    static List<LaneStep> all(Messages messages, OpenedLink play) {
        return play.lanesAtStep().stream().map(name -> of(messages, play, name)).toList();
    }

    /** The choice of a lane at the step that the link looks at. */
    private static LaneStep of(Messages messages, OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        int at = play.link().at();
        return new LaneStep(
                name,
                LaneView.title(messages, play, name),
                lane.decoder(),
                lane.step(at),
                lane.ids().get(at),
                play.forcedSteps(name).contains(at),
                id -> play.token(name, id),
                id -> lane.model().tokenizer().token(id).special(),
                BillLinks.of(
                        messages,
                        lane.model(),
                        LaneView.look(play, name),
                        lane.prompt().size() + at,
                        lane.ids().get(at)));
    }

    String token(int id) {
        return tokenOf.apply(id);
    }

    /** The token, its probability and the reason, as short as a sentence can be that is heard after each step. */
    String said(Messages messages) {
        Reason reason = step.reason();
        Candidate candidate = step.candidate(taken);
        return messages.say(
                "said." + (!byHand() ? Sentences.way(decoder, reason) : "by-hand"),
                title,
                SpokenToken.of(messages, token(taken)),
                Numbers.wholePercent(
                        decoder.draws() && !byHand() ? candidate.samplingProbability() : candidate.modelProbability()),
                Numbers.share(reason.draw()));
    }

    /** The token alone. */
    String saidWhilePlaying(Messages messages) {
        return messages.say("said.token", title, SpokenToken.of(messages, token(taken)));
    }

    /** Why the token was chosen. */
    String reason(Messages messages) {
        return forced
                ? Sentences.byHand(messages, decoder, step.reason(), taken, tokenOf)
                : Sentences.reason(messages, decoder, step.reason(), tokenOf);
    }

    /** Whether a person chose the token: the link says so, or the settings and the seed would choose another. */
    boolean byHand() {
        return forced || taken != step.chosen();
    }

    /** The best tokens in rank order, then the greedy one, the one that the draw takes, and the one in the text if they rank lower. */
    List<Candidate> shown(int rows) {
        return step.best(rows, taken);
    }
}
