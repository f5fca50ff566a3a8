package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * What recomputing every step of a link has found.
 *
 * @param state {@code verified}, {@code differs} or {@code other-weights}
 */
public record Verification(String state, String sentence, List<Difference> differences) implements View {

    /** A token that its settings would not choose; {@code href} leads to its step. */
    public record Difference(String label, String href) {}

    static Verification of(Play play) {
        Messages messages = Messages.ENGLISH;
        List<Difference> differences = new ArrayList<>();
        play.lanes()
                .forEach((name, lane) -> lane.differing()
                        .forEach(step -> differences.add(new Difference(
                                messages.say("verification.step", new LabWords(play).lane(name), step + 1),
                                "/play?" + play.link().at(step).query()))));
        if (!play.sameWeights()) {
            return new Verification("other-weights", messages.say("verification.other-weights"), differences);
        }
        return differences.isEmpty()
                ? new Verification("verified", messages.say("verification.verified"), differences)
                : new Verification("differs", messages.say("verification.differs"), differences);
    }
}
