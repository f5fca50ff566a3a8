package logitlab.web.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import logitlab.web.Messages;

/**
 * The result of computing every step of a link again.
 *
 * @param state {@code verified} or {@code differs}
 * @param parts the sentences, each with the steps that it names
 */
public record Verification(String state, List<Part> parts) {

    private static final int SHOWN = 20;

    /**
     * A sentence about steps.
     *
     * @param steps the first of them
     * @param others says how many more there are, if any
     */
    public record Part(String sentence, List<NamedStep> steps, Optional<String> others) {

        private static Part of(Messages messages, String sentence, List<NamedStep> all) {
            return new Part(
                    messages.say(sentence),
                    all.subList(0, Math.min(SHOWN, all.size())),
                    all.size() <= SHOWN
                            ? Optional.empty()
                            : Optional.of(messages.say("verification.others", all.size() - SHOWN)));
        }
    }

    /** A step of a lane. @param step that its button leads to */
    public record NamedStep(String label, int step) {}

    static Verification of(Messages messages, OpenedLink play) {
        List<NamedStep> differing = steps(messages, play, play::differingSteps);
        List<NamedStep> forced = steps(messages, play, play::forcedSteps);
        List<Part> parts = new ArrayList<>();
        if (differing.isEmpty()) {
            parts.add(Part.of(messages, "verification.verified" + (forced.isEmpty() ? "" : ".by-hand"), forced));
        } else {
            parts.add(Part.of(messages, "verification.differs", differing));
            if (!forced.isEmpty()) {
                parts.add(Part.of(messages, "verification.by-hand", forced));
            }
        }
        return new Verification(differing.isEmpty() ? "verified" : "differs", List.copyOf(parts));
    }

    private static List<NamedStep> steps(Messages messages, OpenedLink play, Function<String, List<Integer>> steps) {
        List<NamedStep> all = new ArrayList<>();
        play.lanes().keySet().forEach(name -> {
            String title = LaneView.title(messages, play, name);
            steps.apply(name)
                    .forEach(step -> all.add(new NamedStep(messages.say("verification.step", title, step + 1), step)));
        });
        return all;
    }
}
