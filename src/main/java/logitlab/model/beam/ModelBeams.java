package logitlab.model.beam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.LanguageModel.State;
import logitlab.model.Permit;

/**
 * Searches for the best texts of a model after a prefix.
 *
 * <p>The texts of one step have one length and go through the model together, from what it carries of them: from one step to the next, the
 * states of the texts that continue are kept. A text whose state no longer fits into {@link #MOST_BYTES} is read alone, from the model's
 * cache; that changes no result.
 */
public final class ModelBeams {

    /** How many tokens a text of a search can have. */
    public static final Range STEPS = Range.of(1, 200);

    /** The most memory that the states of the texts may take in addition to the state of the prefix, in bytes. */
    private static final long MOST_BYTES = 64L << 20;

    private ModelBeams() {}

    /**
     * Searches until the search is over, or its texts have {@code most} tokens.
     *
     * @param permit for each run of the model
     * @throws InvalidValueException naming {@code steps}, if the texts do not fit the context
     */
    public static BeamSearch search(
            LanguageModel model, Prefix prefix, BeamSettings settings, int most, Permit permit) {
        return search(model, prefix, settings, most, permit, MOST_BYTES);
    }

    /** @param bytes the most that states may take */
    static BeamSearch search(
            LanguageModel model, Prefix prefix, BeamSettings settings, int most, Permit permit, long bytes) {
        int room = room(model, prefix);
        if (most > room) {
            throw new InvalidValueException("steps", new Constraint("from-to", 1, room), Integer.toString(most));
        }
        return BeamSearch.run(new Beams(model, prefix, permit, bytes), settings, model.endTokens(), most);
    }

    /** How many tokens fit the context after a prefix. */
    public static int room(LanguageModel model, Prefix prefix) {
        return model.card().contextLength() - prefix.size() + 1;
    }

    /** Whether a lane has as many tokens as a search can find. */
    public static boolean hasMostSteps(Lane lane) {
        return lane.search().isPresent() && lane.ids().size() >= STEPS.max();
    }

    /** The model after the texts of one step after the other. */
    private static final class Beams implements BeamSearch.Source {

        private final LanguageModel model;
        private final Prefix prefix;
        private final Permit permit;
        private final long mostBytes;
        private Map<Prefix, Kept> kept = Map.of(); // by the tokens after the prefix

        /** @param bytes of the state and of all before it */
        private record Kept(State state, long bytes) {}

        Beams(LanguageModel model, Prefix prefix, Permit permit, long mostBytes) {
            this.model = model;
            this.prefix = prefix;
            this.permit = permit;
            this.mostBytes = mostBytes;
        }

        @Override
        public List<Logits> logits(List<Prefix> paths) {
            Map<Prefix, Kept> longer = new HashMap<>();
            Map<Prefix, Logits> logits = new HashMap<>();
            if (paths.get(0).size() == 0) {
                Reading first = permit.run(() -> model.read(prefix));
                longer.put(paths.get(0), new Kept(first.state(), 0));
                logits.put(paths.get(0), first.logits());
            } else {
                List<Prefix> known = paths.stream()
                        .filter(path -> kept.containsKey(before(path)))
                        .toList();
                int length = prefix.size() + paths.get(0).size();
                for (List<Prefix> run : model.inRuns(known, length)) {
                    List<Reading> readings = permit.run(() -> model.read(run.stream()
                            .map(path -> kept.get(before(path)).state().then(path.at(path.size() - 1)))
                            .toList()));
                    for (int i = 0; i < run.size(); i++) {
                        keep(longer, run.get(i), readings.get(i).state());
                        logits.put(run.get(i), readings.get(i).logits());
                    }
                }
            }
            kept = longer;
            List<Logits> all = new ArrayList<>();
            for (Prefix path : paths) {
                all.add(logits.containsKey(path) ? logits.get(path) : alone(path));
            }
            return all;
        }

        private void keep(Map<Prefix, Kept> longer, Prefix path, State state) {
            long bytes = kept.get(before(path)).bytes() + state.bytes();
            long others = longer.values().stream().mapToLong(Kept::bytes).sum();
            if (others + bytes <= mostBytes) {
                longer.put(path, new Kept(state, bytes));
            }
        }

        private Logits alone(Prefix path) {
            return permit.run(() -> model.logits(prefix.plus(path.ids().boxed().toList())));
        }

        private static Prefix before(Prefix path) {
            return path.first(path.size() - 1);
        }
    }
}
