package logitlab.web.step.beam;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.beam.BeamPath;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.link.LaneLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/** How the best text of a beam search differs from what greedy decoding writes after the same prefix. */
public final class GreedyDifference {

    private GreedyDifference() {}

    /**
     * Where they part, and how probable each is.
     *
     * @param first the number that the page gives to the first token of the search
     */
    public static String sentence(Messages messages, LanguageModel model, Prefix prefix, BeamPath best, int first) {
        Lane greedy = Lane.open(model, prefix, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                .run(best.tokens().size());
        List<Integer> taken = greedy.ids();
        List<Integer> found = best.tokens().ids().boxed().toList();
        int same = LaneLink.common(taken, found);
        if (same == found.size()) {
            return messages.say("beam.greedy.same", found.size());
        }
        double sum = IntStream.range(0, taken.size())
                .mapToDouble(at -> Math.log(greedy.probability(at)))
                .sum();
        return messages.say(
                same == taken.size() ? "beam.greedy.ended" : "beam.greedy.parts",
                first + same,
                token(model, found.get(same)),
                same == taken.size() ? "" : token(model, taken.get(same)),
                Numbers.score(best.logProbability()),
                found.size(),
                Numbers.score(sum),
                taken.size());
    }

    private static String token(LanguageModel model, int id) {
        return TokenText.visible(model.tokenizer().token(id));
    }
}
