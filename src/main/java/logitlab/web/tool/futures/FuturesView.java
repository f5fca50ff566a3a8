package logitlab.web.tool.futures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Decoder;
import logitlab.decoding.Stage;
import logitlab.decoding.future.Future;
import logitlab.decoding.future.FutureLimits;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.FinishReason;
import logitlab.model.Lane;
import logitlab.model.Permit;
import logitlab.model.future.Futures;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * What could follow a step: a picture and a table of the most probable paths.
 *
 * @param byModel whether the probabilities are those of the model; otherwise those of the lane's settings
 * @param searches whether the lane searches with beams, which has no probabilities of its own
 * @param lane its letter
 * @param settings of the lane, in words
 * @param temperature of the lane; empty if it does not sample
 * @param finished why nothing can follow; then there is no picture
 */
public record FuturesView(
        Messages messages,
        boolean byModel,
        boolean searches,
        String laneName,
        String lane,
        List<String> settings,
        List<HiddenField> carried,
        Optional<Temperature> temperature,
        Optional<String> finished,
        List<String> sentences,
        List<FutureMap> maps,
        List<Row> rows)
        implements View {

    private static final String BY = "probabilities";
    private static final String MODEL = "model";
    private static final String LANE = "lane";

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final int NARROW_WIDTH = 340;
    private static final int NARROW_HEIGHT = 480;

    /** The most paths in the wide picture; the narrow one and the table have fewer. */
    private static final int MOST = 160;

    private static final int FEWEST = 24;
    private static final int NARROW = 4;
    private static final int ROWS = 3;

    /** The most characters that all links together take, because each of them has the whole text of the step. */
    private static final int LINKS = 400_000;

    /** @param key of the field, {@code value} as the lane has it */
    public record Temperature(String key, String value) {}

    /**
     * @param before the path without its last token
     * @param token the last token, or everything else after the path
     * @param address empty for everything else
     * @param taken whether the lane went this way
     */
    public record Row(String before, String token, String address, boolean taken, String step, String path) {}

    /** @throws InvalidValueException naming {@code by}, if it is neither model nor lane */
    public static FuturesView of(Messages messages, OpenedTool opened, Permit permit) {
        boolean byModel = byModel(opened);
        FuturePaths paths = new FuturePaths(opened);
        if (paths.finished().isPresent()) {
            return new Drawing(messages, paths, byModel)
                    .finished(paths.finished().get());
        }
        Lane lane = opened.lane();
        List<Stage> stages = byModel ? List.of() : lane.decoder().stages(lane.settings());
        Futures futures = Futures.of(opened.model(), paths.start(), stages, FutureLimits.USUAL, permit);
        return permit.run(() -> new Drawing(messages, paths, byModel).of(futures));
    }

    private static boolean byModel(OpenedTool opened) {
        String by = opened.link().own().getOrDefault(BY, LANE);
        if (!by.equals(MODEL) && !by.equals(LANE)) {
            throw new InvalidValueException(BY, new Constraint("one-of", LANE + ", " + MODEL), by);
        }
        return by.equals(MODEL) || opened.lane().search().isPresent();
    }

    private record Drawing(Messages messages, FuturePaths paths, boolean byModel) {

        private FuturesView finished(FinishReason why) {
            return view(Optional.of(messages.say("inside.finished." + why.key())), List.of(), List.of(), List.of());
        }

        private FuturesView of(Futures futures) {
            Future root = futures.root();
            int link = paths.address(List.of(0)).length();
            int most = Math.max(FEWEST, Math.min(MOST, LINKS / (2 * link)));
            FutureMap wide = FutureMap.of(messages, paths, root, "wide", WIDTH, HEIGHT, most);
            FutureMap narrow =
                    FutureMap.of(messages, paths, root, "narrow", NARROW_WIDTH, NARROW_HEIGHT, most / NARROW);
            DrawnFutures listed = DrawnFutures.of(root, most / ROWS, 0);
            List<Row> rows = new ArrayList<>();
            add(rows, listed, root, List.of());
            List<String> sentences = new ArrayList<>(List.of(
                    messages.say("futures.found", Numbers.count(root.descendants()), Numbers.count(futures.opened())),
                    messages.say("futures.rest", Numbers.percent(leftOut(root))),
                    messages.say("futures.drawn", wide.drawn(), listed.size())));
            if (futures.cutShort()) {
                sentences.add(messages.say("futures.cut"));
            }
            return view(Optional.empty(), sentences, List.of(wide, narrow), rows);
        }

        private static double leftOut(Future node) {
            return node.opened()
                    .map(opened -> opened.everythingElse().pathProbability()
                            + opened.children().stream()
                                    .mapToDouble(Drawing::leftOut)
                                    .sum())
                    .orElse(0.0);
        }

        /** The rows of what follows a path, each before those of its own children. */
        private void add(List<Row> rows, DrawnFutures listed, Future node, List<Integer> path) {
            if (listed.children(node).isEmpty()) {
                return;
            }
            String before = path.isEmpty() ? "" : paths.text(path);
            for (Future child : listed.children(node)) {
                List<Integer> longer = new ArrayList<>(path);
                longer.add(child.id());
                rows.add(new Row(
                        before,
                        paths.opened().token(child.id()),
                        paths.address(longer),
                        paths.isTaken(longer),
                        Numbers.percent(child.probability()),
                        Numbers.percent(child.pathProbability())));
                add(rows, listed, child, longer);
            }
            Future.Rest rest = listed.everythingElse(node);
            if (rest.probability() == 0 && !path.isEmpty()) {
                return;
            }
            rows.add(new Row(
                    before,
                    messages.say("futures.else.count", Numbers.count(rest.count())),
                    "",
                    false,
                    Numbers.percent(rest.probability()),
                    Numbers.percent(rest.pathProbability())));
        }

        private FuturesView view(
                Optional<String> finished, List<String> sentences, List<FutureMap> maps, List<Row> rows) {
            OpenedTool opened = paths.opened();
            String key = opened.laneName() + ".temperature";
            Map<String, String> values = opened.link().play(paths.undecided()).toMap();
            boolean samples = opened.lane().decoder() == Decoder.SAMPLE;
            return new FuturesView(
                    messages,
                    byModel,
                    opened.lane().search().isPresent(),
                    opened.laneName(),
                    opened.laneName().toUpperCase(Locale.ROOT),
                    opened.lane().decoder() == Decoder.GREEDY
                            ? List.of(messages.say("lane.greedy"))
                            : Sentences.settings(messages, opened.lane().settings()),
                    HiddenField.of(values, name -> !name.equals(BY) && !(samples && name.equals(key))),
                    samples ? Optional.of(new Temperature(key, values.getOrDefault(key, ""))) : Optional.empty(),
                    finished,
                    sentences,
                    maps,
                    rows);
        }
    }
}
