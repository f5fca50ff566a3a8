package logitlab.model.future;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Stage;
import logitlab.decoding.future.Future;
import logitlab.decoding.future.FutureLimits;
import logitlab.decoding.future.FutureSearch;
import logitlab.decoding.future.Path;
import logitlab.model.LanguageModel;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.LanguageModel.State;
import logitlab.model.Permit;

/**
 * The most probable paths after a text, found with a model.
 *
 * @param root the text
 * @param opened how many paths were opened, the text itself included: the model read one text for each
 * @param cutShort whether the search ended because its time or its memory was used up
 */
public record Futures(Future root, int opened, boolean cutShort) {

    private static final Duration MOST_TIME = Duration.ofSeconds(2);

    /** The most memory that the states of the opened paths may take in addition to the state of the text. */
    private static final long MOST_BYTES = 64L << 20;

    /** From one run to the next, the number of texts grows at most by this factor, so that a slow model shows how slow it is. */
    private static final int GROWTH = 4;

    /**
     * Searches for at most two seconds, in which waiting for a turn does not count.
     *
     * @param text with at least one token, and at most as many as the context has
     * @param stages what makes probabilities of logits; without any, they are those of the model
     * @param permit for each run
     */
    public static Futures of(LanguageModel model, Prefix text, List<Stage> stages, FutureLimits limits, Permit permit) {
        return of(model, text, stages, limits, permit, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    static Futures of(
            LanguageModel model,
            Prefix text,
            List<Stage> stages,
            FutureLimits limits,
            Permit permit,
            LongSupplier clock) {
        int room = model.card().contextLength() - text.size() + 1;
        FutureSearch paths = new FutureSearch(limits.depth(Math.min(limits.depth(), room)), model.endTokens());
        return new Search(model, text, stages, paths, clock).run(permit);
    }

    private static final class Search {

        private final LanguageModel model;
        private final Prefix text;
        private final List<Stage> stages;
        private final FutureSearch paths;
        private final LongSupplier clock;
        private final Map<Path, State> states = new HashMap<>(); // of the paths that are open
        private long bytes;
        private long nanoseconds; // in runs, and in what was made of them
        private int together = 1;

        Search(LanguageModel model, Prefix text, List<Stage> stages, FutureSearch paths, LongSupplier clock) {
            this.model = model;
            this.text = text;
            this.stages = stages;
            this.paths = paths;
            this.clock = clock;
        }

        Futures run(Permit permit) {
            for (List<Path> next = next(); !next.isEmpty(); next = next()) {
                int length = text.size() + next.get(0).length();
                for (List<Path> run : model.inRuns(next, length)) {
                    permit.run(() -> open(run));
                }
            }
            return new Futures(paths.tree(), paths.opened(), exhausted());
        }

        private boolean exhausted() {
            return nanoseconds >= MOST_TIME.toNanos() || bytes >= MOST_BYTES;
        }

        private List<Path> next() {
            return exhausted() ? List.of() : paths.next(together);
        }

        /** Opens paths of one length in one run. */
        private int open(List<Path> run) {
            long begin = clock.getAsLong();
            List<Reading> readings = run.get(0).length() == 0
                    ? List.of(model.read(text))
                    : model.read(run.stream()
                            .map(path -> states.get(path.before()).then(path.id()))
                            .toList());
            for (int i = 0; i < run.size(); i++) {
                open(run.get(i), readings.get(i));
            }
            long took = clock.getAsLong() - begin;
            nanoseconds += took;
            together = together(run.size(), took);
            return run.size();
        }

        private void open(Path path, Reading reading) {
            State state = reading.state();
            double[] probabilities =
                    Scores.after(stages, reading.logits(), state.text()).probabilities();
            paths.open(path, probabilities);
            states.put(path, state);
            bytes += path.length() == 0 ? 0 : state.bytes();
        }

        /** How many texts to read next, if the last {@code texts} took so long: as many as there is time for. */
        private int together(int texts, long took) {
            long timeFor = (MOST_TIME.toNanos() - nanoseconds) * texts / Math.max(1, took);
            long most = Math.min(model.together(text.size()).get(0), GROWTH * (long) together);
            return (int) Math.max(1, Math.min(most, timeFor));
        }
    }
}
