package logitlab.model.beam;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamSearch;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.LanguageModel;
import logitlab.model.Permit;

/** Searches for the best texts of a model after a prefix. */
public final class ModelBeams {

    /** How many tokens a text of a search can have. */
    public static final Range STEPS = Range.of(1, 200);

    private ModelBeams() {}

    /**
     * Searches until the search is over, or its texts have {@code most} tokens.
     *
     * @param permit for each run of the model
     * @throws InvalidValueException naming {@code steps}, if the texts do not fit the context
     */
    public static BeamSearch search(
            LanguageModel model, Prefix prefix, BeamSettings settings, int most, Permit permit) {
        int room = model.card().contextLength() - prefix.size() + 1;
        if (most > room) {
            throw new InvalidValueException("steps", new Constraint("from-to", 1, room), Integer.toString(most));
        }
        return BeamSearch.run(paths -> logits(model, prefix, paths, permit), settings, model.endOfText(), most);
    }

    /** How many tokens fit the context after a prefix. */
    public static int room(LanguageModel model, Prefix prefix) {
        return model.card().contextLength() - prefix.size() + 1;
    }

    private static List<Logits> logits(LanguageModel model, Prefix prefix, List<Prefix> paths, Permit permit) {
        List<Logits> logits = new ArrayList<>();
        for (Prefix path : paths) {
            Prefix text = prefix.plus(path.ids().boxed().toList());
            logits.add(permit.run(() -> model.logits(text)));
        }
        return logits;
    }
}
