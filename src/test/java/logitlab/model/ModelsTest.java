package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import logitlab.model.pack.PackageDigest;
import logitlab.model.pack.PackageReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages that run, packages that do not, and how those are reported. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelsTest {

    @TempDir
    private Path folder;

    private Path broken;

    @BeforeEach
    void copy() throws IOException {
        Packages.copy(Packages.SMALL.resolve("bigram"), folder);
        broken = Packages.copy(Packages.SMALL.resolve("recurrent"), folder);
    }

    private SkippedPackage leftOut() {
        try (Models models = ModelLoader.load(List.of(folder))) {
            assertThat(models.all().stream().map(LanguageModel::id)).contains("bigram");
            assertThat(models.leftOut()).hasSize(1);
            SkippedPackage skipped = models.leftOut().get(0);
            assertThat(skipped.id()).isEqualTo(broken.getFileName().toString());
            assertThat(skipped.fix()).isNotBlank();
            assertThat(skipped.toString()).contains(skipped.path(), skipped.expected(), skipped.found(), skipped.fix());
            return skipped;
        }
    }

    private void replace(String file, String part, String by) throws IOException {
        Path path = broken.resolve(file);
        String whole = Files.readString(path);
        assertThat(whole).contains(part);
        Files.writeString(path, whole.replace(part, by));
    }

    @Test
    void every_package_of_the_folders_is_loaded_storyteller_first() {
        try (Models models = ModelLoader.load(List.of(folder, Packages.STORYTELLER))) {
            assertThat(models.all().stream().map(LanguageModel::id))
                    .containsExactly("storyteller", "bigram", "recurrent");
            assertThat(models.first().id()).isEqualTo("storyteller");
            assertThat(models.leftOut()).isEmpty();
            assertThat(models.get("bigram").card().contextLength()).isEqualTo(32);
            assertThatThrownBy(() -> models.get("gpt2"))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("model must be one-of storyteller, bigram, recurrent but is \"gpt2\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bigram-step-10, bigram-step-10",
        "bigram-step-1, bigram-step-10",
        "bigram-step-54, bigram-step-10",
        "bigram-step-55, bigram-step-10", // as near to one as to the other
        "bigram-step-56, bigram-step-100",
        "bigram-step-999999999, bigram-step-100",
        "bigram-step-9999999999, ''",
        "bigram-step-, ''",
        "recurrent-step-10, recurrent",
        "recurrent, recurrent",
        "gpt-step-10, ''",
        "bigrams, ''"
    })
    void the_nearest_checkpoint_stands_in_for_one_that_is_gone(String id, String nearest) throws IOException {
        for (String checkpoint : List.of("bigram-step-10", "bigram-step-100")) {
            Path copy = Files.createDirectory(folder.resolve(checkpoint));
            for (String file : List.of("config.json", "tokenizer.json", "model.onnx")) {
                Files.copy(folder.resolve("bigram").resolve(file), copy.resolve(file));
            }
        }
        try (Models models = ModelLoader.load(List.of(folder))) {
            assertThat(models.nearest(id).map(LanguageModel::id).orElse("")).isEqualTo(nearest);
        }
    }

    @Test
    void a_missing_file() throws IOException {
        Map<String, String> missing = Map.of("tokenizer.json", "tokenizer.json", "model.onnx", "onnx/model.onnx");
        for (String file : missing.keySet()) {
            Files.move(broken.resolve(file), broken.resolve("away"));
            SkippedPackage skipped = leftOut();
            assertThat(skipped.path())
                    .isEqualTo(broken.resolve(missing.get(file)).toString());
            assertThat(skipped.expected()).isEqualTo("a file");
            assertThat(skipped.found()).isEqualTo("nothing");
            Files.move(broken.resolve("away"), broken.resolve(file));
        }
        Files.delete(broken.resolve("config.json"));
        assertThat(leftOut().path()).endsWith("config.json");
    }

    @Test
    void a_broken_config() throws IOException {
        replace("config.json", "{", "{{");
        assertThat(leftOut().expected()).isEqualTo("JSON");
    }

    @Test
    void a_config_without_a_required_number() throws IOException {
        replace("config.json", "\"vocab_size\": 269", "\"vocab_size\": \"many\"");
        assertThat(leftOut().expected()).isEqualTo("vocab_size, a number above 0");
        assertThat(leftOut().found()).isEqualTo("\"many\"");
        replace("config.json", "\"vocab_size\": \"many\"", "\"vocab_size\": 269");
        replace("config.json", "\"max_position_embeddings\": 32", "\"max_position_embeddings\": 0.5");
        assertThat(leftOut().expected()).isEqualTo("max_position_embeddings, a number above 0");
        assertThat(leftOut().found()).isEqualTo("0.5");
    }

    /** Each of these made a library throw an undocumented exception or error, even a StackOverflowError. */
    @ParameterizedTest
    @CsvSource({
        "tokenizer.json, '[', 5000",
        "tokenizer.json, '{\"a\":', 5000",
        "tokenizer.json, 'null', 1",
        "tokenizer.json, '', 1",
        "config.json, '[', 5000",
        "config.json, '{\"a\":', 100000",
        "config.json, 'null', 1",
        "config.json, '', 1",
        "card.md, '[', 100000",
        "card.md, '- ', 100000",
        "card.md, '? ', 100000"
    })
    void a_crafted_file(String file, String part, int times) throws IOException {
        String crafted = part.repeat(times);
        Files.writeString(broken.resolve(file), file.equals("card.md") ? "---\n" + crafted + "\n---\n" : crafted);
        assertThat(leftOut().path()).isEqualTo(broken.resolve(file).toString());
        assertThatThrownBy(() -> PackageReport.of(broken, List.of(Dtype.values())))
                .isInstanceOf(InvalidPackageException.class);
    }

    @Test
    void a_package_that_is_broken_in_a_way_nobody_has_thought_of() {
        InvalidPackageException bad = InvalidPackageException.unforeseen(broken, new StackOverflowError());
        assertThat(bad.sentence())
                .isEqualTo(broken
                        + ": expected a package that loads, found parts in parts, too deep to read. Copy the model"
                        + " again, or move the folder away.");
        assertThat(InvalidPackageException.unforeseen(broken, new OutOfMemoryError("Java heap space"))
                        .sentence())
                .contains("found too little memory for it. ", " -Xmx.");
        assertThat(InvalidPackageException.unforeseen(broken, new NullPointerException("Cannot invoke \"x\""))
                        .sentence())
                .contains("found something that this program cannot read. ");
    }

    @Test
    void a_broken_tokenizer() throws IOException {
        replace("tokenizer.json", "\"BPE\"", "\"BPX\"");
        assertThat(leftOut().path()).endsWith("tokenizer.json");
        assertThat(leftOut().expected()).isEqualTo("a tokenizer");
        Files.writeString(broken.resolve("tokenizer.json"), "{\n\"model\": }");
        assertThat(leftOut().found()).contains("line 2");
        Files.writeString(broken.resolve("tokenizer.json"), "[]");
        assertThat(leftOut().expected()).isEqualTo("a tokenizer");
    }

    @Test
    void a_broken_graph() throws IOException {
        Files.writeString(broken.resolve("model.onnx"), "not a graph");
        SkippedPackage skipped = leftOut();
        assertThat(skipped.path()).endsWith("model.onnx");
        assertThat(skipped.expected()).isEqualTo("an ONNX graph");
        assertThat(skipped.found()).isEqualTo("a file in another format");
    }

    @Test
    void missing_weights() throws IOException {
        broken = Packages.copy(Packages.STORYTELLER, folder);
        Files.delete(broken.resolve("model.onnx_data"));
        assertThat(leftOut().path()).endsWith("model.onnx_data");
        assertThat(leftOut().fix()).contains("model.onnx_data");
    }

    @Test
    void a_vocabulary_of_another_size_than_the_logits() throws IOException {
        replace("config.json", "269", "300");
        assertThat(leftOut().path()).endsWith("model.onnx");
        assertThat(leftOut().expected()).startsWith("300 logits");
        assertThat(leftOut().found()).isEqualTo("269");
    }

    @Test
    void a_tokenizer_with_more_tokens_than_the_model() throws IOException {
        replace("config.json", "269", "260");
        assertThat(leftOut().path()).endsWith("tokenizer.json");
        assertThat(leftOut().expected()).startsWith("at most 260 tokens");
        assertThat(leftOut().found()).isEqualTo("269");
    }

    @Test
    void a_graph_that_is_not_a_language_model() throws IOException {
        broken = Packages.copy(Packages.SMALL.resolve("stranger"), folder);
        assertThat(leftOut().expected()).contains("input_ids", "past_key_values.N.key");
        assertThat(leftOut().found()).isEqualTo("input encoder_hidden_states of type FLOAT and shape [1]");
    }

    @Test
    void a_graph_without_logits() throws IOException {
        broken = Packages.copy(Packages.SMALL.resolve("empty"), folder);
        assertThat(leftOut().found()).isEqualTo("no logits among the outputs x");
    }

    @Test
    void a_graph_that_looks_ahead() throws IOException {
        broken = Packages.copy(Packages.SMALL.resolve("masked"), folder);
        assertThat(leftOut().expected()).startsWith("a causal language model");
        assertThat(leftOut().found()).contains("change with later tokens");
    }

    @Test
    void a_cache_that_gives_other_logits() throws IOException {
        broken = Packages.copy(Packages.SMALL.resolve("forgetful"), folder);
        assertThat(leftOut().expected()).isEqualTo("the same logits with the cache as without");
    }

    @Test
    void a_model_of_another_kind() throws IOException {
        String kind = "\"model_type\": \"recurrent\"";
        replace("config.json", kind, "\"model_type\": \"t5\"");
        assertThat(leftOut().path()).endsWith("config.json");
        assertThat(leftOut().found()).isEqualTo("model_type t5, an encoder-decoder");
        replace("config.json", "t5", "roberta");
        assertThat(leftOut().found()).isEqualTo("model_type roberta, an encoder");
        replace("config.json", "\"roberta\"", "\"new\", \"is_encoder_decoder\": true");
        assertThat(leftOut().found()).isEqualTo("model_type new, an encoder-decoder");
        replace("config.json", "true", "false");
        try (Models models = ModelLoader.load(List.of(broken))) {
            assertThat(models.leftOut()).isEmpty();
        }
    }

    @Test
    void a_broken_card() throws IOException {
        Files.writeString(broken.resolve("card.md"), "---\nname: [\n---\n");
        assertThat(leftOut().path()).endsWith("card.md");
    }

    @Test
    void a_second_package_of_the_same_name(@TempDir Path other) throws IOException {
        Path second = Packages.copy(Packages.SMALL.resolve("bigram"), other);
        try (Models models = ModelLoader.load(List.of(folder, other))) {
            assertThat(models.all()).hasSize(2);
            assertThat(models.leftOut().get(0).path()).isEqualTo(second.toString());
            assertThat(models.leftOut().get(0).found()).isEqualTo("a second bigram");
        }
    }

    @Test
    void packages_loaded_together_are_refused_in_their_order() throws IOException {
        for (String bad : List.of("stranger", "empty", "masked", "forgetful")) {
            Packages.copy(Packages.SMALL.resolve(bad), folder);
        }
        try (Models models = ModelLoader.load(List.of(folder, Packages.SMALL.resolve("bigram")))) {
            assertThat(models.all()).extracting(LanguageModel::id).containsExactly("bigram", "recurrent");
            assertThat(models.leftOut())
                    .extracting(SkippedPackage::id)
                    .containsExactly("empty", "forgetful", "masked", "stranger", "bigram");
        }
    }

    @Test
    void without_a_good_package_nothing_starts(@TempDir Path other) throws IOException {
        assertThatThrownBy(() -> ModelLoader.load(List.of(other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(other.toString(), "expected", "found", "--models");
        assertThatThrownBy(() -> ModelLoader.load(List.of(other.resolve("none"))))
                .hasMessageContaining(other.resolve("none").toString());
        Path only = Packages.copy(Packages.SMALL.resolve("stranger"), other);
        assertThatThrownBy(() -> ModelLoader.load(List.of(other)))
                .hasMessageContainingAll(only.resolve("model.onnx").toString(), "expected", "found");
    }

    @Test
    void a_changed_weight_changes_the_digest() throws IOException {
        String before = PackageDigest.of(broken, "model.onnx");
        assertThat(before).matches("[0-9a-f]{12}");
        Files.writeString(broken.resolve("card.md"), "a card is not a weight");
        assertThat(PackageDigest.of(broken, "model.onnx")).isEqualTo(before);
        byte[] graph = Files.readAllBytes(broken.resolve("model.onnx"));
        graph[graph.length / 2] ^= 1;
        Files.write(broken.resolve("model.onnx"), graph);
        assertThat(PackageDigest.of(broken, "model.onnx")).isNotEqualTo(before);
    }
}
