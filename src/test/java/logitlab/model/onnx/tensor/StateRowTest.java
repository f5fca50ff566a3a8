package logitlab.model.onnx.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Hidden values of four bytes each, of three texts in one memory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StateRowTest {

    private static final String NAME = "past_state.0";

    private final Map<String, StateShape> shapes = Map.of(NAME, hidden());
    private final StateMemory shared = shared();

    private static StateShape hidden() {
        try (OnnxTensor one = Tensors.of(new float[1], 1, 1, 1)) {
            return StateShape.ofHidden(one.getInfo());
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private StateMemory shared() {
        try {
            StateMemory memory = StateMemory.allocate(shapes, 3, 7);
            IntStream.range(0, 3).forEach(text -> memory.put(NAME, List.of(bytes(text)), text, 0));
            return memory;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(int text) {
        return new byte[] {(byte) text, 1, 2, 3};
    }

    /** Rows that have the memory to themselves. */
    private List<StateRow> rows() {
        List<StateRow> rows = IntStream.range(0, 3)
                .mapToObj(text -> {
                    shared.retain();
                    return new StateRow(shared, text, 0, 7);
                })
                .toList();
        shared.release();
        return rows;
    }

    private boolean freed() {
        boolean alive = shared.retain();
        if (alive) {
            shared.release();
        }
        return !alive;
    }

    private static byte[] read(StateRow row) {
        StateRow.Place place = row.open();
        try {
            return place.memory().read(NAME, place.text(), 0, 7);
        } finally {
            place.memory().release();
        }
    }

    @Test
    void the_memory_is_freed_when_no_text_needs_it() {
        List<StateRow> rows = rows();
        rows.get(0).close();
        rows.get(1).close();
        assertThat(freed()).isFalse();
        assertThat(read(rows.get(2))).isEqualTo(bytes(2));
        rows.get(2).close();
        assertThat(freed()).isTrue();
        assertThatThrownBy(rows.get(2)::open).hasMessage("the state is closed");
    }

    @Test
    void a_text_that_parts_keeps_its_state_and_no_other() throws OrtException {
        List<StateRow> rows = rows();
        rows.get(0).close();
        rows.get(1).close();
        rows.get(2).part(shapes);
        assertThat(freed()).isTrue();
        assertThat(read(rows.get(2))).isEqualTo(bytes(2));
        rows.get(2).close();
    }

    @Test
    void who_uses_a_state_keeps_its_memory() throws OrtException {
        List<StateRow> rows = rows();
        StateRow.Place used = rows.get(1).open();
        for (StateRow row : rows) {
            row.part(shapes);
            row.close();
        }
        assertThat(used.memory().read(NAME, 1, 0, 7)).isEqualTo(bytes(1));
        used.memory().release();
        assertThat(freed()).isTrue();
    }
}
