package logitlab.lesson.widget;

import java.util.List;
import logitlab.decoding.Settings;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.InsidePlace;
import logitlab.lesson.block.LogitSource;
import logitlab.model.Models;

/**
 * {@code ```widget attention}: the arithmetic of one attention head at one position, which unfolds step by step.
 *
 * <pre>
 * id: head
 * prompt: The opposite of hot is
 * layer: 3
 * head: 4
 * show: ask
 * </pre>
 *
 * @param show up to which of the {@link #SHOWS} it is unfolded
 */
public record AttentionWidget(WidgetConfig config, InsidePlace place, String show) implements Widget {

    /** The steps, in order. */
    public static final List<String> SHOWS = List.of("ask", "offer", "compare", "share", "add");

    static AttentionWidget of(BlockValues values, Models models) {
        values.allow(List.of("id", "model", "prompt", "layer", "head", "position", "show"));
        LogitSource.Live live = LogitSource.Live.of(values, models);
        return new AttentionWidget(
                new WidgetConfig(values.text("id"), live, Settings.OFF, List.of(), values, models),
                InsidePlace.of(values, live),
                values.find("show").isPresent() ? values.oneOf("show", SHOWS) : SHOWS.get(0));
    }

    /** Whether a step is unfolded. */
    public boolean shows(String step) {
        return SHOWS.indexOf(step) <= SHOWS.indexOf(show);
    }

    @Override
    public List<String> kept() {
        return List.of("layer", "head", "show");
    }

    @Override
    public boolean opens(String key) {
        return InsidePlace.KEYS.contains(key) || key.equals("show") || config.opens(key);
    }
}
