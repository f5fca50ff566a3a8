package logitlab.model.onnx;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import logitlab.model.batch.Batch;
import logitlab.model.batch.Outcome;
import logitlab.model.onnx.BatchProof.Proved;
import logitlab.model.onnx.TokenStep.Done;
import logitlab.model.onnx.tensor.StateRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which steps of a model share a run: those with the same switches, whose number and whose differences of length are proved. As long as
 * nothing is proved, each runs alone.
 *
 * <p>The texts of a run often go on together, so their states stay together for a while; then each gets memory of its own, or a learner who
 * waits would keep the states of all others.
 */
final class StepBatch implements Batch<TokenStep, Done> {

    private static final Logger LOG = LoggerFactory.getLogger(StepBatch.class);

    /** The most memory of states that stay together. */
    private static final long TOGETHER_BYTES = 32L << 20;

    /** A run of GPT-2's size takes 40 ms on one core, one of Storyteller 1.5 ms. */
    private static final long QUICK = Duration.ofMillis(5).toNanos();

    private final IntConsumer wanted;
    private volatile long shortest = Long.MAX_VALUE; // of all runs, because other work makes any of them longer
    private final Deque<Together> recent = new ArrayDeque<>();
    private long bytes;

    /** @param wanted receives the length of waiting texts for which nothing is proved yet */
    StepBatch(IntConsumer wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<List<TokenStep>> choose(List<List<TokenStep>> waiting, int most) {
        List<List<TokenStep>> chosen = new ArrayList<>(waiting.subList(0, 1));
        int count = chosen.get(0).size();
        int complete = 1; // how many parts have a number of texts that is proved
        for (List<TokenStep> part : waiting.subList(1, waiting.size())) {
            if (count + part.size() <= most && alike(chosen.get(0).get(0), part.get(0))) {
                chosen.add(part);
                Optional<Proved> proved = proved(chosen);
                if (proved.isPresent() && fit(chosen, proved.get())) {
                    count += part.size();
                    complete = sizes(chosen, proved.get()).contains(count) ? chosen.size() : complete;
                } else {
                    chosen.remove(chosen.size() - 1);
                }
            }
        }
        return chosen.subList(0, complete);
    }

    private static boolean alike(TokenStep one, TokenStep other) {
        return one.network() == other.network() && one.model().equals(other.model());
    }

    private static int longest(List<List<TokenStep>> parts) {
        return parts.stream().mapToInt(part -> part.get(0).text().size()).max().orElseThrow();
    }

    private Optional<Proved> proved(List<List<TokenStep>> parts) {
        int longest = longest(parts);
        Optional<Proved> known = parts.get(0).get(0).network().proof().known(longest);
        if (known.isEmpty()) {
            wanted.accept(longest);
        }
        return known;
    }

    private static boolean fit(List<List<TokenStep>> parts, Proved proved) {
        int longest = longest(parts);
        boolean anyLength = parts.get(0).get(0).network().signature().sameForEveryLength();
        return anyLength
                || parts.stream()
                        .mapToInt(part -> longest - part.get(0).text().size())
                        .allMatch(padding -> padding == 0 || proved.paddings().contains(padding));
    }

    private static List<Integer> sizes(List<List<TokenStep>> parts, Proved proved) {
        return parts.get(0).get(0).network().proof().sizes(proved, longest(parts));
    }

    @Override
    public boolean isQuick() {
        return shortest < QUICK;
    }

    @Override
    public List<Outcome<Done>> run(List<TokenStep> steps) {
        OnnxNetwork network = steps.get(0).network();
        long begun = System.nanoTime();
        List<Done> done = network.step(steps);
        shortest = Math.min(shortest, System.nanoTime() - begun);
        if (steps.size() > 1) {
            keepTogether(network.signature(), done.stream().map(Done::state).toList());
        }
        return done.stream().map(Outcome::of).toList();
    }

    private synchronized void keepTogether(GraphSignature signature, List<StateRow> run) {
        recent.addLast(new Together(signature, run));
        bytes += recent.peekLast().bytes();
        while (bytes > TOGETHER_BYTES && recent.size() > 1) {
            Together oldest = recent.removeFirst();
            bytes -= oldest.bytes();
            oldest.part();
        }
    }

    /** The states of one run. */
    private record Together(GraphSignature signature, List<StateRow> rows) {

        long bytes() {
            return rows.stream()
                    .mapToLong(row -> signature.stateBytes(row.tokens()))
                    .sum();
        }

        /** Without memory for that they stay together, and those who wait for the run lose nothing. */
        void part() {
            try {
                for (StateRow row : rows) {
                    row.part(signature.shapes());
                }
            } catch (OrtException | RuntimeException | OutOfMemoryError noMemory) {
                LOG.debug("states stay together", noMemory);
            }
        }
    }
}
