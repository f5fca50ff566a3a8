package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.web.Messages;

/**
 * The result of computing every step of a link again.
 *
 * @param state {@code verified} or {@code differs}
 * @param differences the first of the differences
 * @param others says how many more there are, if any
 */
public record Verification(String state, String sentence, List<Difference> differences, Optional<String> others) {

    private static final int SHOWN = 20;

    /** A token that its settings would not choose. @param step the step that its button leads to */
    public record Difference(String label, int step) {}

    static Verification of(Messages messages, OpenedLink play) {
        List<Difference> all = new ArrayList<>();
        play.lanes().forEach((name, lane) -> {
            String title = LaneView.title(messages, play, name);
            lane.differingSteps()
                    .forEach(step -> all.add(new Difference(messages.say("verification.step", title, step + 1), step)));
        });
        String state = all.isEmpty() ? "verified" : "differs";
        return new Verification(
                state,
                messages.say("verification." + state),
                all.subList(0, Math.min(SHOWN, all.size())),
                all.size() <= SHOWN
                        ? Optional.empty()
                        : Optional.of(messages.say("verification.others", all.size() - SHOWN)));
    }
}
