package logitlab.web.view;

import java.util.List;
import logitlab.web.Messages;
import logitlab.web.View;

/** The keys that a page reacts to, and the switch that turns them off; see {@code keys.js}. */
public record KeyboardHelp(Messages messages, List<Key> keys) implements View {

    /** @param caps the labels of the keys, such as {@code →} */
    public record Key(String name, List<String> caps) {

        private static Key of(String name, String... caps) {
            return new Key(name, List.of(caps));
        }
    }

    private static final Key RIGHT = Key.of("right", "→");
    private static final Key LEFT = Key.of("left", "←");
    private static final Key QUESTION = Key.of("question", "?");

    /** For the playground, whose player has a key, too, and whose tables have keys that move from row to row. */
    public static KeyboardHelp playground(Messages messages) {
        return new KeyboardHelp(
                messages,
                List.of(
                        RIGHT,
                        LEFT,
                        Key.of("restart", "R"),
                        Key.of("play", "P"),
                        Key.of("rows", "↑", "↓", "Home", "End"),
                        QUESTION));
    }

    /** For the look inside, which can start at any position and therefore has no restart. */
    public static KeyboardHelp inside(Messages messages) {
        return new KeyboardHelp(messages, List.of(RIGHT, LEFT, QUESTION));
    }

    public static KeyboardHelp lesson(Messages messages) {
        return new KeyboardHelp(
                messages, List.of(Key.of("next", "→"), Key.of("previous", "←"), Key.of("escape", "Esc"), QUESTION));
    }
}
