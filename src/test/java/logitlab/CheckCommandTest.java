package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckCommandTest {

    private static final Path SMALL = Path.of("src", "test", "resources", "model");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(Path folder) {
        return App.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("models", "check", folder.toString());
    }

    @Test
    void reports_everything_about_a_package_that_runs() {
        assertThat(check(Path.of("models", "storyteller"))).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "name          storyteller (transformer)",
                        "files         14.4 MB",
                        "parameters    3,505,152",
                        "vocabulary    4,096",
                        "context       256",
                        "starts with   0 \"<|endoftext|>\"",
                        "empty prompt  0 \"<|endoftext|>\"",
                        "ends with     0 \"<|endoftext|>\"",
                        "exposes       cache, inspect",
                        "graph         model.onnx",
                        "  in  input_ids                  int64    [batch, sequence]",
                        "  in  past_key_values.N.key      float    [batch, 6, past, 32], N = 0 to 5",
                        "  out logits                     float    [batch, sequence, 4096]",
                        "graph         inspect.onnx",
                        "  out attentions.N               float    [batch, 6, sequence, sequence], N = 0 to 5",
                        "prompt        \"Once upon a time\"")
                .anyMatch(line -> line.matches("  model.onnx_data +14\\.0 MB"))
                .anyMatch(line -> line.matches("digest        [0-9a-f]{12}"))
                .anyMatch(line -> line.matches("greedy        \" there .{20,}\""))
                .anyMatch(line -> line.matches("a step        \\d+\\.\\d\\d ms"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reports_whether_a_chat_template_can_be_used(@TempDir Path folder) throws IOException {
        assertThat(check(SMALL.resolve("chatml"))).isZero();
        assertThat(out.toString().lines()).anyMatch(line -> line.matches("chat template yes, [0-9a-f]{12}"));

        Path broken = Packages.copy(SMALL.resolve("chatml"), folder);
        Files.writeString(broken.resolve("chat_template.jinja"), "{{ messages | shout }}");
        assertThat(check(broken)).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "chat template not used, so that only plain text is offered. The chat template cannot be rendered exactly:"
                                + " line 1: there is no filter \"shout\".");
    }

    @Test
    void reports_what_a_small_package_lacks() {
        assertThat(check(SMALL.resolve("bigram"))).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "parameters    unknown",
                        "exposes       logits alone",
                        "starts with   1 \"<s>\"",
                        "empty prompt  1 \"<s>\"");
    }

    @Test
    void reports_the_switches_of_a_checkpoint_that_was_made_into_a_package() {
        assertThat(check(SMALL.resolve("own-llama"))).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "exposes       cache, inspect",
                        "graph         model.onnx",
                        "  in  past_key_values.N.key      float    [batch, 2, past, 6], N = 0 to 1",
                        "  in  head_scale                 float    [2, 4]",
                        "graph         inspect.onnx",
                        "  in  rows                       int64    [rows]",
                        "  out keys.N                     float    [batch, 4, sequence, 6], N = 0 to 1");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void text_from_a_model_cannot_move_the_cursor() {
        assertThat(PackageReportPrinter.quoted("a\n\u001b[2J \"é\u0085\""))
                .isEqualTo("\"a\\n\\u001b[2J \\\"é\\u0085\\\"\"");
    }

    @Test
    void reports_the_file_the_expectation_the_finding_and_the_fix_if_a_package_does_not_run(@TempDir Path folder)
            throws IOException {
        Files.copy(SMALL.resolve("bigram/model.onnx"), folder.resolve("model.onnx"));
        Files.copy(SMALL.resolve("bigram/tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": 300, \"n_positions\": 32}");

        assertThat(check(folder)).isOne();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        "does not run  " + folder.resolve("model.onnx"),
                        "expected      300 logits, as vocab_size in config.json says",
                        "found         269",
                        "to fix it     Take both files from the same model; if they are, write 269 as vocab_size into config.json.");
    }

    @Test
    void a_folder_that_is_not_a_package_is_refused(@TempDir Path folder) {
        assertThat(check(folder)).isOne();
        assertThat(err.toString()).contains(folder.toString(), "config.json", "found         none of these");

        assertThat(check(folder.resolve("nowhere"))).isOne();
        assertThat(err.toString()).contains("nowhere", "found         nothing");
    }

    @Test
    void a_folder_of_packages_is_refused_and_its_packages_are_named() {
        assertThat(check(SMALL)).isOne();
        assertThat(err.toString())
                .contains("a folder of packages: ", "bigram, ", "models list --models " + SMALL)
                .doesNotContain("genai_config.json");
    }

    @Test
    void weights_of_another_program_are_named(@TempDir Path folder) throws IOException {
        Path llama = Files.createDirectory(folder.resolve("llama"));
        Files.writeString(llama.resolve("tiny-Q4_K_M.gguf"), "GGUF");
        Path torch = Files.createDirectory(folder.resolve("torch"));
        Files.writeString(torch.resolve("config.json"), "{\"vocab_size\": 300}");
        Files.writeString(torch.resolve("model.safetensors"), "weights");

        assertThat(check(llama)).isOne();
        assertThat(err.toString()).contains("tiny-Q4_K_M.gguf, a GGUF file", "/models/bring");
        assertThat(check(torch)).isOne();
        assertThat(err.toString()).contains("model.safetensors, a checkpoint of PyTorch");
    }

    @Test
    void of_a_mix_of_layers_the_report_says_which_ones_keep_what() {
        assertThat(check(SMALL.resolve("hybrid"))).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "  in  past_conv.N                float    [batch_size, 24, 3], N = 0, 2",
                        "  in  past_key_values.1.key      float    [batch_size, 2, past_sequence_length, 6]");
    }

    @Test
    void keys_and_values_in_one_tensor_take_as_much_memory_as_in_two() {
        assertThat(check(SMALL.resolve("old-past"))).isZero();

        // 64 positions of 368 logits, and before and after the run 2 layers of 2 * 4 heads of 6 numbers for 64 tokens
        assertThat(out.toString()).contains("one run 143.4 kB");
    }
}
