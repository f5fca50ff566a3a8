package logitlab.model.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import logitlab.model.InvalidPackageException;
import logitlab.model.Packages;
import logitlab.model.SkippedPackage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages as public reports describe them when something went wrong: each is refused with the file, what was expected and found, and
 * what to do, and no library speaks.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenPackagesTest {

    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final String POINTER = "version https://git-lfs.github.com/spec/v1\n"
            + "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 548105171\n";

    private static final List<String> NOT_FOR_PEOPLE = List.of(
            "java.",
            "com.fasterxml",
            "Cannot invoke",
            "JsonReadFeature",
            "Exception",
            "Error:",
            "ORT_",
            "[ONNXRuntimeError]",
            "onnxruntime_src",
            "null",
            "tensorprotoutils",
            "Protobuf",
            "Unexpected character",
            "line 1 column");

    /** Changes the bytes of a file; empty means that there is no such file. */
    @FunctionalInterface
    private interface Damage {

        byte[] to(byte[] file);
    }

    /**
     * @param base a good package
     * @param file that is damaged
     * @param blamed the end of the path in the report
     * @param found a part of what is found
     * @param fix a part of what to do
     */
    private record Broken(
            String name, String base, String file, Damage damage, String blamed, String found, String fix) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Broken broken(String name, String file, Damage damage, String found, String fix) {
        return new Broken(name, "own-gpt2", file, damage, file, found, fix);
    }

    private static Damage with(String text) {
        return file -> text.getBytes(StandardCharsets.UTF_8);
    }

    private static Damage first(int bytes) {
        return file -> Arrays.copyOf(file, bytes);
    }

    /** @param by of the same length where the file is not text */
    private static Damage replacing(String part, String by) {
        return file -> {
            String whole = new String(file, BYTES);
            assertThat(whole).contains(part);
            return whole.replace(part, by).getBytes(BYTES);
        };
    }

    private static byte[] random(byte[] file) {
        byte[] random = new byte[5000];
        new Random(7).nextBytes(random);
        return random;
    }

    private static Stream<Broken> each() {
        String web = "<!DOCTYPE html>\n<html class=\"\"><head><title>model.onnx · main</title></head></html>";
        return Stream.of(
                broken(
                        "pointer for a graph",
                        "model.onnx",
                        with(POINTER),
                        "pointer of 134 bytes, in place of 548.1 MB",
                        "git lfs pull"),
                broken("pointer for weights", "model.onnx_data", with(POINTER), "Git LFS pointer", "git lfs pull"),
                broken("pointer for a tokenizer", "tokenizer.json", with(POINTER), "Git LFS pointer", "git lfs pull"),
                broken("pointer for a configuration", "config.json", with(POINTER), "Git LFS pointer", "git lfs pull"),
                broken("pointer for inspect", "inspect.onnx", with(POINTER), "Git LFS pointer", "git lfs pull"),
                broken(
                        "pointer for the maker's settings",
                        "generation_config.json",
                        with(POINTER),
                        "Git LFS pointer",
                        "git lfs pull"),
                broken("empty graph", "model.onnx", with(""), "an empty file", "again"),
                broken("empty weights", "model.onnx_data", with(""), "an empty file", "again"),
                broken("empty configuration", "config.json", with(""), "an empty file", "again"),
                broken("empty tokenizer", "tokenizer.json", with(""), "an empty file", "again"),
                broken("web page for a graph", "model.onnx", with(web), "a web page", "/resolve/"),
                broken("web page for a configuration", "config.json", with(web), "a web page", "/resolve/"),
                broken(
                        "answer without a file",
                        "tokenizer.json",
                        with("Entry not found"),
                        "answer of a server",
                        "Download it again"),
                broken(
                        "answer about access",
                        "config.json",
                        with("{\"error\":\"Access to this model is restricted.\"}"),
                        "answer of a server",
                        "access"),
                broken("first half of a graph", "model.onnx", first(20_000), "cut off", "again"),
                broken(
                        "graph without its last bytes",
                        "model.onnx",
                        file -> Arrays.copyOf(file, file.length - 100),
                        "cut off",
                        "again"),
                broken("first half of the weights", "model.onnx_data", first(50_000), "50000 bytes", "again"),
                broken("no weights", "model.onnx_data", file -> new byte[0], "nothing", "model.onnx_data"),
                broken("random bytes", "model.onnx", BrokenPackagesTest::random, "another format", "again"),
                broken("text for a graph", "model.onnx", with("not a graph"), "another format", "again"),
                broken("GGUF", "model.onnx", with("GGUF\u0003\u0000\u0000\u0000"), "a GGUF file", "Export"),
                broken(
                        "checkpoint of PyTorch",
                        "model.onnx",
                        with("PK\u0003\u0004archive/data.pkl"),
                        "a zip archive",
                        "Export"),
                broken(
                        "unknown operator",
                        "model.onnx",
                        replacing("Softmax", "Softnax"),
                        "the operator Softnax",
                        "export"),
                broken(
                        "other opset domain",
                        "model.onnx",
                        replacing("LayerNormalization", "LayerNormalizatiom"),
                        "the operator LayerNormalizatiom",
                        "export"),
                broken(
                        "no JSON",
                        "config.json",
                        with("{\n  \"vocab_size\": 368,\n  \"n_positions\": }"),
                        "line 3: \"n_positions\": }",
                        "Correct this line"),
                broken(
                        "JSON with comments",
                        "config.json",
                        with("{\n  // the tokens\n  \"vocab_size\": 368}"),
                        "line 2: // the tokens",
                        "Remove the comments"),
                broken("JSON that stops", "config.json", first(300), "stops in line", "copy it again"),
                broken(
                        "JSON of Python",
                        "config.json",
                        with("{'vocab_size': 368}"),
                        "line 1: {'vocab_size': 368}",
                        "Correct this line"),
                broken("a list for a configuration", "config.json", with("[]"), "another value", "copy it again"),
                broken("nothing but null", "config.json", with("null"), "another value", "copy it again"),
                broken("values too deep", "config.json", with("{\"a\":".repeat(3000)), "too deep", "copy it again"),
                broken(
                        "no number for the vocabulary",
                        "config.json",
                        with("{\"vocab_size\": \"many\"}"),
                        "\"many\"",
                        "Correct vocab_size"),
                new Broken(
                        "another vocabulary",
                        "own-gpt2",
                        "config.json",
                        replacing("368", "400"),
                        "model.onnx",
                        "368",
                        "same model"),
                new Broken(
                        "a larger tokenizer",
                        "own-gpt2",
                        "config.json",
                        replacing("368", "300"),
                        "tokenizer.json",
                        "356",
                        "same model"),
                broken("an encoder", "config.json", replacing("\"gpt2\"", "\"bert\""), "an encoder", "text generation"),
                broken(
                        "unknown kind of tokenizer",
                        "tokenizer.json",
                        replacing("\"BPE\"", "\"BPX\""),
                        "of a kind that the program does not know",
                        "transformers"),
                broken("tokenizer without a model", "tokenizer.json", with("{}"), "cannot read", "tokenizer.json"),
                broken("tokenizer that stops", "tokenizer.json", first(3000), "stops in line", "copy it again"),
                broken("no configuration", "config.json", file -> new byte[0], "nothing", "config.json"),
                broken("no tokenizer", "tokenizer.json", file -> new byte[0], "nothing", "save_pretrained"));
    }

    @ParameterizedTest
    @MethodSource("each")
    void a_person_can_act_on_the_report(Broken broken, @TempDir Path folder) throws IOException {
        Path model = Packages.copy(Packages.SMALL.resolve(broken.base()), folder);
        Path file = model.resolve(broken.file());
        byte[] damaged = broken.damage().to(Files.readAllBytes(file));
        boolean empty = broken.name().startsWith("empty");
        if (damaged.length == 0 && !empty) {
            Files.delete(file);
        } else {
            Files.write(file, damaged);
        }
        SkippedPackage report = report(model);
        assertThat(report.path()).isEqualTo(model.resolve(broken.blamed()).toString());
        assertThat(report.found()).contains(broken.found());
        assertThat(report.fix()).contains(broken.fix()).endsWith(".");
        assertThat(report.expected()).isNotBlank();
        assertThat(report.toString().replace(folder.toString(), "")).doesNotContain(NOT_FOR_PEOPLE);
    }

    private static SkippedPackage report(Path model) {
        return catchThrowableOfType(
                        InvalidPackageException.class, () -> PackageReport.of(model, List.of(Dtype.values())))
                .leftOut("");
    }

    @Test
    void of_a_model_that_sees_pictures_the_missing_decoder_is_named(@TempDir Path folder) throws IOException {
        Path model = Packages.copy(Packages.SMALL.resolve("bigram"), folder);
        Path onnx = Files.createDirectory(model.resolve("onnx"));
        Files.copy(model.resolve("model.onnx"), onnx.resolve("vision_encoder.onnx"));
        Files.move(model.resolve("model.onnx"), onnx.resolve("embed_tokens.onnx"));
        SkippedPackage report = report(model);
        assertThat(report.expected()).isEqualTo("the decoder, the graph that continues a text");
        assertThat(report.found())
                .isEqualTo("only onnx/embed_tokens.onnx, onnx/vision_encoder.onnx, other parts of the model");
        assertThat(report.fix()).contains("decoder_model_merged.onnx");
    }

    @Test
    void a_pipeline_for_another_processor_is_named(@TempDir Path folder) throws IOException {
        Path model = Packages.copy(Packages.SMALL.resolve("bigram"), folder);
        Files.delete(model.resolve("model.onnx"));
        Files.writeString(
                model.resolve("genai_config.json"), "{\"model\": {\"decoder\": {\"pipeline\": [{\"context\": {}}]}}}");
        SkippedPackage report = report(model);
        assertThat(report.path()).endsWith("genai_config.json");
        assertThat(report.found()).contains("a pipeline of several graphs");
        assertThat(report.fix()).contains("for a CPU");
    }
}
