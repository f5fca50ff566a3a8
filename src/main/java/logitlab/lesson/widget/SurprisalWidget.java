package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
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
 * models: [storyteller-step-210, storyteller]
 * prompt: Once upon a time there was a little girl.
 * </pre>
 *
 * @param readers the models in the lesson's order
 */
public record SurprisalWidget(WidgetConfig frame, List<LanguageModel> readers) implements Widget {

    private static final List<String> KEYS = List.of("id", "prompt", "model", "models");
    private static final int MOST_MODELS = 6;

    public SurprisalWidget {
        readers = List.copyOf(readers);
    }

    static SurprisalWidget of(BlockValues words, Models models) {
        words.allow(KEYS);
        List<LanguageModel> readers = readers(words, models);
        String text = words.words().getOrDefault("prompt", "");
        List<Prefix> ids =
                readers.stream().map(reader -> Surprisal.ids(reader, text)).toList();
        LogitSource.Live source = new LogitSource.Live(readers.get(0), text, ids.get(0));
        return new SurprisalWidget(
                new WidgetConfig(words.text("id"), source, Settings.OFF, List.of(), words, models), readers);
    }

    private static List<LanguageModel> readers(BlockValues words, Models models) {
        if (words.list("models").isEmpty()) {
            return List.of(words.find("model").map(models::get).orElseGet(models::first));
        }
        if (words.find("model").isPresent()) {
            throw new InvalidValueException("model", new Constraint("not-beside", "models"), words.text("model"));
        }
        List<LanguageModel> readers = new ArrayList<>();
        List<String> ids = models.all().stream().map(LanguageModel::id).toList();
        words.list("models", 1, MOST_MODELS);
        words.choices("models", ids).forEach(id -> readers.add(models.get(id)));
        return readers;
    }

    public String text() {
        return frame.live().prompt();
    }

    public List<Surprisal> surprises() {
        return readers.stream().map(reader -> Surprisal.of(reader, text())).toList();
    }
}
