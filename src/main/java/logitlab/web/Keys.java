package logitlab.web;

import java.util.List;
import java.util.stream.Stream;

/** The keys that a page reacts to, and the switch that turns them off; see {@code keys.js}. */
public record Keys(List<Key> keys) implements View {

    /** @param caps the labels of the keys, such as {@code →} */
    public record Key(List<String> caps, String does) {}

    /** For pages on which a visitor steps from token to token. */
    public static final Keys STEPS = of(key("right", "→"), key("left", "←"), key("restart", "R"));

    /** The same for pages that also have a player, and a table whose rows can be walked. */
    public static final Keys PLAYGROUND =
            of(key("right", "→"), key("left", "←"), key("restart", "R"), key("play", "P"), key("rows", "↑", "↓"));

    /** For the look inside, which can start at any position and therefore has no restart. */
    public static final Keys INSIDE = of(key("right", "→"), key("left", "←"));

    public static final Keys LESSON = of(key("next", "→"), key("previous", "←"), key("escape", "Esc"));

    private static Keys of(Key... keys) {
        return new Keys(
                Stream.concat(Stream.of(keys), Stream.of(key("question", "?"))).toList());
    }

    private static Key key(String name, String... caps) {
        return new Key(List.of(caps), Messages.ENGLISH.say("keys." + name));
    }
}
