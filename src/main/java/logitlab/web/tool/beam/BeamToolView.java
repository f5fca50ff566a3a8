package logitlab.web.tool.beam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.beam.BeamStep;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.lesson.question.TypedNumber;
import logitlab.model.Lane;
import logitlab.model.Permit;
import logitlab.model.beam.ModelBeams;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.step.beam.BeamRow;
import logitlab.web.step.beam.BeamsView;
import logitlab.web.step.beam.GreedyDifference;
import logitlab.web.tool.OpenedTool;

/**
 * A beam search from the step looked at: what it found, how that differs from greedy decoding, and the texts of every step.
 *
 * @param hidden the rest of the link, for the form
 * @param found the best texts, best first by score; empty if no token can follow
 * @param difference between the best text and that of greedy decoding
 * @param over whether the search ended before it had taken all steps
 * @param lane the address of the step with one lane more that searches like this from the prompt; empty if there are four
 */
public record BeamToolView(
        Messages messages,
        List<HiddenField> hidden,
        BeamSettings settings,
        int most,
        int limit,
        List<BeamRow> found,
        Optional<String> difference,
        Optional<String> over,
        List<BeamsView> steps,
        Optional<String> lane)
        implements View {

    private static final String STEPS = "steps";
    private static final Range MOST = Range.of(1, 50);
    private static final int USUAL = 8;

    /** @param permit for each run of the search */
    public static BeamToolView of(Messages messages, OpenedTool opened, Permit permit) {
        Map<String, String> own = new TreeMap<>(opened.link().own());
        own.replaceAll(TypedNumber::plain);
        String typed = own.remove(STEPS);
        int most =
                typed == null ? USUAL : NumberParser.whole(STEPS, typed, MOST).intValue();
        BeamSettings settings = BeamSettings.of(own);
        Lane lane = opened.lane();
        Prefix prefix = lane.text()
                .first(lane.prompt().size() + Math.min(opened.at(), lane.ids().size()));
        List<HiddenField> hidden = HiddenField.of(
                opened.link().toMap(), key -> !opened.link().own().containsKey(key));
        boolean ended = prefix.size() > lane.prompt().size()
                && opened.model().endTokens().contains(prefix.at(prefix.size() - 1));
        int steps = Math.min(most, ModelBeams.room(opened.model(), prefix));
        if (ended || steps < 1) {
            return new BeamToolView(
                    messages,
                    hidden,
                    settings,
                    most,
                    (int) MOST.max(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }
        BeamSearch search = ModelBeams.search(opened.model(), prefix, settings, steps, permit);
        return permit.run(() -> of(messages, opened, hidden, most, prefix, search, steps));
    }

    private static BeamToolView of(
            Messages messages,
            OpenedTool opened,
            List<HiddenField> hidden,
            int most,
            Prefix prefix,
            BeamSearch search,
            int steps) {
        List<BeamPath> found = search.hypotheses(steps);
        List<BeamsView> all = new ArrayList<>();
        for (int i = 0; i < search.steps().size(); i++) {
            BeamStep step = search.steps().get(i);
            all.add(BeamsView.of(messages, "step-" + (i + 1), opened.model().tokenizer(), step, opened.at() + i + 1));
        }
        return new BeamToolView(
                messages,
                hidden,
                search.settings(),
                most,
                (int) MOST.max(),
                found.stream()
                        .map(path -> BeamRow.of(messages, opened.model().tokenizer(), path))
                        .toList(),
                Optional.of(GreedyDifference.sentence(messages, opened.model(), prefix, found.get(0), opened.at() + 1)),
                search.over()
                        ? Optional.of(messages.say("beam.over", search.steps().size()))
                        : Optional.empty(),
                all,
                lane(opened, search.settings()));
    }

    private static Optional<String> lane(OpenedTool opened, BeamSettings settings) {
        PlayLink link = opened.play().link();
        LaneLink mine = link.lanes().get(opened.laneName());
        return link.with(mine.searching(settings)).map(more -> "/play?" + more.query());
    }

    /** The value of a field of the form; empty for the usual one. */
    public String value(String key) {
        return settings.toMap().getOrDefault(key, "");
    }

    /** The usual value of a field. */
    public String usual(String key) {
        return key.equals("beams")
                ? Integer.toString(BeamSettings.USUAL.beams())
                : Range.plain(BeamSettings.USUAL.lengthPenalty());
    }
}
