package logitlab.lesson.block;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.Range;
import logitlab.model.Exposed;
import logitlab.model.HeadSteps;
import logitlab.model.Inspection;
import logitlab.model.Inspection.Group;

/**
 * A place inside a transformer that a widget shows: a position of a short text, in a head of a layer.
 *
 * @param layer 1 for the first, which is the default, as is {@code head}
 * @param position 0 for the first token; the last one by default
 */
public record InsidePlace(LogitSource.Live live, int layer, int head, int position) {

    /** The keys of a block, which links in the widget change. */
    public static final List<String> KEYS = List.of("layer", "head", "position");

    /** A longer text would not fit into a drawing. */
    private static final int MOST_TOKENS = 24;

    private static final Set<Group> GROUPS = EnumSet.of(Group.VECTORS, Group.ATTENTION, Group.PARTS, Group.HEADS);

    /**
     * @throws InvalidValueException naming {@code model} if it does not show its heads, {@code prompt} if that is too long, or the number that
     *     is too large
     */
    public static InsidePlace of(BlockValues values, LogitSource.Live live) {
        int size = live.prefix().size();
        if (!live.model().exposed().containsAll(Set.of(Exposed.HEADS, Exposed.PARTS))) {
            throw new InvalidValueException(
                    "model", new Constraint("with-heads"), live.model().id());
        }
        int most = Math.min(MOST_TOKENS, live.model().mostInspected());
        if (size > most) {
            throw new InvalidValueException("prompt", new Constraint("at-most-tokens", most), live.prompt());
        }
        int position = values.whole("position", Range.of(0, size - 1), size - 1);
        Inspection seen = live.model().inspect(live.prefix(), position, GROUPS);
        int layer = values.whole("layer", Range.of(1, seen.layers()), 1);
        return new InsidePlace(live, layer, values.whole("head", Range.of(1, seen.heads(layer)), 1), position);
    }

    public Prefix text() {
        return live.prefix();
    }

    public Inspection seen() {
        return live.model().inspect(text(), position, GROUPS);
    }

    /** What the head does here. */
    public HeadSteps steps() {
        return HeadSteps.of(seen(), layer, head - 1, position).orElseThrow();
    }
}
