package logitlab.model.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.model.Permit;
import logitlab.model.Switches;

/**
 * Tries whether a graph gives each of several texts in one run the same numbers as alone, to the bit: for every number of texts and every
 * padding that is used, at several lengths.
 *
 * <p>A graph may have a batch of 1 built in, in places that only a run shows. It may round by the largest number of a run, so that each
 * text changes the others. And a processor may add the same numbers in another order if there are more texts, or zeros before them: padding
 * by other numbers than multiples of 4 often changes the last bit.
 *
 * <p>The proof takes as much time as about 150 steps. It is made when the first texts wait for each other, and only for lengths
 * like theirs: to 64 tokens, to 128, to 256 and so on. A graph without state would run texts of every length, which cannot all be
 * tried, so it takes one text at a time.
 */
final class BatchProof {

    /** The numbers of texts that are tried; any number is a sum of these and of 1. */
    private static final List<Integer> SIZES = List.of(16, 12, 8, 6, 4, 3, 2);

    /** The padding that is tried, in tokens. */
    private static final List<Integer> PADDINGS =
            IntStream.range(0, 16).map(i -> 4 * i).boxed().toList();

    /** The numbers for which texts of one length are tried too if texts of different length may share a run. */
    private static final Set<Integer> MAIN_SIZES = Set.of(16, 4, 2);

    /** A sum in another order often has the same bits by chance, so it takes many texts to find a difference. */
    private static final int TEXTS = 8;

    private static final int FIRST = 64;

    /** The lengths of the longest of several texts, as tokens less than the end; any remainder by 4 may matter. */
    private static final List<Integer> LESS = List.of(0, 17, 34);

    /** The lengths of texts of one length, in the first range; the later ones are spread evenly. */
    private static final List<Integer> SHORT = List.of(3, 7, 18, 45);

    /** For a state that serves texts of every length. */
    private static final List<Integer> ANY = List.of(2, 5, 8);

    /** The most memory that the states of the texts in one run may take, unless it is a single text. */
    private static final long RUN_BYTES = 64L << 20;

    private static final ModelVariant MODEL = new ModelVariant("", Switches.NONE);

    private final GraphSignature signature;
    private final int vocabularySize;
    private final int contextLength;
    private final Map<Integer, Proved> proved = new ConcurrentHashMap<>();

    /**
     * What has been found out.
     *
     * @param sizes the numbers of texts in a run, the largest first; 1 is always the last
     * @param paddings the differences of length in a run, 0 among them
     */
    record Proved(List<Integer> sizes, Set<Integer> paddings) {

        static final Proved ALONE = new Proved(List.of(1), Set.of(0));
    }

    BatchProof(GraphSignature signature, int vocabularySize, int contextLength) {
        this.signature = signature;
        this.vocabularySize = vocabularySize;
        this.contextLength = contextLength;
    }

    /** The length up to which a proof holds that is made for a text of this length. */
    private int end(int length) {
        if (!signature.cuttable()) {
            return Math.min(contextLength, ANY.get(ANY.size() - 1));
        }
        int end = FIRST;
        while (end < length) {
            end *= 2;
        }
        return Math.min(contextLength, end);
    }

    /** What has been proved for texts of up to this length; empty if nothing has been tried yet. */
    Optional<Proved> known(int length) {
        return signature.hasState() ? Optional.ofNullable(proved.get(end(length))) : Optional.of(Proved.ALONE);
    }

    /** How many texts of up to this length one run may have, the largest number first, 1 last: as many as are proved and memory allows. */
    List<Integer> sizes(Proved found, int length) {
        return found.sizes().stream()
                .filter(size -> size == 1 || size * bytes(length) <= RUN_BYTES)
                .toList();
    }

    private long bytes(int length) {
        return signature.stateBytes(length) + (long) Float.BYTES * vocabularySize;
    }

    /** Thrown by a permit if the rest of a proof has to be made later. */
    static final class InterruptedProofException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /**
     * What holds for texts of up to this length, which takes time if it is not known yet. If the proof is interrupted, or memory is short
     * at the moment, one text at a time is right, and the next call tries again.
     *
     * @param permit for each run; may throw {@link InterruptedProofException}
     */
    synchronized Proved prove(OnnxNetwork network, int length, Permit permit) {
        return known(length).orElseGet(() -> {
            try {
                Proved found = new Trial(network, end(length), permit).prove();
                proved.put(end(length), found);
                return found;
            } catch (InterruptedProofException | OutOfMemoryError later) {
                return Proved.ALONE;
            }
        });
    }

