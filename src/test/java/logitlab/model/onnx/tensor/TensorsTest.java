package logitlab.model.onnx.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TensorsTest {

    private static final Map<String, Integer> THREE = new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3));

    private final List<OnnxTensor> made = new ArrayList<>();

    private OnnxTensor make(int value) throws OrtException {
        OnnxTensor tensor = Tensors.of(new long[] {value});
        made.add(tensor);
        return tensor;
    }

    @Test
    void each_value_becomes_a_tensor_of_its_name() throws OrtException {
        Map<String, OnnxTensor> tensors = Tensors.each(THREE, value -> make(value.getValue()));
        assertThat(tensors).containsOnlyKeys("a", "b", "c");
        assertThat(tensors.get("c").getLongBuffer().get()).isEqualTo(3);
        assertThat(tensors.values()).noneMatch(OnnxTensor::isClosed).allSatisfy(OnnxTensor::close);
    }

    @Test
    void if_one_cannot_be_made_those_before_it_are_closed() {
        assertThatThrownBy(() -> Tensors.each(THREE, value -> {
                    if (value.getValue() == 3) {
                        throw new OutOfMemoryError("no native memory");
                    }
                    return make(value.getValue());
                }))
                .hasMessage("no native memory");
        assertThat(made).hasSize(2).allMatch(OnnxTensor::isClosed);
    }
}
