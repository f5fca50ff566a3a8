package logitlab.model.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.Switches;

/**
 * Tries whether a graph gives each of several texts in one run the same numbers as alone, to the bit.
 *
 * <p>A graph may have a batch of 1 built in, in places that only a run shows. It may round by the largest number of a run, so that each
 * text changes the others. And a processor may add the same numbers in another order if there are more texts.
 *
 * <p>A graph with state is run as it is later, by one token for each text. One without state would run texts of every length, which
 * cannot all be tried, so it takes one text at a time.
 */
final class BatchProof {

    /** The numbers of texts that are tried; any number is a sum of these and of 1. */
    private static final List<Integer> SIZES = List.of(16, 4);

    private static final int TEXTS = 4;

    /** Each of these lengths has its own shapes in memory. */
    private static final int MOST_LENGTHS = 7;

    private static final ModelVariant MODEL = new ModelVariant("", Switches.NONE);

    private final OnnxNetwork network;
    private final int vocabularySize;
    private final int lengths;

    private BatchProof(OnnxNetwork network, int vocabularySize, int contextLength) {
        this.network = network;
        this.vocabularySize = vocabularySize;
        this.lengths = Math.min(MOST_LENGTHS, contextLength);
    }

    /** The numbers of texts for which it does, the largest first; 1 is always the last. */
    static List<Integer> sizes(OnnxNetwork network, int vocabularySize, int contextLength) {
        return network.signature().hasState()
                ? new BatchProof(network, vocabularySize, contextLength).sizes()
                : List.of(1);
    }

    private List<Integer> sizes() {
        try {
            List<List<Logits>> alone = IntStream.range(0, TEXTS)
                    .mapToObj(text -> {
                        List<Logits> each = new ArrayList<>();
                        read(List.of(text), found -> each.add(found.get(0)));
                        return each;
                    })
                    .toList();
            return Stream.concat(SIZES.stream().filter(size -> equal(size, alone)), Stream.of(1))
                    .toList();
        } catch (RuntimeException shorterContext) { // than the package says
            return List.of(1);
        }
    }

    private boolean equal(int size, List<List<Logits>> alone) {
        try {
            AtomicInteger length = new AtomicInteger();
            return read(IntStream.range(0, size).mapToObj(row -> row % TEXTS).toList(), found -> {
                int at = length.getAndIncrement();
                return IntStream.range(0, size)
                        .allMatch(row ->
                                found.get(row).equals(alone.get(row % TEXTS).get(at)));
            });
        } catch (RuntimeException onlyOne) {
            return false;
        }
    }

    /** Reads several texts token by token, and whether the logits after each length, of one token and more, pass a test. */
    private boolean read(List<Integer> texts, Predicate<List<Logits>> test) {
        List<Prefix> read = Collections.nCopies(texts.size(), Prefix.EMPTY);
        List<TextState> states = Collections.nCopies(texts.size(), TextState.NONE);
        for (int length = 0; length < lengths; length++) {
            List<Prefix> before = read;
            int at = length;
            read = IntStream.range(0, texts.size())
                    .mapToObj(row -> before.get(row).plus(token(texts.get(row), at)))
                    .toList();
            List<Reading> found = network.read(MODEL, read, states);
            states = found.stream()
                    .map(reading -> ((ReadText) reading.state()).carried())
                    .toList();
            if (!test.test(found.stream().map(Reading::logits).toList())) {
                return false;
            }
        }
        return true;
    }

    /** A token of one of the texts, which are spread over the vocabulary. */
    private int token(int text, int position) {
        return (int) ((7L * text + 3L * position + 1) * vocabularySize / (7 * TEXTS + 3 * MOST_LENGTHS));
    }
}
