package logitlab.model.onnx.tensor;

import ai.onnxruntime.OrtException;
import java.util.Map;

/**
 * The state of one text in the memory of a run. The memory of several texts is freed when the last of them needs it no more; a text that would
 * keep it alone gets {@linkplain #part memory of its own}.
 */
public final class StateRow {

    private final int tokens;
    private Place place; // null when it is closed

    /** Where a state lies. Who gets one releases its memory. @param padding how many tokens lie before those of the text */
    public record Place(StateMemory memory, int text, int padding) {}

    /** Takes over one use of the memory. */
    public StateRow(StateMemory memory, int text, int padding, int tokens) {
        this.place = new Place(memory, text, padding);
        this.tokens = tokens;
    }

    public int tokens() {
        return tokens;
    }

    /** Where it lies now; the caller releases the memory. @throws IllegalStateException if it is closed */
    public synchronized Place open() {
        if (place == null || !place.memory().retain()) {
            throw new IllegalStateException("the state is closed");
        }
        return place;
    }

    /** Moves to memory of its own if it shares its memory with other texts, and is not closed. */
    public synchronized void part(Map<String, StateShape> shapes) throws OrtException {
        if (place != null && place.memory().texts() > 1) {
            StateMemory own = StateMemory.allocate(shapes, 1, tokens);
            try {
                place.memory().copy(place.text(), place.padding(), tokens, own, 0);
            } catch (RuntimeException | Error e) {
                own.release();
                throw e;
            }
            place.memory().release();
            place = new Place(own, 0, 0);
        }
    }

    public synchronized void close() {
        if (place != null) {
            place.memory().release();
            place = null;
        }
    }
}
