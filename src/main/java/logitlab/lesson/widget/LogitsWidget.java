package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.Models;

/**
 * {@code ```widget logits}: tokens and their logits, and nothing that is made of them.
 *
 * <pre>
 * id: sky
 * prompt: The sky is
 * top: 6
 * </pre>
 *
 * @param top the number of tokens with a row
 */
public record LogitsWidget(WidgetConfig config, int top) implements Widget {

    static LogitsWidget of(BlockValues values, Models models) {
        List<String> keys = new ArrayList<>(LogitSource.KEYS);
        keys.addAll(List.of("id", "top"));
        values.allow(keys);
        return new LogitsWidget(
                WidgetConfig.of(values, models, LogitSource.of(values, models)),
                values.whole("top", CandidatesWidget.TOP, 8));
    }

    /** The step that greedy decoding takes. */
    public Step step() {
        return config.step(Decoder.GREEDY.stages(config.settings()), new Draw(0, 0));
    }

    /**
     * The tokens with a row: the ones with the largest logits, the largest first; tokens that a lesson made up keep its order.
     */
    public List<Candidate> rows(Step step) {
        List<Candidate> best = step.best(top);
        if (config.source().live().isPresent() || best.size() < step.logits().size()) {
            return best;
        }
        return IntStream.range(0, best.size())
                .mapToObj(id -> best.stream()
                        .filter(candidate -> candidate.id() == id)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
