package logitlab.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * A new graph tried on three tokens, which finds what loading alone does not: does it run, does it look ahead as masked models
 * do, and does it give the same with its cache as without?
 *
 * <p>The same means: but for rounding. A graph that rounds what it computes to eight bits, by the largest number of each run,
 * gives logits that depend on how many tokens run at once, by a few per cent of their range.
 */
final class Trial {

    /** Of the range of the logits: more than any rounding, and less than what another text makes of them. */
    private static final double ROUNDING = 0.1;

    /** Of the range of the logits: beyond this the graph is not trusted with several tokens at once. */
    private static final double TRUSTED = 0.01;

    private static final String MEND = "Take all files from the same export.";

    private final Path file;
    private final Network network;
    private final Prefix text;
    private final boolean goesOnWithSeveral;

    /** @throws BadPackage where the graph does not run, or is no causal language model of so many tokens */
    Trial(Path file, Network network, int vocabularySize) throws BadPackage {
        this.file = file;
        this.network = network;
        this.text = Prefix.of(0, vocabularySize / 3, vocabularySize / 3 * 2);
        try {
            this.goesOnWithSeveral = run(vocabularySize);
        } catch (RuntimeException e) {
            throw new BadPackage(file, "a graph that runs", BadPackage.firstLine(e), MEND);
        }
    }

    /** Whether several tokens after a state give what they give in one run of the whole text; old merged graphs have no mask there. */
    boolean goesOnWithSeveral() {
        return goesOnWithSeveral;
    }

    private boolean run(int vocabularySize) throws BadPackage {
        List<Logits> whole = release(network.run("", text, Optional.empty(), 1)).logits();
        require(
                whole.get(0).size() == vocabularySize,
                vocabularySize + " logits, as vocab_size in config.json says",
                Integer.toString(whole.get(0).size()),
                "Take both files from the same model.");
        Network.Output first = network.run("", text.first(1), Optional.empty(), 1);
        try {
            require(
                    distance(first.logits().get(0), whole.get(0)) <= ROUNDING,
                    "a causal language model, whose logits depend on earlier tokens alone",
                    "logits that change with later tokens, as those of masked models do",
                    "Take a model for text generation, such as GPT-2 or Llama.");
            return first.state().isEmpty() || goesOn(first.state().get(), whole);
        } finally {
            release(first);
        }
    }

    private boolean goesOn(State first, List<Logits> whole) throws BadPackage {
        Network.Output one = release(network.runFrom("", text.first(2), Optional.of(first), 1, 2));
        require(
                distance(one.logits().get(0), whole.get(1)) <= ROUNDING,
                "the same logits with the cache as without",
                "others",
                "Export it again.");
        try {
            List<Logits> two =
                    release(network.runFrom("", text, Optional.of(first), 1, 2)).logits();
            return distance(two.get(0), whole.get(1)) <= TRUSTED && distance(two.get(1), whole.get(2)) <= TRUSTED;
        } catch (IllegalStateException onlyOne) {
            return false;
        }
    }

    private void require(boolean so, String expected, String found, String mend) throws BadPackage {
        if (!so) {
            throw new BadPackage(file, expected, found, mend);
        }
    }

    private static Network.Output release(Network.Output output) {
        output.state().ifPresent(State::release);
        return output;
    }

    /** The largest difference of a logit, as a part of the range of the logits; infinite where one bans what the other allows. */
    private static double distance(Logits found, Logits expected) {
        double least = expected.max();
        double most = 0;
        for (int id = 0; id < expected.size(); id++) {
            least = expected.allows(id) ? Math.min(least, expected.at(id)) : least;
            most = expected.at(id) == found.at(id) ? most : Math.max(most, Math.abs(found.at(id) - expected.at(id)));
        }
        return most == 0 ? 0 : most / (expected.max() - least);
    }
}
