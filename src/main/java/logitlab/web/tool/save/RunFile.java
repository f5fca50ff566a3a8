package logitlab.web.tool.save;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.step.CandidateRow;
import logitlab.web.step.ChoiceView;
import logitlab.web.step.LaneView;
import logitlab.web.step.OpenedLink;
import logitlab.web.view.BillLinks;
import logitlab.web.view.Numbers;

/**
 * A run on a single page that needs nothing else: no script, no request, only links within itself and one to the run on its server.
 *
 * <p>It has at most {@value #MOST_BYTES} bytes: a run that is too long shows fewer candidates of each step, then none, and at last only
 * the first tokens of each lane; {@code note} says so.
 *
 * @param link of the step on the server, absolute if its origin is known
 * @param model the model of the link with its digest
 * @param note says what the file leaves out
 */
public record RunFile(
        Messages messages,
        String title,
        String link,
        String model,
        String seed,
        String verification,
        List<RunLane> lanes,
        Optional<String> note)
        implements View {

    static final int MOST_BYTES = 150_000;

    /** Bytes of each token in the lists, of each step with its reason, and of each candidate; for a first guess. */
    private static final int TOKEN = 130;

    private static final int DETAIL = 900;
    private static final int CANDIDATE = 150;

    private static final int[] ROWS = {200, 100, 50, 20, 10, 5, 3, 1};

    /** @param settings its own model, if it has one, and the settings that are on @param text the prompt and all its tokens @param tokens all, or the first of them */
    public record RunLane(
            String letter,
            String title,
            String settings,
            String text,
            List<RunToken> tokens,
            List<RunStep> steps,
            boolean sampled) {}

    /** A line of the list of tokens. @param anchor of the step's part of the page; empty if it has none */
    public record RunToken(
            String number, String anchor, String token, String model, String sampling, String draw, boolean byHand) {}

    /** One step with its candidates. @param back the anchor of the step before, {@code next} that of the step after; empty at an end */
    public record RunStep(String anchor, String heading, ChoiceView choice, String back, String next) {

        public List<CandidateRow> rows() {
            return choice.allRows();
        }
    }

    /** @param rows of each step, 0 for no details @param tokens the most of each lane */
    private record Extent(int rows, int tokens) {}

    /** The file as HTML. @param origin of the server, empty if unknown */
    static String html(Messages messages, OpenedLink play, String origin) {
        for (Extent extent : extents(play)) {
            String html = html(messages, play, origin, extent);
            if (html.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
                return html;
            }
        }
        throw new IllegalStateException("a link with one token in each lane is longer than a file may be");
    }

    /** From the most to the least, without those that are far too long. */
    private static List<Extent> extents(OpenedLink play) {
        int usual = play.link().table().rows();
        int longest = play.last() + 1;
        int steps = play.lanes().values().stream()
                .mapToInt(lane -> lane.ids().size())
                .sum();
        List<Extent> extents = new ArrayList<>();
        IntStream.concat(IntStream.of(usual), IntStream.of(ROWS).filter(rows -> rows < usual))
                .filter(rows -> steps * (TOKEN + DETAIL + CANDIDATE * rows) < 2 * MOST_BYTES)
                .forEach(rows -> extents.add(new Extent(rows, longest)));
        for (int tokens = longest; tokens > 0; tokens = tokens * 3 / 4) {
            extents.add(new Extent(0, tokens));
        }
        return extents;
    }

    private static Optional<String> note(Messages messages, OpenedLink play, Extent extent) {
        if (extent.tokens() <= play.last()) {
            return Optional.of(messages.say("run.note.first", extent.tokens()));
        }
        if (extent.rows() == 0) {
            return Optional.of(messages.say("run.note.none"));
        }
        return extent.rows() < play.link().table().rows()
                ? Optional.of(messages.say("run.note.rows", extent.rows()))
                : Optional.empty();
    }

    private static String html(Messages messages, OpenedLink play, String origin, Extent extent) {
        RunFile file = new RunFile(
                messages,
                messages.say(
                        "run.title", Citation.beginning(play.link().prompt().text())),
                origin + "/play?" + play.link().query(),
                messages.say(
                        "run.model",
                        play.model().card().name(),
                        play.model().card().digest()),
                Long.toString(play.link().seed()),
                messages.say(verification(play)),
                play.lanes().keySet().stream()
                        .map(name -> lane(messages, play, name, extent))
                        .toList(),
                note(messages, play, extent));
        return Html.text("pages/run", file);
    }

    private static String verification(OpenedLink play) {
        boolean forced = play.lanes().keySet().stream()
                .anyMatch(name -> !play.forcedSteps(name).isEmpty());
        return !play.verified() ? "run.by-hand" : forced ? "run.forced" : "verification.verified";
    }

    private static RunLane lane(Messages messages, OpenedLink play, String name, Extent extent) {
        Lane lane = play.lanes().get(name);
        int most = Math.min(extent.tokens(), lane.ids().size());
        List<RunToken> tokens = new ArrayList<>();
        List<RunStep> steps = new ArrayList<>();
        for (int at = 0; at < most; at++) {
            Step step = lane.step(at);
            tokens.add(token(play, name, step, at, extent.rows() > 0));
            if (extent.rows() > 0) {
                steps.add(step(messages, play, name, step, at, extent.rows()));
            }
        }
        return new RunLane(
                name.toUpperCase(Locale.ROOT),
                LaneView.title(messages, play, name),
                LaneSettings.words(messages, play, name),
                lane.model().text(lane.text()),
                List.copyOf(tokens),
                List.copyOf(steps),
                lane.decoder().draws());
    }

    private static String anchor(String name, int at) {
        return name + (at + 1);
    }

    private static RunToken token(OpenedLink play, String name, Step step, int at, boolean details) {
        Lane lane = play.lanes().get(name);
        int id = lane.ids().get(at);
        Candidate candidate = step.candidate(id);
        return new RunToken(
                Integer.toString(at + 1),
                details ? anchor(name, at) : "",
                play.token(name, id),
                Numbers.percent(candidate.modelProbability()),
                Numbers.percent(candidate.samplingProbability()),
                Numbers.share(new Draw(lane.seed(), at).u()),
                id != step.chosen() || play.forcedSteps(name).contains(at));
    }

    private static RunStep step(Messages messages, OpenedLink play, String name, Step step, int at, int rows) {
        Lane lane = play.lanes().get(name);
        ChoiceView choice = ChoiceView.of(
                messages,
                name,
                LaneView.title(messages, play, name),
                lane.decoder(),
                step,
                lane.ids().get(at),
                play.forcedSteps(name).contains(at),
                rows,
                id -> play.token(name, id),
                BillLinks.none(messages));
        return new RunStep(
                anchor(name, at),
                messages.say("lab.position", at + 1),
                choice,
                at > 0 ? anchor(name, at - 1) : "",
                at + 1 < lane.ids().size() ? anchor(name, at + 1) : "");
    }
}
