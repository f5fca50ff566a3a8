package logitlab.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.model.pack.Dtype;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What is taken from repositories as they are on the hub. The names of the files were read from their pages; of the sizes, in bytes, some are
 * rounded, and some stand for sizes that were not read.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealListingsTest {

    private static final String SMOL_LM2_135M_INSTRUCT = """
            .gitattributes 1520
            README.md 3400
            all_results.json 1500
            config.json 861
            generation_config.json 132
            merges.txt 466000
            model.safetensors 269000000
            onnx/model.onnx 654000000
            onnx/model_fp16.onnx 327000000
            onnx/model_q4.onnx 200000000
            onnx/model_q4f16.onnx 134000000
            runs/Oct31/events.out.tfevents 66000
            special_tokens_map.json 655
            tokenizer.json 2100000
            tokenizer_config.json 3760
            train_results.json 200
            training_args.bin 7000
            vocab.json 801000
            """;
    private static final String LFM2_1_2B_TOOL_ONNX = """
            .gitattributes 1800
            LICENSE 10600
            README.md 11000
            chat_template.jinja 1700
            config.json 1400
            generation_config.json 131
            onnx/model.onnx 144000
            onnx/model.onnx_data 2060000000
            onnx/model.onnx_data_1 2070000000
            onnx/model.onnx_data_2 579000000
            onnx/model_fp16.onnx 143000
            onnx/model_fp16.onnx_data 2070000000
            onnx/model_fp16.onnx_data_1 289000000
            onnx/model_q4.onnx 177000
            onnx/model_q4.onnx_data 1220000000
            onnx/model_q4f16.onnx 177000
            onnx/model_q4f16.onnx_data 868000000
            special_tokens_map.json 434
            tokenizer.json 4730000
            tokenizer_config.json 92000
            """;
    private static final String GPT2 = """
            .gitattributes 445
            64-8bits.tflite 125000000
            README.md 8090
            config.json 665
            flax_model.msgpack 498000000
            generation_config.json 124
            merges.txt 456000
            model.safetensors 548000000
            onnx/config.json 879
            onnx/decoder_model.onnx 654000000
            onnx/decoder_model_merged.onnx 655000000
            onnx/decoder_with_past_model.onnx 654000000
            onnx/generation_config.json 119
            onnx/merges.txt 456000
            onnx/special_tokens_map.json 99
            onnx/tokenizer.json 2110000
            onnx/tokenizer_config.json 234
            onnx/vocab.json 798000
            pytorch_model.bin 548000000
            rust_model.ot 703000000
            tf_model.h5 498000000
            tokenizer.json 1360000
            tokenizer_config.json 26
            vocab.json 1040000
            """;
    private static final String STORIES_15M = """
            .gitattributes 1520
            README.md 519
            config.json 652
            generation_config.json 137
            model.safetensors 60800000
            onnx/decoder_model.onnx 61100000
            onnx/decoder_model_fp16.onnx 30700000
            onnx/decoder_model_merged.onnx 61400000
            onnx/decoder_model_merged_quantized.onnx 16100000
            onnx/decoder_model_quantized.onnx 15600000
            onnx/decoder_with_past_model.onnx 61100000
            onnx/decoder_with_past_model_quantized.onnx 15600000
            onnx/model.onnx 60900000
            onnx/model_bnb4.onnx 40400000
            onnx/model_fp16.onnx 30500000
            onnx/model_int8.onnx 15400000
            special_tokens_map.json 414
            tokenizer.json 1840000
            tokenizer.model 500000
            tokenizer_config.json 918
            """;
    private static final String TINY_GPT2_WITHOUT_MERGE = """
            .gitattributes 1480
            README.md 21
            config.json 851
            decoder_model.onnx 917000
            decoder_with_past_model.onnx 921000
            generation_config.json 140
            merges.txt 4610
            special_tokens_map.json 99
            tokenizer.json 31100
            tokenizer_config.json 721
            vocab.json 10500
            """;
    private static final String LLAMA_3_2_1B_INSTRUCT_GENAI = """
            .gitattributes 1770
            LICENSE 12500
            README.md 18100
            config.json 967
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/genai_config.json 1600
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/model.onnx 105000
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/model.onnx.data 1860000000
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/special_tokens_map.json 296
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/tokenizer.json 9090000
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/tokenizer_config.json 54500
            cuda/cuda-fp16/genai_config.json 1710
            cuda/cuda-fp16/model.onnx 83900
            cuda/cuda-fp16/model.onnx.data 3010000000
            cuda/cuda-fp16/special_tokens_map.json 296
            cuda/cuda-fp16/tokenizer.json 9090000
            cuda/cuda-fp16/tokenizer_config.json 54500
            cuda/cuda-int4-rtn-block-32/genai_config.json 1710
            cuda/cuda-int4-rtn-block-32/model.onnx 105000
            cuda/cuda-int4-rtn-block-32/model.onnx.data 1500000000
            cuda/cuda-int4-rtn-block-32/special_tokens_map.json 296
            cuda/cuda-int4-rtn-block-32/tokenizer.json 9090000
            cuda/cuda-int4-rtn-block-32/tokenizer_config.json 54500
            """;
    private static final String PHI_3_MINI_4K_INSTRUCT = """
            .gitattributes 1520
            LICENSE 1080
            README.md 9000
            config.json 967
            configuration_phi3.py 11200
            cpu_and_mobile/cpu-int4-rtn-block-32/added_tokens.json 306
            cpu_and_mobile/cpu-int4-rtn-block-32/config.json 967
            cpu_and_mobile/cpu-int4-rtn-block-32/configuration_phi3.py 11200
            cpu_and_mobile/cpu-int4-rtn-block-32/genai_config.json 1560
            cpu_and_mobile/cpu-int4-rtn-block-32/phi3-mini-4k-instruct-cpu-int4-rtn-block-32.onnx 223000
            cpu_and_mobile/cpu-int4-rtn-block-32/phi3-mini-4k-instruct-cpu-int4-rtn-block-32.onnx.data 2720000000
            cpu_and_mobile/cpu-int4-rtn-block-32/special_tokens_map.json 599
            cpu_and_mobile/cpu-int4-rtn-block-32/tokenizer.json 1940000
            cpu_and_mobile/cpu-int4-rtn-block-32/tokenizer.model 500000
            cpu_and_mobile/cpu-int4-rtn-block-32/tokenizer_config.json 3440
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/added_tokens.json 306
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/config.json 967
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/genai_config.json 1580
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/phi3-mini-4k-instruct-cpu-int4-rtn-block-32-acc-level-4.onnx 231000
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/phi3-mini-4k-instruct-cpu-int4-rtn-block-32-acc-level-4.onnx.data 2720000000
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/tokenizer.json 1940000
            cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4/tokenizer_config.json 3440
            cuda/cuda-fp16/genai_config.json 1570
            cuda/cuda-fp16/phi3-mini-4k-instruct-cuda-fp16.onnx 27000000
            cuda/cuda-fp16/phi3-mini-4k-instruct-cuda-fp16.onnx.data 7640000000
            cuda/cuda-fp16/tokenizer.json 1940000
            """;
    private static final String LLAMA_3_2_1B_OF_LLMWARE = """
            .gitattributes 1570
            README.md 1110
            genai_config.json 1590
            hash_record_sha256.json 213
            model.onnx 105000
            model.onnx.data 1860000000
            special_tokens_map.json 312
            tokenizer.json 9090000
            tokenizer_config.json 56600
            """;
    private static final String GEMMA_3_4B = """
            .gitattributes 1780
            added_tokens.json 35
            chat_template.json 1620
            config.json 1680
            generation_config.json 215
            onnx/decoder_model_merged.onnx 2610000
            onnx/decoder_model_merged.onnx_data 15500000000
            onnx/decoder_model_merged_fp16.onnx 2660000
            onnx/decoder_model_merged_fp16.onnx_data 7760000000
            onnx/embed_tokens.onnx 552
            onnx/embed_tokens.onnx_data 2690000000
            onnx/vision_encoder.onnx 1680000000
            preprocessor_config.json 570
            processor_config.json 70
            special_tokens_map.json 662
            tokenizer.json 20300000
            tokenizer.model 4690000
            tokenizer_config.json 1160000
            """;
    private static final String QWEN_2_5_CODER_3B = """
            .gitattributes 2000
            README.md 545
            added_tokens.json 605
            config.json 845
            generation_config.json 242
            merges.txt 1670000
            onnx/model.onnx 680000
            onnx/model.onnx_data 13600000000
            onnx/model_bnb4.onnx 905000000
            onnx/model_bnb4.onnx_data 2090000000
            onnx/model_q4.onnx 1100000000
            onnx/model_q4.onnx_data 2090000000
            special_tokens_map.json 613
            tokenizer.json 9120000
            tokenizer_config.json 7310
            vocab.json 2780000
            """;

    private static RepositoryFiles repository(String listing) {
        return new RepositoryFiles(
                HubRepository.of("org/name", "main"),
                listing.lines()
                        .map(line -> line.split(" "))
                        .map(line -> new HubFile(line[0], Long.parseLong(line[1]), Optional.empty()))
                        .toList());
    }

    private static List<String> places(String listing, String dtype, String folder) throws InstallException {
        return repository(listing)
                .wanted(
                        Optional.of(dtype).filter(key -> !key.isEmpty()).map(Dtype::of),
                        Optional.of(folder).filter(name -> !name.isEmpty()))
                .files()
                .stream()
                .map(HubFile::place)
                .toList();
    }

    @Test
    void an_instruct_model_with_its_exports_next_to_the_trained_weights() throws InstallException {
        assertThat(places(SMOL_LM2_135M_INSTRUCT, "q4", ""))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "generation_config.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "README.md",
                        "onnx/model_q4.onnx");
        assertThat(places(SMOL_LM2_135M_INSTRUCT, "", "")).endsWith("onnx/model.onnx");
        assertThat(places(SMOL_LM2_135M_INSTRUCT, "q4f16", "onnx")).endsWith("onnx/model_q4f16.onnx");
    }

    @Test
    void weights_in_several_files_and_a_template_and_a_licence_of_their_own() throws InstallException {
        assertThat(places(LFM2_1_2B_TOOL_ONNX, "", ""))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "generation_config.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "chat_template.jinja",
                        "LICENSE",
                        "README.md",
                        "onnx/model.onnx",
                        "onnx/model.onnx_data",
                        "onnx/model.onnx_data_1",
                        "onnx/model.onnx_data_2");
        assertThat(places(LFM2_1_2B_TOOL_ONNX, "q4", "")).endsWith("onnx/model_q4.onnx", "onnx/model_q4.onnx_data");
    }

    @Test
    void an_older_repository_with_everything_twice() throws InstallException {
        assertThat(places(GPT2, "", ""))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "generation_config.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "README.md",
                        "onnx/decoder_model_merged.onnx");
        assertThat(repository(GPT2).wanted(Optional.empty(), Optional.empty()).files())
                .extracting(HubFile::path)
                .contains("config.json", "onnx/special_tokens_map.json");
    }

    @Test
    void two_generations_of_exports_in_one_folder() throws InstallException {
        assertThat(places(STORIES_15M, "", "")).endsWith("onnx/model.onnx");
        assertThat(places(STORIES_15M, "q8", "")).endsWith("onnx/decoder_model_merged_quantized.onnx");
        assertThat(places(STORIES_15M, "bnb4", "")).endsWith("onnx/model_bnb4.onnx");
    }

    @Test
    void an_export_of_optimum_at_the_root_without_a_merged_decoder() throws InstallException {
        assertThat(places(TINY_GPT2_WITHOUT_MERGE, "", "")).endsWith("decoder_model.onnx");
    }

    @Test
    void a_folder_for_each_hardware_and_the_configuration_at_the_root() throws InstallException {
        List<String> files = places(LLAMA_3_2_1B_INSTRUCT_GENAI, "", "");

        assertThat(files)
                .as("the only folder for processors becomes the model's folder")
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "genai_config.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "LICENSE",
                        "README.md",
                        "model.onnx",
                        "model.onnx.data");
        assertThat(places(LLAMA_3_2_1B_INSTRUCT_GENAI, "", "cuda/cuda-fp16/")).containsAll(files);
        assertThat(repository(LLAMA_3_2_1B_INSTRUCT_GENAI)
                        .wanted(Optional.empty(), Optional.of("cuda/cuda-fp16"))
                        .bytes())
                .isGreaterThan(3_010_000_000L);
    }

    @Test
    void of_several_folders_for_processors_a_person_chooses() throws InstallException {
        assertThatThrownBy(() -> places(PHI_3_MINI_4K_INSTRUCT, "", ""))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("Choose one with --folder")
                .hasMessageContaining("cpu_and_mobile/cpu-int4-rtn-block-32 2.7 GB")
                .hasMessageContaining("cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4 2.7 GB")
                .hasMessageContaining("cuda/cuda-fp16 7.7 GB");
        assertThatThrownBy(() -> places(PHI_3_MINI_4K_INSTRUCT, "", "cpu"))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("expected graphs in the folder cpu/");
        assertThatThrownBy(() -> places(PHI_3_MINI_4K_INSTRUCT, "q4", "cuda/cuda-fp16"))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("Leave --dtype out");
        assertThat(places(PHI_3_MINI_4K_INSTRUCT, "", "cpu_and_mobile/cpu-int4-rtn-block-32"))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "genai_config.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "added_tokens.json",
                        "LICENSE",
                        "README.md",
                        "phi3-mini-4k-instruct-cpu-int4-rtn-block-32.onnx",
                        "phi3-mini-4k-instruct-cpu-int4-rtn-block-32.onnx.data");
    }

    @Test
    void a_repository_that_is_such_a_folder_and_has_no_other_configuration() throws InstallException {
        assertThat(places(LLAMA_3_2_1B_OF_LLMWARE, "", ""))
                .contains("genai_config.json", "model.onnx", "model.onnx.data")
                .doesNotContain("config.json", "hash_record_sha256.json");
    }

    @Test
    void a_decoder_whose_embedding_is_a_graph_of_its_own() throws InstallException {
        assertThat(places(GEMMA_3_4B, "fp16", ""))
                .containsExactly(
                        "config.json",
                        "tokenizer.json",
                        "generation_config.json",
                        "tokenizer_config.json",
                        "special_tokens_map.json",
                        "added_tokens.json",
                        "chat_template.json",
                        "onnx/decoder_model_merged_fp16.onnx",
                        "onnx/embed_tokens.onnx",
                        "onnx/decoder_model_merged_fp16.onnx_data",
                        "onnx/embed_tokens.onnx_data");
    }

    @Test
    void a_graph_with_weights_inside_and_outside() throws InstallException {
        assertThat(places(QWEN_2_5_CODER_3B, "q4", "")).endsWith("onnx/model_q4.onnx", "onnx/model_q4.onnx_data");
        assertThat(repository(QWEN_2_5_CODER_3B).sizes()).isEqualTo("fp32 13.6 GB, q4 3.2 GB, bnb4 3.0 GB");
    }

    @Test
    void names_that_differ_only_in_case_are_refused() {
        String listing = Stream.of("config.json 1", "tokenizer.json 1", "model.onnx 1", "LICENSE 1", "license 1")
                .reduce("", (lines, line) -> lines + line + "\n");

        assertThatThrownBy(() -> places(listing, "", ""))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("both LICENSE and license");
    }
}
