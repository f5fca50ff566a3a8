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
 * the last seed, so text 0 is what the lane itself would go on with. Texts that are still the same go through the model once.
 */
public final class SampledTexts {

    private final LanguageModel model;
    private final List<Stage> stages;

    private SampledTexts(LanguageModel model, List<Stage> stages) {
        this.model = model;
        this.stages = stages;
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
        List<Growing> texts = Stream.iterate(seed, Draw::nextSeed)
                .limit(count)
                .map(Growing::new)
                .toList();
        new SampledTexts(model, stages).run(text, texts, step, length, permit);
        return texts.stream()
                .map(drawn -> new SampledText(drawn.seed, drawn.ids, drawn.probabilities))
                .toList();
    }

    private void run(Prefix text, List<Growing> texts, int step, int length, Permit permit) {
        int most = Math.min(length, model.card().contextLength() - text.size() + 1);
        List<Same> groups = permit.run(() -> draw(model.read(text), texts, step));
        for (int done = 1; done < most && !groups.isEmpty(); done++) {
            int at = step + done;
            List<Same> longer = new ArrayList<>();
            for (List<Same> run : model.inRuns(groups, text.size() + done)) {
                longer.addAll(permit.run(() -> draw(run, at)));
            }
            groups = longer;
        }
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
        model.endOfText().ifPresent(groups::remove);
        return groups.entrySet().stream()
                .map(group -> new Same(reading.state().then(group.getKey()), group.getValue()))
                .toList();
    }
}
