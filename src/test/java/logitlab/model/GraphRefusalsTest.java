package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs that cannot run are left out with the name of what is in the way and with what to do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GraphRefusalsTest {

    @TempDir
    private Path folder;

    private Path copy(String kind) throws IOException {
        return Packages.copy(Packages.SMALL.resolve(kind), folder);
    }

    /** Next to a model that loads, because without any the start stops. */
    private static SkippedPackage refused(Path broken) {
        List<Path> both = List.of(Packages.SMALL.resolve("bigram"), broken);
        try (Models models = ModelLoader.load(both, Packages.limits(1, 1 << 20), List.of(Dtype.values()))) {
            assertThat(models.leftOut()).hasSize(1);
            return models.leftOut().get(0);
        }
    }

    @Test
    void vectors_without_the_graph_that_makes_them() throws IOException {
        Path broken = copy("vectors");
        Files.delete(broken.resolve("onnx/embed_tokens.onnx"));
        SkippedPackage refused = refused(broken);
        assertThat(refused.found()).contains("inputs_embeds", "embed_tokens.onnx");
        assertThat(refused.fix()).contains("copy all files of that export");
    }

    @Test
    void vectors_from_a_graph_of_another_precision() throws IOException {
        Path package_ = copy("vectors");
        Files.move(package_.resolve("onnx/embed_tokens.onnx"), package_.resolve("onnx/embed_tokens_quantized.onnx"));
        try (Models models = Packages.load(package_, 1 << 20)) {
            assertThat(models.leftOut()).isEmpty();
        }
    }

    @Test
    void an_input_of_an_encoder_decoder() {
        SkippedPackage refused = refused(Packages.SMALL.resolve("stranger"));
        assertThat(refused.found()).contains("encoder_hidden_states of type FLOAT and shape [1]");
    }

    @Test
    void another_vocabulary() throws IOException {
        Path broken = copy("hybrid");
        Path config = broken.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replaceFirst("(\"vocab_size\": )\\d+", "$1" + 5000));
        SkippedPackage refused = refused(broken);
        assertThat(refused.expected()).contains("5000 logits");
        assertThat(refused.fix()).contains("vocab_size");
    }

    @Test
    void logits_that_are_not_numbers_for_any_text() {
        SkippedPackage refused = refused(Packages.SMALL.resolve("numberless"));
        assertThat(refused.expected()).isEqualTo("logits that are numbers");
        assertThat(refused.found()).startsWith("NaN");
        assertThat(refused.fix()).contains("another dtype");
    }
}
