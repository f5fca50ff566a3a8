package logitlab.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.pack.ByteSize;
import logitlab.model.pack.Dtype;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which files of a repository make a package. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RepositoryFilesTest {

    private static final HubRepository REPOSITORY = HubRepository.of("onnx-community/gpt2", "main");

    private static RepositoryFiles listing(String... graphs) {
        return new RepositoryFiles(
                REPOSITORY,
                Stream.concat(Stream.of("README.md", "config.json", "tokenizer.json"), Stream.of(graphs))
                        .map(path -> new HubFile(path, 1_000_000, Optional.empty()))
                        .toList());
    }

    private static List<String> graphAndData(RepositoryFiles listing, Optional<Dtype> dtype) throws InstallException {
        return listing.wanted(dtype, Optional.empty()).files().stream()
                .map(HubFile::path)
                .filter(path -> path.contains(".onnx"))
                .toList();
    }

    @Test
    void configuration_and_tokenizer_come_first() throws InstallException {
        RepositoryFiles listing =
                listing("onnx/model.onnx", "tokenizer_config.json", "generation_config.json", "vocab.json");

        assertThat(listing.wanted(Optional.empty(), Optional.empty()).files().stream()
                        .map(HubFile::path))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "generation_config.json",
                        "tokenizer_config.json",
                        "README.md",
                        "onnx/model.onnx");
    }

    @Test
    void without_a_dtype_it_is_the_one_that_changes_the_model_least() throws InstallException {
        assertThat(graphAndData(listing("onnx/model_q4.onnx", "onnx/model.onnx"), Optional.empty()))
                .containsExactly("onnx/model.onnx");
        assertThat(graphAndData(listing("onnx/model_q4.onnx", "onnx/model_fp16.onnx"), Optional.empty()))
                .containsExactly("onnx/model_fp16.onnx");
        assertThat(listing("onnx/model_uint8.onnx", "onnx/model_quantized.onnx")
                        .wanted(Optional.empty(), Optional.empty())
                        .dtype())
                .contains(Dtype.Q8);
    }

    @Test
    void the_dtype_names_the_file() throws InstallException {
        RepositoryFiles listing = listing(
                "onnx/model.onnx",
                "onnx/model_fp16.onnx",
                "onnx/model_quantized.onnx",
                "onnx/model_int8.onnx",
                "onnx/model_uint8.onnx",
                "onnx/model_q4.onnx",
                "onnx/model_q4f16.onnx",
                "onnx/model_bnb4.onnx");

        for (String word : List.of("fp16", "int8", "uint8", "q4", "q4f16", "bnb4")) {
            assertThat(graphAndData(listing, Optional.of(Dtype.of(word))))
                    .containsExactly("onnx/model_" + word + ".onnx");
        }
        assertThat(graphAndData(listing, Optional.of(Dtype.of("q8")))).containsExactly("onnx/model_quantized.onnx");
        assertThat(graphAndData(listing, Optional.of(Dtype.of("fp32")))).containsExactly("onnx/model.onnx");
    }

    @Test
    void the_external_data_of_the_graph_comes_with_it_and_no_other() throws InstallException {
        RepositoryFiles listing = listing(
                "onnx/model.onnx",
                "onnx/model.onnx_data",
                "onnx/model.onnx_data_1",
                "onnx/model.onnx_data_2",
                "onnx/model_fp16.onnx",
                "onnx/model_fp16.onnx_data",
                "model.onnx_data",
                "onnx/model.onnx_datasheet");

        assertThat(graphAndData(listing, Optional.empty()))
                .containsExactly(
                        "onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1", "onnx/model.onnx_data_2");
        assertThat(listing.wanted(Optional.empty(), Optional.empty()).bytes()).isEqualTo(7_000_000);
        assertThat(graphAndData(listing("model.onnx", "model.onnx.data"), Optional.empty()))
                .containsExactly("model.onnx", "model.onnx.data");
    }

    @Test
    void older_exports_have_a_merged_decoder() throws InstallException {
        RepositoryFiles listing = listing(
                "onnx/decoder_model.onnx",
                "onnx/decoder_with_past_model.onnx",
                "onnx/decoder_model_merged.onnx",
                "onnx/decoder_model_merged_quantized.onnx");

        assertThat(graphAndData(listing, Optional.empty())).containsExactly("onnx/decoder_model_merged.onnx");
        assertThat(graphAndData(listing, Optional.of(Dtype.Q8)))
                .containsExactly("onnx/decoder_model_merged_quantized.onnx");
    }

    @Test
    void a_missing_dtype_is_refused_with_a_list_of_the_others() {
        assertThatThrownBy(() -> listing("onnx/model.onnx", "onnx/model_q4.onnx")
                        .wanted(Optional.of(Dtype.FP16), Optional.empty()))
                .isInstanceOf(InstallException.class)
                .hasMessage("onnx-community/gpt2: expected a graph of dtype fp16, such as onnx/model_fp16.onnx,"
                        + " found the dtypes fp32, q4. Choose one of them with --dtype.");
    }

    @Test
    void a_model_without_a_graph_is_refused_with_a_list_of_its_files() {
        assertThatThrownBy(() -> listing("model.safetensors").wanted(Optional.empty(), Optional.empty()))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("expected an ONNX graph of a decoder, such as onnx/model.onnx")
                .hasMessageContaining("README.md, config.json, tokenizer.json, model.safetensors")
                .hasMessageContaining("onnx-community");
    }

    @Test
    void a_model_without_a_tokenizer_is_refused() {
        RepositoryFiles listing = new RepositoryFiles(
                REPOSITORY,
                Stream.of("config.json", "model.onnx")
                        .map(path -> new HubFile(path, 1, Optional.empty()))
                        .toList());

        assertThatThrownBy(() -> listing.wanted(Optional.empty(), Optional.empty()))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("expected tokenizer.json among its files, found config.json, model.onnx");
    }

    @Test
    void a_name_is_an_owner_and_a_name() {
        assertThat(HubRepository.of("Xenova/llama2.c-stories15M", "refs/pr/1").file("onnx/model.onnx"))
                .isEqualTo("/Xenova/llama2.c-stories15M/resolve/refs%2Fpr%2F1/onnx/model.onnx");
        for (String name : List.of(
                "gpt2",
                "a/b/c",
                "../a",
                "a/..",
                "a/.",
                "/a",
                "a/",
                "a/b?c",
                "a/b#c",
                "a/b%2e",
                "a b/c",
                "a/b..c",
                "a/.adding")) {
            assertThatThrownBy(() -> HubRepository.of(name, "main"))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String revision : List.of("", "..", "a/../b", "a?b", "/a")) {
            assertThatThrownBy(() -> HubRepository.of("a/b", revision))
                    .as(revision)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_server_is_asked_over_https_or_is_this_machine() {
        for (String base : List.of(
                "https://example.org", "https://example.org/hub/", "http://localhost:8000", "http://127.0.0.1")) {
            assertThat(Hub.at(base, Optional.empty()).base().toString()).isEqualTo(base.replaceFirst("/$", ""));
        }
        for (String base : List.of(
                "http://example.org",
                "http://localhost.example.org",
                "ftp://example.org",
                "example.org",
                "https://",
                "https://user:password@example.org",
                "https://example.org?a=b",
                "https://a b")) {
            assertThatThrownBy(() -> Hub.at(base, Optional.empty()))
                    .as(base)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sizes_are_in_powers_of_a_thousand() {
        assertThat(List.of(
                        ByteSize.format(999),
                        ByteSize.format(4510),
                        ByteSize.format(999_960),
                        ByteSize.format(548_105_171),
                        ByteSize.format(4_000_000_000_000L)))
                .containsExactly("999 B", "4.5 kB", "1.0 MB", "548.1 MB", "4000.0 GB");
    }
}
