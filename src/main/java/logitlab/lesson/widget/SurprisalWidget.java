package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Surprisal;

/**
 * {@code ```widget surprise}: how much each token of a text surprised a model, or one model after another.
 *
 * <pre>
 * id: learning
 * models: [storyteller-step-250, storyteller]
 * prompt: Once upon a time there was a little girl.
 * </pre>
 *
 * @param readers the models in the lesson's order
 */
public record SurprisalWidget(WidgetConfig config, List<LanguageModel> readers) implements Widget {

    private static final List<String> KEYS = List.of("id", "prompt", "model", "models");
    private static final int MOST_MODELS = 6;

    public SurprisalWidget {
        readers = List.copyOf(readers);
    }

    static SurprisalWidget of(BlockValues values, Models models) {
        values.allow(KEYS);
        List<LanguageModel> readers = readers(values, models);
        String text = values.entries().getOrDefault("prompt", "");
        List<Prefix> ids =
                readers.stream().map(reader -> Surprisal.ids(reader, text)).toList();
        LogitSource.Live source = new LogitSource.Live(readers.get(0), text, ids.get(0));
        return new SurprisalWidget(WidgetConfig.of(values, models, source), readers);
    }

    private static List<LanguageModel> readers(BlockValues values, Models models) {
        if (values.list("models").isEmpty()) {
            return List.of(values.model(models));
        }
        if (values.find("model").isPresent()) {
            throw new InvalidValueException("model", new Constraint("not-beside", "models"), values.text("model"));
        }
        List<LanguageModel> readers = new ArrayList<>();
        List<String> ids = models.all().stream().map(LanguageModel::id).toList();
        values.list("models", 1, MOST_MODELS);
        values.choices("models", ids).forEach(id -> readers.add(models.get(id)));
        return readers;
    }

    public String text() {
        return config.live().prompt();
    }

    public List<Surprisal> surprisals() {
        return readers.stream().map(reader -> Surprisal.of(reader, text())).toList();
    }
}
