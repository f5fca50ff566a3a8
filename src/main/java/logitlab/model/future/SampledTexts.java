package logitlab.model.future;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.future.SampledText;
import logitlab.model.LanguageModel;
import logitlab.model.LanguageModel.Continuation;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.Permit;

/**
 * Many continuations of one text, drawn as a lane draws them: text {@code i} has the seed {@code seed + i}, which begins again at 0 after
 * the last seed, so text 0 is what the lane itself would go on with. Texts that are still the same go through the model once. If the
 * states of all texts would take too much memory, one half of the texts is drawn to the end before the other half.
 */
public final class SampledTexts {

    /** The most memory that the states of the texts may take in addition to the state of what they continue. */
    private static final long MOST_BYTES = 64L << 20;

    private final LanguageModel model;
    private final Prefix text;
    private final List<Stage> stages;
    private final int step;
    private final int most; // tokens of each text
    private final Permit permit;
    private final long mostBytes;

    private SampledTexts(
            LanguageModel model, Prefix text, List<Stage> stages, int step, int length, Permit permit, long mostBytes) {
        this.model = model;
        this.text = text;
        this.stages = stages;
        this.step = step;
        this.most = Math.min(length, model.card().contextLength() - text.size() + 1);
        this.permit = permit;
        this.mostBytes = mostBytes;
    }

    /** A text that is being drawn. */
    private static final class Growing {

        private final long seed;
        private final List<Integer> ids = new ArrayList<>();
        private final List<Double> probabilities = new ArrayList<>();

        Growing(long seed) {
            this.seed = seed;
        }
    }

    /** Texts that are the same so far. @param next what the model has to read before their next token is drawn */
    private record Same(Continuation next, List<Growing> texts) {}

    /**
     * @param text with at least one token, and at most as many as the context has
     * @param seed of the first text
     * @param step the number of the step that chooses the first token, which its draw depends on
     * @param count how many texts
     * @param length how many tokens each has, unless the end of the text or of the context comes earlier
     * @param permit for each run
     */
    public static List<SampledText> of(
            LanguageModel model,
            Prefix text,
            List<Stage> stages,
            long seed,
            int step,
            int count,
            int length,
            Permit permit) {
        return of(model, text, stages, seed, step, count, length, permit, MOST_BYTES);
    }

    /** @param mostBytes that the states may take; a single text may take more */
    static List<SampledText> of(
            LanguageModel model,
            Prefix text,
            List<Stage> stages,
            long seed,
            int step,
            int count,
            int length,
            Permit permit,
            long mostBytes) {
        List<Growing> texts = Stream.iterate(seed, Draw::nextSeed)
                .limit(count)
                .map(Growing::new)
                .toList();
        new SampledTexts(model, text, stages, step, length, permit, mostBytes).run(texts);
        return texts.stream()
                .map(drawn -> new SampledText(drawn.seed, drawn.ids, drawn.probabilities))
                .toList();
    }

    private void run(List<Growing> texts) {
        grow(permit.run(() -> draw(model.read(text), texts, step)), 1, 0, 0);
    }

    /**
     * Draws the other tokens of texts.
     *
     * @param done how many tokens each has
     * @param bytes that the states before these texts take
     * @param each how many bytes the state of a text grows by with each token
     */
    private void grow(List<Same> groups, int done, long bytes, long each) {
        if (done >= most || groups.isEmpty()) {
            return;
        }
        if (groups.size() > 1 && bytes + each * groups.size() * (most - done) > mostBytes) {
            int half = groups.size() / 2;
            grow(groups.subList(0, half), done, bytes, each);
            grow(groups.subList(half, groups.size()), done, bytes, each);
            return;
        }
        List<Same> longer = new ArrayList<>();
        for (List<Same> run : model.inRuns(groups, text.size() + done)) {
            longer.addAll(permit.run(() -> draw(run, step + done)));
        }
        long grown = longer.stream()
                .mapToLong(same -> same.next().read().bytes())
                .max()
                .orElse(0);
        grow(longer, done + 1, bytes + grown * groups.size(), grown);
    }

    private List<Same> draw(List<Same> run, int step) {
        List<Reading> readings = model.read(run.stream().map(Same::next).toList());
        return IntStream.range(0, run.size())
                .mapToObj(i -> draw(readings.get(i), run.get(i).texts(), step))
                .flatMap(List::stream)
                .toList();
    }

    /** Draws the next token of texts that are the same so far; those that have ended are in no group. */
    private List<Same> draw(Reading reading, List<Growing> texts, int step) {
        Prefix text = reading.state().text();
        Step chosen = Step.of(reading.logits(), text, stages, new Draw(texts.get(0).seed, step));
        Map<Integer, List<Growing>> groups = new TreeMap<>();
        for (Growing growing : texts) {
            int id = chosen.chosenBy(new Draw(growing.seed, step));
            growing.ids.add(id);
            growing.probabilities.add(chosen.candidate(id).samplingProbability());
            groups.computeIfAbsent(id, none -> new ArrayList<>()).add(growing);
        }
        groups.keySet().removeAll(model.endTokens());
        return groups.entrySet().stream()
                .map(group -> new Same(reading.state().then(group.getKey()), group.getValue()))
                .toList();
    }
}
