package logitlab.lesson.widget;

import java.util.List;
import logitlab.lesson.LessonPart;

/**
 * A block to look at and play with: {@code ```widget NAME}.
 *
 * <p>A new widget is a record that implements this, a line in {@link WidgetKinds}, and in the web layer a view, a line in
 * {@code BlockRenderer} and a template. {@code BlockKindsTest} names what is missing.
 */
public interface Widget extends LessonPart.Block {

    WidgetConfig config();

    @Override
    default String id() {
        return config().id();
    }

    /** Whether a visitor may change the value of a key. */
    default boolean opens(String key) {
        return config().opens(key);
    }

    /** The keys that have no field, only links, and that its form keeps. */
    default List<String> kept() {
        return List.of();
    }

    /** The ids of the tokens that have a field of their own for an edit of their logits. */
    default List<Integer> editable() {
        return List.of();
    }
}
