package logitlab.model.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages as people have them: their keys in other places and under other names, their files in other folders. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealPackagesTest {

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void copy() throws IOException {
        model = Packages.copy(Packages.SMALL.resolve("bigram"), folder);
    }

    private void write(String file, String json) throws IOException {
        Files.writeString(model.resolve(file), json.replace('\'', '"'));
    }

    private void config(String json) throws IOException {
        write("config.json", json);
    }

    /** The model of the package, closed: what it is stays known. */
    private LanguageModel read() {
        try (Models models = Packages.load(folder, 0)) {
            assertThat(models.leftOut()).isEmpty();
            return models.first();
        }
    }

    private int context() {
        return read().card().contextLength();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text_config", "llm_config", "language_config"})
    void sizes_of_a_model_that_also_sees_pictures(String part) throws IOException {
        config(
                "{'model_type': 'gemma3', 'vision_config': {'vocab_size': 1}, '%s': {'vocab_size': 269, 'max_position_embeddings': 24, 'eos_token_id': 5}}"
                        .formatted(part));
        assertThat(context()).isEqualTo(24);
        assertThat(read().endTokens()).containsExactly(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n_positions",
                "max_position_embeddings",
                "seq_length",
                "max_seq_len",
                "max_seq_length",
                "max_sequence_length",
                "n_ctx",
                "model_max_length"
            })
    void the_context_under_each_of_its_names(String key) throws IOException {
        config("{'vocab_size': 269, '%s': 17}".formatted(key));
        assertThat(context()).isEqualTo(17);
        assertThat(read().card().notes()).isEmpty();
    }

    @Test
    void the_context_of_the_tokenizer_unless_it_does_not_know() throws IOException {
        config("{'vocab_size': 269}");
        write("tokenizer_config.json", "{'model_max_length': 19}");
        assertThat(context()).isEqualTo(19);
        write("tokenizer_config.json", "{'model_max_length': 1000000000000000019884624838656}");
        assertThat(context()).isEqualTo(2048);
        assertThat(read().card().notes())
                .containsExactly("No file says how long a text may be, so it may have 2048 tokens."
                        + " To change that, write \"max_position_embeddings\": N into config.json.");
    }

    @Test
    void a_vocabulary_that_only_the_graph_tells() throws IOException {
        config("{'text_config': {'max_position_embeddings': 8}}");
        assertThat(read().card().vocabularySize()).isEqualTo(269);
    }

    @Test
    void numbers_that_are_not_finite() throws IOException {
        config(
                "{'vocab_size': 269, 'max_position_embeddings': 9, 'time_step_limit': [0.0, Infinity], 'a': NaN, 'b': -Infinity}");
        assertThat(context()).isEqualTo(9);
    }

    @Test
    void end_tokens_of_all_files_those_of_generate_first() throws IOException {
        config("{'vocab_size': 269, 'n_positions': 9, 'eos_token_id': 128, 'text_config': {'eos_token_id': 7}}");
        write("generation_config.json", "{'eos_token_id': [12, 8, 9]}");
        assertThat(read().endTokens()).containsExactly(12, 8, 9, 7, 128);
        write("tokenizer_config.json", "{'eos_token': {'__type': 'AddedToken', 'content': '</s>'}}");
        write("special_tokens_map.json", "{'eos_token': '<s>', 'bos_token': '<unk>'}");
        assertThat(read().endTokens()).containsExactly(12, 8, 9, 7, 128, 2, 1);
    }

    @Test
    void token_ids_that_do_not_exist_are_ignored_with_a_note() throws IOException {
        config(
                "{'vocab_size': 269, 'n_positions': 9, 'eos_token_id': [-1, 2, 269], 'bos_token_id': null, 'pad_token_id': -1}");
        write("tokenizer_config.json", "{'eos_token': '<|im_end|>'}");
        assertThat(read().endTokens()).containsExactly(2);
        assertThat(read().card().notes())
                .containsExactly(
                        "config.json: eos_token_id -1 is ignored, because token ids go from 0 to 268.",
                        "config.json: eos_token_id 269 is ignored, because token ids go from 0 to 268.",
                        "tokenizer_config.json: eos_token \"<|im_end|>\" is ignored, because the vocabulary does not have it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'do_sample': true, 'temperature': 0.6, 'top_p': 0.9} | {temperature=0.6, top-k=50, top-p=0.9}",
                "{'do_sample': true, 'top_k': 0} | {}",
                "{'do_sample': true, 'top_k': -1, 'min_p': 0.1} | {min-p=0.1}",
                "{'do_sample': true, 'top_k': 20, 'typical_p': 0.5, 'repetition_penalty': 1.05} | {repetition-penalty=1.05, top-k=20, typical-p=0.5}",
                "{'do_sample': true, 'top_k': 64, 'top_p': 1.0, 'temperature': 1.0} | {top-k=64}",
                "{'temperature': 0.6} | {}",
                "{'do_sample': false, 'temperature': 0.6, 'top_k': 20} | {}",
                "{'do_sample': true, 'temperature': 0} | {}"
            })
    void how_the_maker_samples(String generation, String settings) throws IOException {
        write("generation_config.json", generation);
        assertThat(read().card().sampling().toMap()).hasToString(settings);
    }

    @Test
    void a_setting_that_this_program_does_not_have_is_ignored_with_a_note() throws IOException {
        write("generation_config.json", "{'do_sample': true, 'temperature': 500, 'top_p': 'most', 'top_k': 3}");
        assertThat(read().card().sampling().toMap()).isEqualTo(Map.of("top-k", "3"));
        assertThat(read().card().notes())
                .containsExactly(
                        "generation_config.json: temperature 500 is ignored, because this program has no such value.",
                        "generation_config.json: top_p \"most\" is ignored, because this program has no such value.");
    }

    private static final String GENAI =
            "{'model': {'context_length': 21, 'vocab_size': 269, 'eos_token_id': [3, 4], 'bos_token_id': 1,"
                    + " 'decoder': {'filename': 'tiny-int4.onnx'}}, 'search': {'do_sample': true, 'top_k': 5, 'top_p': 0.9}}";

    @Test
    void a_folder_of_onnxruntime_genai() throws IOException {
        Files.delete(model.resolve("config.json"));
        Files.move(model.resolve("model.onnx"), model.resolve("tiny-int4.onnx"));
        write("genai_config.json", GENAI);
        LanguageModel genai = read();
        assertThat(genai.card().graph()).isEqualTo("tiny-int4.onnx");
        assertThat(genai.card().contextLength()).isEqualTo(21);
        assertThat(genai.endTokens()).containsExactly(3, 4);
        assertThat(genai.card().sampling().toMap()).hasToString("{top-k=5, top-p=0.9}");
        write("genai_config.json", GENAI.replace("21", "22"));
        assertThat(read().card().digest()).isNotEqualTo(genai.card().digest());
    }

    @Test
    void a_repository_with_several_variants_gives_the_one_for_a_cpu() throws IOException {
        Files.delete(model.resolve("config.json"));
        Files.move(model.resolve("model.onnx"), model.resolve("tiny-int4.onnx"));
        write("genai_config.json", GENAI);
        Path repository = folder.resolve("phi");
        for (String variant : List.of("cuda/cuda-fp16", "cpu_and_mobile/cpu-int4-rtn-block-32")) {
            Path copy = Files.createDirectories(repository.resolve(variant));
            try (Stream<Path> files = Files.list(model)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        Files.delete(repository.resolve("cuda/cuda-fp16/tiny-int4.onnx"));
        Files.writeString(repository.resolve("config.json"), "{}");
        try (Models models = Packages.load(folder, 0)) {
            assertThat(models.leftOut()).isEmpty();
            assertThat(models.all()).extracting(LanguageModel::id).containsExactly("bigram", "phi");
            assertThat(models.get("phi").logits(Prefix.of(1, 266)))
                    .isEqualTo(models.get("bigram").logits(Prefix.of(1, 266)));
        }
    }

    @Test
    void the_only_graph_runs_whatever_it_is_called() throws IOException {
        Files.move(model.resolve("model.onnx"), model.resolve("gpt2_past.onnx"));
        assertThat(read().card().graph()).isEqualTo("gpt2_past.onnx");
    }

    @Test
    void weights_in_files_of_any_name_belong_to_the_digest() throws IOException {
        Path own = Packages.copy(Packages.SMALL.resolve("own-gpt2"), folder);
        byte[] graph = Files.readAllBytes(own.resolve("model.onnx"));
        Files.write(own.resolve("model.onnx"), replaced(graph, "model.onnx_data", "weights.pb_0001"));
        Files.copy(own.resolve("model.onnx_data"), own.resolve("weights.pb_0001"));
        Files.delete(own.resolve("inspect.onnx"));
        Files.delete(own.resolve("model.onnx_data"));
        String digest = PackageDigest.of(own, "model.onnx");
        try (Models models = Packages.load(own, 0)) {
            assertThat(models.first().card().digest()).isEqualTo(digest);
        }
        byte[] weights = Files.readAllBytes(own.resolve("weights.pb_0001"));
        weights[1000] ^= 1;
        Files.write(own.resolve("weights.pb_0001"), weights);
        assertThat(PackageDigest.of(own, "model.onnx")).isNotEqualTo(digest);
    }

    /** In bytes that are not text. @param by of the same length */
    private static byte[] replaced(byte[] bytes, String name, String by) {
        Charset bytesAsLetters = StandardCharsets.ISO_8859_1;
        return new String(bytes, bytesAsLetters).replace(name, by).getBytes(bytesAsLetters);
    }
}
