package logitlab.model.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.model.ModelCard;
import logitlab.model.Models;
import logitlab.model.Packages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package with several graphs: which one is used, and what its card, its digest and its error show about that. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DtypeTest {

    private static final List<Dtype> ALL = List.of(Dtype.values());

    @TempDir
    private Path folder;

    private Path model;

    /** Three precisions with different weights, so that the logits show which one is running. */
    @BeforeEach
    void copy() throws IOException {
        model = Packages.copy(Packages.SMALL.resolve("llama"), folder);
        Files.copy(Packages.SMALL.resolve("fp16/onnx/model_fp16.onnx"), model.resolve("onnx/model_fp16.onnx"));
        Files.copy(
                Packages.SMALL.resolve("int8/onnx/model_quantized.onnx"), model.resolve("onnx/model_quantized.onnx"));
    }

    private ModelCard card(List<Dtype> dtypes) {
        try (Models models = ModelLoader.load(List.of(folder), Packages.limits(1, 0), dtypes)) {
            return models.first().card();
        }
    }

    private void breakGraph(String name) throws IOException {
        Files.writeString(model.resolve(name), "not a graph");
    }

    @Test
    void the_nearest_to_what_was_trained_is_the_best() throws IOException {
        assertThat(card(ALL).graph()).isEqualTo("onnx/model.onnx");
        Files.delete(model.resolve("onnx/model.onnx"));
        assertThat(card(ALL).graph()).isEqualTo("onnx/model_fp16.onnx");
        Files.delete(model.resolve("onnx/model_fp16.onnx"));
        assertThat(card(ALL).graph()).isEqualTo("onnx/model_quantized.onnx");
    }

    @Test
    void the_best_that_loads_is_taken() throws IOException {
        breakGraph("onnx/model.onnx");
        assertThat(card(ALL).graph()).isEqualTo("onnx/model_fp16.onnx");
        breakGraph("onnx/model_fp16.onnx");
        assertThat(card(ALL).graph()).isEqualTo("onnx/model_quantized.onnx");
    }

    @Test
    void a_dtype_is_chosen_alone_or_before_the_others() throws IOException {
        assertThat(card(List.of(Dtype.Q8)).graph()).isEqualTo("onnx/model_quantized.onnx");
        assertThat(card(Dtype.Q8.before()).graph()).isEqualTo("onnx/model_quantized.onnx");
        assertThat(card(Dtype.Q4.before()).graph()).isEqualTo("onnx/model.onnx");
        assertThat(Dtype.Q8.before())
                .startsWith(Dtype.Q8, Dtype.FP32, Dtype.FP16)
                .hasSameSizeAs(ALL);
    }

    @Test
    void what_the_card_names_is_what_runs() {
        try (Models half = ModelLoader.load(List.of(folder), Packages.limits(1, 0), List.of(Dtype.FP16));
                Models same = Packages.load(Packages.SMALL.resolve("fp16"), 0)) {
            Prefix text = Prefix.of(1, 50, 60);
            assertThat(half.first().logits(text)).isEqualTo(same.first().logits(text));
        }
    }

    @Test
    void for_one_dtype_the_place_decides() {
        assertThat(Dtype.FP16.graphs())
                .containsExactly(
                        "onnx/model_fp16.onnx",
                        "model_fp16.onnx",
                        "onnx/decoder_model_merged_fp16.onnx",
                        "decoder_model_merged_fp16.onnx",
                        "onnx/decoder_model_fp16.onnx",
                        "decoder_model_fp16.onnx");
    }

    @Test
    void a_missing_dtype_is_named() {
        assertThatThrownBy(() -> card(List.of(Dtype.Q4)))
                .hasMessageContainingAll(
                        model.resolve("onnx/model_q4.onnx").toString(),
                        "only onnx/model.onnx, onnx/model_fp16.onnx, onnx/model_quantized.onnx");
    }

    @Test
    void if_none_loads_the_reason_of_each_is_given() throws IOException {
        breakGraph("onnx/model.onnx");
        breakGraph("onnx/model_fp16.onnx");
        Files.copy(
                Packages.SMALL.resolve("stranger/model.onnx"),
                model.resolve("onnx/model_quantized.onnx"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> card(ALL))
                .hasMessageContainingAll(
                        model + ": expected a graph that runs",
                        "onnx/model.onnx (expected an ONNX graph, found",
                        "onnx/model_fp16.onnx (expected",
                        "onnx/model_quantized.onnx (expected",
                        "input encoder_hidden_states");
    }

    @Test
    void the_digest_is_of_what_runs() throws IOException {
        String whole = card(List.of(Dtype.FP32)).digest();
        String half = card(List.of(Dtype.FP16)).digest();
        assertThat(whole).isNotEqualTo(half);
        Files.delete(model.resolve("onnx/model_quantized.onnx"));
        Files.writeString(model.resolve("onnx/model_fp16.onnx_data"), "weights of the other");
        assertThat(card(List.of(Dtype.FP32)).digest()).isEqualTo(whole);
        assertThat(card(List.of(Dtype.FP16)).digest()).isNotEqualTo(half);
        Files.writeString(model.resolve("onnx/model.onnx_data_1"), "weights");
        assertThat(card(List.of(Dtype.FP32)).digest()).isNotEqualTo(whole);
    }

    @Test
    void a_word_names_a_dtype() {
        assertThat(Dtype.of("q8")).isEqualTo(Dtype.Q8);
        assertThatThrownBy(() -> Dtype.of("float"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("fp32, fp16, q8", "float");
    }
}
