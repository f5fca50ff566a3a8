package logitlab.model.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;
import logitlab.model.Switches;

/**
 * Runs a new graph on three tokens, which finds what loading alone does not: whether it runs, whether it looks ahead as masked
 * models do, and whether it gives the same logits with its cache as without.
 *
 * <p>The same means except for rounding. A graph that rounds what it computes to eight bits, by the largest number of each run,
 * gives logits that depend on how many tokens run together, by a few percent of their range.
 */
final class GraphSelfTest {

    /** A share of the range of the logits: more than any rounding, and less than the difference that another text makes. */
    private static final double ROUNDING = 0.1;

    /** A share of the range of the logits: beyond this the graph is not trusted with several tokens in one run. */
    private static final double TRUSTED = 0.01;

    private static final ModelVariant MODEL = new ModelVariant("", Switches.NONE);

    private final Path file;
    private final OnnxNetwork network;
    private final Prefix text;

    private GraphSelfTest(Path file, OnnxNetwork network, int vocabularySize) {
        this.file = file;
        this.network = network;
        this.text = Prefix.of(0, vocabularySize / 3, vocabularySize / 3 * 2);
    }

    /**
     * @return whether several tokens after a state give what they give in one run of the whole text; old merged graphs have no mask
     *     there
     * @throws InvalidPackageException if the graph does not run, or is not a causal language model with this vocabulary
     */
    static boolean supportsMultiTokenAppend(Path file, OnnxNetwork network, int vocabularySize)
            throws InvalidPackageException {
        try {
            return new GraphSelfTest(file, network, vocabularySize).run(vocabularySize);
        } catch (RuntimeException e) {
            throw new InvalidPackageException(file, "a graph that runs", e, "Take all files from the same export.");
        }
    }

    private boolean run(int vocabularySize) throws InvalidPackageException {
        List<Logits> whole =
                release(network.run(MODEL, text, Optional.empty(), 1)).logits();
        require(
                whole.get(0).size() == vocabularySize,
                vocabularySize + " logits, as vocab_size in config.json says",
                Integer.toString(whole.get(0).size()),
                "Take both files from the same model.");
        OnnxNetwork.Output first = network.run(MODEL, text.first(1), Optional.empty(), 1);
        try {
            require(
                    distance(first.logits().get(0), whole.get(0)) <= ROUNDING,
                    "a causal language model, whose logits depend on earlier tokens alone",
                    "logits that change with later tokens, as those of masked models do",
                    "Take a model for text generation, such as GPT-2 or Llama.");
            return first.state().isEmpty() || append(first.state().get(), whole);
        } finally {
            release(first);
        }
    }

    private boolean append(NetworkState first, List<Logits> whole) throws InvalidPackageException {
        OnnxNetwork.Output one = release(network.runFrom(MODEL, text.first(2), Optional.of(first), 1, 2));
        require(
                distance(one.logits().get(0), whole.get(1)) <= ROUNDING,
                "the same logits with the cache as without",
                "different ones",
                "Export it again.");
        try {
            List<Logits> two = release(network.runFrom(MODEL, text, Optional.of(first), 1, 2))
                    .logits();
            return distance(two.get(0), whole.get(1)) <= TRUSTED && distance(two.get(1), whole.get(2)) <= TRUSTED;
        } catch (IllegalStateException onlyOne) {
            return false;
        }
    }

    private void require(boolean met, String expected, String found, String fix) throws InvalidPackageException {
        if (!met) {
            throw new InvalidPackageException(file, expected, found, fix);
        }
    }

    private static OnnxNetwork.Output release(OnnxNetwork.Output output) {
        output.state().ifPresent(NetworkState::release);
        return output;
    }

    /** The largest difference of a logit, as a share of the range of the logits; infinite if one bans what the other allows. */
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
