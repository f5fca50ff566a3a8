package logitlab.model.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.InvalidPackageException;
import logitlab.model.Switches;
import logitlab.model.failure.FaultyLogitsException;

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

    private final int vocabularySize;

    GraphSelfTest(Path file, OnnxNetwork network, int vocabularySize) {
        this.file = file;
        this.network = network;
        this.vocabularySize = vocabularySize;
        this.text = Prefix.of(0, vocabularySize / 3, vocabularySize / 3 * 2);
    }

    /**
     * Whether it gives the logits of the last position alone for a text of several tokens.
     *
     * @throws InvalidPackageException if the graph does not run, or has another vocabulary
     */
    boolean answersLastOnly() throws InvalidPackageException {
        long[] shape;
        try {
            shape = network.logitsShape(MODEL, Prefix.of(0, 0, 0)); // ids that are in every vocabulary
        } catch (IllegalStateException e) {
            throw doesNotRun(e);
        }
        long found = shape[shape.length - 1];
        require(
                found == vocabularySize,
                vocabularySize + " logits, as vocab_size in config.json says",
                Long.toString(found),
                "Take both files from the same model; if they are, write " + found
                        + " as vocab_size into config.json.");
        return shape.length == 2 || shape[1] == 1;
    }

    private InvalidPackageException doesNotRun(RuntimeException e) {
        return new InvalidPackageException(file, "a graph that runs", e, "Take all files from the same export.");
    }

    /**
     * @return whether several tokens after a state give what they give in one run of the whole text; old merged graphs have no mask
     *     there
     * @throws InvalidPackageException if the graph does not run, or is not a causal language model with this vocabulary
     */
    boolean supportsMultiTokenAppend() throws InvalidPackageException {
        try {
            return run();
        } catch (FaultyLogitsException faulty) {
            throw new InvalidPackageException(
                    file,
                    "logits that are numbers",
                    "NaN, infinity or nothing but minus infinity",
                    "Take the model in another dtype: numbers of 16 bits that overflow are the usual cause.");
        } catch (RuntimeException e) {
            throw doesNotRun(e);
        }
    }

    private boolean run() throws InvalidPackageException {
        List<Logits> whole =
                release(network.run(MODEL, text, Optional.empty(), 1)).logits();
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
        OnnxNetwork.Output one = network.runFrom(MODEL, text.first(2), Optional.of(first), 1, 2);
        try {
            require(
                    distance(one.logits().get(0), whole.get(1)) <= ROUNDING,
                    "the same logits with the cache as without",
                    "different ones",
                    "Export it again.");
            requireGrowth(one.state().orElseThrow());
            OnnxNetwork.Output next = release(network.runFrom(MODEL, text, one.state(), 2, 3));
            require(
                    distance(next.logits().get(0), whole.get(2)) <= ROUNDING,
                    "the same logits with the cache as without",
                    "different ones",
                    "Export it again.");
        } finally {
            release(one);
        }
        try {
            return appendsTwo(first, whole);
        } catch (IllegalStateException onlyOne) {
            return false;
        }
    }

    /** Whether two tokens after a state give what they give in one run of the whole text; the last alone if there are no others. */
    private boolean appendsTwo(NetworkState first, List<Logits> whole) {
        int from = network.answersLastOnly() ? 3 : 2;
        List<Logits> two = release(network.runFrom(MODEL, text, Optional.of(first), 1, from))
                .logits();
        return IntStream.range(0, two.size()).allMatch(i -> distance(two.get(i), whole.get(from - 1 + i)) <= TRUSTED);
    }

    /** The axis that is taken for that of tokens must grow with the tokens. */
    private void requireGrowth(NetworkState two) throws InvalidPackageException {
        Optional<String> other = two.withOtherLength();
        require(
                other.isEmpty(),
                "an input past* that grows by one with each token, or not at all",
                other.orElse(""),
                "Export the text decoder alone, for text generation.");
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
