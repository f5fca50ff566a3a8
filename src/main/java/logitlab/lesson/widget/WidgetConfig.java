package logitlab.lesson.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.Models;

/**
 * What all widgets have in common: an id, a source of logits, settings, and which values a visitor may change.
 *
 * @param open the keys that have a field, in the lesson's order; those of the source are always open
 * @param values the values that the widget was made from
 */
public record WidgetConfig(
        String id, LogitSource source, Settings settings, List<String> open, BlockValues values, Models models) {

    /** The key that makes a widget play by itself. */
    public static final String PLAY = "play";

    private static final Set<String> SETTINGS =
            Set.of("temperature", "top-k", "top-p", "min-p", "typical-p", "repetition-penalty");

    /** Keys that buttons of some widgets change, whatever else the lesson lets a visitor change. */
    private static final Set<String> BUTTONS = Set.of(PLAY, ExhibitWidget.RIGHT, "steps", "turn");

    /** A widget without settings. */
    static WidgetConfig of(BlockValues values, Models models, LogitSource source) {
        return new WidgetConfig(values.text("id"), source, Settings.OFF, List.of(), values, models);
    }

    /**
     * @param own keys of the widget in addition to those that all have
     * @param usually the keys that are open if the lesson does not list any
     */
    static WidgetConfig of(BlockValues values, Models models, List<String> own, List<String> usually) {
        List<String> keys = new ArrayList<>(LogitSource.KEYS);
        keys.addAll(List.of("id", "open"));
        keys.addAll(Settings.KEYS);
        keys.addAll(own);
        values.allow(keys);
        Set<String> may = new TreeSet<>(SETTINGS);
        may.addAll(own);
        List<String> open = values.choices("open", may);
        return new WidgetConfig(
                values.text("id"),
                LogitSource.of(values, models),
                values.settings(),
                open.isEmpty() ? usually : open,
                values,
                models);
    }

    /** The same for a widget that needs a model. @throws InvalidValueException if the lesson has no prompt */
    static WidgetConfig ofLive(BlockValues values, Models models, List<String> own, List<String> usually) {
        if (!values.has("prompt")) {
            throw new InvalidValueException("prompt", BlockValues.REQUIRED, "");
        }
        return of(values, models, own, usually);
    }

    /** The model and the prompt; only for a widget of {@link #ofLive}. */
    public LogitSource.Live live() {
        return source.live().orElseThrow();
    }

    /** The step of the source's logits with these stages. */
    Step step(List<Stage> stages, Draw draw) {
        return Step.of(source.logits(), source.prefix(), stages, draw);
    }

    /** The same with the values as the lesson wrote them. */
    WidgetConfig in(BlockValues lesson) {
        return new WidgetConfig(id, source, settings, open, lesson, models);
    }

    /** The name that lessons use for this kind of widget. */
    public String kind() {
        return values.kind();
    }

    /** Whether a visitor may change the value of a key. */
    boolean opens(String key) {
        return open.contains(key) || source.opens(key) || BUTTONS.contains(key);
    }
}