    /** One proof. */
    private final class Trial {

        private final OnnxNetwork network;
        private final Permit permit;
        private final List<Prefix> texts;
        private final int end;
        private final Map<Prefix, NetworkState> states = new HashMap<>();
        private final Map<Prefix, float[]> alone = new HashMap<>();

        private Trial(OnnxNetwork network, int end, Permit permit) {
            this.network = network;
            this.permit = permit;
            this.texts = IntStream.range(0, TEXTS)
                    .mapToObj(text -> Prefix.of(IntStream.range(0, end)
                            .map(position -> token(text, position))
                            .toArray()))
                    .toList();
            this.end = end;
        }

        /** A token of one of the texts, which are spread over the vocabulary. */
        private int token(int text, int position) {
            return (int) Math.floorMod(7919L * position * (text + 1) + 104_729L * text + 1, (long) vocabularySize);
        }

        private Proved prove() {
            try {
                List<Integer> possible = SIZES.stream()
                        .filter(size -> size * bytes(end) <= RUN_BYTES)
                        .toList();
                boolean padded = signature.cuttable()
                        && signature.steps().canPad()
                        && possible.stream()
                                .allMatch(size -> within(LESS.stream().map(less -> end - less))
                                        .allMatch(length -> equal(padded(size, length))));
                List<Integer> sizes = possible.stream()
                        .filter(size -> padded && !MAIN_SIZES.contains(size)
                                || within(lengths()).allMatch(length -> equal(alike(size, length))))
                        .toList();
                return new Proved(
                        Stream.concat(sizes.stream(), Stream.of(1)).toList(),
                        padded && sizes.equals(possible) ? Set.copyOf(PADDINGS) : Set.of(0));
            } catch (IllegalStateException shorterContext) { // than the package says
                return Proved.ALONE;
            } finally {
                states.values().forEach(NetworkState::release);
            }
        }

        private Stream<Integer> within(Stream<Integer> lengths) {
            return lengths.filter(length -> length >= 2 && length <= end);
        }

        private Stream<Integer> lengths() {
            if (!signature.cuttable()) {
                return ANY.stream();
            }
            return end <= FIRST ? SHORT.stream() : Stream.of(1, 3, 5, 7).map(part -> end / 2 + end * part / 16 + 1);
        }

        /** Texts of one length. */
        private List<Prefix> alike(int size, int length) {
            return IntStream.range(0, size)
                    .mapToObj(i -> texts.get(i % TEXTS).first(length))
                    .toList();
        }

        /** Texts of different length; 16 have every padding, and fewer have others for each number. */
        private List<Prefix> padded(int size, int length) {
            return IntStream.range(0, size)
                    .map(i -> i == 0 ? 0 : PADDINGS.get((i * PADDINGS.size() / size + size) % PADDINGS.size()))
                    .map(padding -> length - padding < 2 ? 0 : padding)
                    .mapToObj(padding -> texts.get(padding / 4 % TEXTS).first(length - padding))
                    .toList();
        }

        /** Whether each gets the same as alone. */
        private boolean equal(List<Prefix> run) {
            List<float[]> expected = run.stream().map(this::alone).toList();
            try {
                List<float[]> found = step(run);
                return IntStream.range(0, run.size()).allMatch(i -> Arrays.equals(found.get(i), expected.get(i)));
            } catch (IllegalStateException onlyOne) {
                return false;
            }
        }

        private float[] alone(Prefix text) {
            return alone.computeIfAbsent(text, one -> step(List.of(one)).get(0));
        }

        private List<float[]> step(List<Prefix> run) {
            List<TokenStep> steps = run.stream()
                    .map(text -> new TokenStep(network, MODEL, text, before(text)))
                    .toList();
            return permit.run(() -> network.step(steps).stream()
                    .map(done -> {
                        done.state().close();
                        return done.logits();
                    })
                    .toList());
        }

        /** The state before the last token. */
        private NetworkState before(Prefix text) {
            int needed = text.size() - 1;
            Prefix read = signature.cuttable()
                    ? texts.stream()
                            .filter(whole -> whole.first(text.size()).equals(text))
                            .findFirst()
                            .orElseThrow()
                            .first(texts.get(0).size() - 1)
                    : text.first(needed);
            return states.computeIfAbsent(
                    read,
                    prefix -> permit.run(() -> network.run(MODEL, prefix, Optional.empty(), prefix.size(), logits -> {})
                            .orElseThrow()));
        }
    }
}
