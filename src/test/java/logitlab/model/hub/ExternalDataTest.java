package logitlab.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.model.HubServer;
import logitlab.model.InvalidPackageException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.pack.ModelLoader;
import logitlab.model.pack.OnnxFile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weights in files of any name: the graph says which, and exactly those are fetched. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ExternalDataTest {

    private static final String GRAPH = "onnx/model.onnx";
    private static final Path EXTERNAL = Packages.SMALL.resolve("external");

    @TempDir
    private Path folder;

    private static ModelInstaller installer(HubServer server, Path models) {
        DownloadProgress silent = new DownloadProgress() {
            @Override
            public void arrived(HubFile file, long bytes) {}

            @Override
            public void retrying(String why, Duration pause) {}
        };
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(1), 2);
        return new ModelInstaller(
                new Hub(URI.create(server.address()), Optional.empty(), policy),
                HubRepository.of(HubServer.MODEL, "main"),
                models,
                silent);
    }

    private static Path add(HubServer server, Path models, Optional<String> folder) throws Exception {
        ModelInstaller installer = installer(server, models);
        installer.fetch(installer.plan(Optional.empty(), folder, 1_000_000_000));
        installer.install();
        return installer.target();
    }

    /** The graph with other names of the same length; {@code renamed} replaces the one at a position among all that are alike. */
    private static byte[] renamed(byte[] graph, String old, IntFunction<String> renamed) {
        String text = new String(graph, StandardCharsets.ISO_8859_1);
        Matcher names = Pattern.compile(Pattern.quote(old) + "(?!_)").matcher(text);
        StringBuilder changed = new StringBuilder();
        for (int i = 0; names.find(); i++) {
            assertThat(renamed.apply(i)).hasSameSizeAs(old);
            names.appendReplacement(changed, Matcher.quoteReplacement(renamed.apply(i)));
        }
        return names.appendTail(changed).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertLikeTheOriginal(Path added) {
        try (Models found = ModelLoader.load(List.of(added));
                Models original = ModelLoader.load(List.of(EXTERNAL))) {
            LanguageModel one = found.first();
            assertThat(one.logits(one.prompt("Once")).toArray())
                    .isEqualTo(original.first().logits(one.prompt("Once")).toArray());
        }
    }

    private static Set<String> locations(Path graph) throws InvalidPackageException {
        return OnnxFile.read(graph).data().keySet();
    }

    @Test
    void a_graph_names_the_files_of_its_weights() throws InvalidPackageException {
        assertThat(locations(EXTERNAL.resolve(GRAPH)))
                .containsExactly("model.onnx_data", "model.onnx_data_1", "model.onnx_data_2");
        assertThat(locations(Packages.SMALL.resolve("gpt2").resolve(GRAPH)))
                .as("its weights are inside")
                .isEmpty();
        assertThat(locations(Packages.STORYTELLER.resolve("model.onnx"))).containsExactly("model.onnx_data");
    }

    /** A field of a message with the given bytes or fields inside, fewer than 16,384. */
    private static byte[] field(int number, byte[]... inside) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        if (number >= 16) {
            field.write((number << 3 | 2) & 0x7f | 0x80);
            field.write(number >> 4);
        } else {
            field.write(number << 3 | 2);
        }
        int length = Stream.of(inside).mapToInt(bytes -> bytes.length).sum();
        field.write(length & 0x7f | 0x80);
        field.write(length >> 7);
        Stream.of(inside).forEach(field::writeBytes);
        return field.toByteArray();
    }

    private static byte[] location(String name) {
        return field(
                13,
                field(1, "location".getBytes(StandardCharsets.US_ASCII)),
                field(2, name.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void weights_are_found_wherever_a_graph_may_have_tensors() throws Exception {
        byte[] branch = field(1, field(5, field(6, field(5, location("branch")))));
        byte[] graph = field(7, branch, field(15, field(1, location("values")), field(2, location("indices"))));
        byte[] function = field(25, field(7, field(5, field(23, field(1, location("function"))))));
        Path file = folder.resolve("graph");
        Files.write(file, graph);
        Files.write(file, function, StandardOpenOption.APPEND);
        assertThat(locations(file)).containsExactly("branch", "function", "indices", "values");
    }

    @Test
    void graphs_inside_graphs_have_an_end() throws IOException {
        byte[] deep = field(1);
        for (int i = 0; i < 40; i++) {
            deep = field(1, field(5, field(6, deep)));
        }
        Path file = folder.resolve("graph");
        Files.write(file, field(7, deep));
        assertThatThrownBy(() -> locations(file)).isInstanceOf(InvalidPackageException.class);
    }

    @Test
    void what_is_no_graph_is_refused_without_reading_beyond_its_end() throws IOException {
        byte[] graph = Files.readAllBytes(EXTERNAL.resolve(GRAPH));
        Path file = folder.resolve("graph");
        for (int length : new int[] {1, 7, 1000, 20_000, graph.length - 1}) {
            Files.write(file, Arrays.copyOf(graph, length));
            assertThatThrownBy(() -> locations(file)).as(length + " bytes").isInstanceOf(InvalidPackageException.class);
        }
        Files.write(file, new byte[] {0x3a, -1, -1, -1, -1, -1, -1, -1, -1, 0x7f});
        assertThatThrownBy(() -> locations(file)).isInstanceOf(InvalidPackageException.class);
    }

    @Test
    void a_file_for_each_tensor_is_fetched_and_no_other_file() throws Exception {
        try (HubServer server = HubServer.of(EXTERNAL)) {
            byte[] weights = server.file("onnx/model.onnx_data");
            server.put(GRAPH, renamed(server.file(GRAPH), "model.onnx_data", i -> "decoder%03d.proj".formatted(i)));
            for (int i = 0; i < 5; i++) {
                server.put("onnx/decoder00%d.proj".formatted(i), weights);
            }
            server.put("onnx/model_q4.onnx_data", new byte[100]);

            Path added = add(server, folder, Optional.empty());

            try (Stream<Path> inside = Files.list(added.resolve("onnx"))) {
                assertThat(inside.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "model.onnx",
                                "decoder000.proj",
                                "decoder001.proj",
                                "decoder002.proj",
                                "decoder003.proj",
                                "decoder004.proj",
                                "model.onnx_data_1",
                                "model.onnx_data_2");
            }
            assertLikeTheOriginal(added);
        }
    }

    @Test
    void weights_below_the_folder_of_the_graph_stay_there() throws Exception {
        try (HubServer server = HubServer.of(EXTERNAL)) {
            server.put(GRAPH, renamed(server.file(GRAPH), "model.onnx_data", i -> "weights/all.bin"));
            server.put("onnx/weights/all.bin", server.file("onnx/model.onnx_data"));

            Path added = add(server, folder, Optional.empty());

            assertThat(added.resolve("onnx/model.onnx_data")).doesNotExist();
            assertLikeTheOriginal(added);
        }
    }

    @Test
    void a_later_command_keeps_weights_whose_names_only_the_graph_tells() throws Exception {
        try (HubServer server = HubServer.of(EXTERNAL)) {
            server.put(GRAPH, renamed(server.file(GRAPH), "model.onnx_data_2", i -> "the_very_last.bin"));
            server.put("onnx/the_very_last.bin", server.file("onnx/model.onnx_data_2"));
            server.next("onnx/the_very_last.bin", HubServer.cutAfter(30_000), HubServer.cutAfter(0));
            assertThatThrownBy(() -> add(server, folder, Optional.empty())).isInstanceOf(InstallException.class);

            Path added = add(server, folder, Optional.empty());

            assertThat(server.requests("onnx/the_very_last.bin"))
                    .last()
                    .satisfies(request -> assertThat(request.range()).isNotEmpty());
            assertThat(server.requests(GRAPH)).as("it was there").hasSize(1);
            assertLikeTheOriginal(added);
        }
    }

    @Test
    void weights_outside_of_the_folder_or_missing_are_refused() throws IOException {
        for (String location : List.of(
                "../../../secret", "/etc/passwords!", "a/../model.data", "..\\..\\model.dat", "model.onnx_gone")) {
            try (HubServer server = HubServer.of(EXTERNAL)) {
                server.put(GRAPH, renamed(server.file(GRAPH), "model.onnx_data", i -> location));

                assertThatThrownBy(() -> add(server, folder, Optional.empty()))
                        .as(location)
                        .isInstanceOf(InstallException.class)
                        .hasMessageContaining(location);
                assertThat(folder.resolve("bigram")).doesNotExist();
            }
        }
    }

    @Test
    void weights_that_only_the_graph_tells_count_against_the_limit() throws IOException {
        try (HubServer server = HubServer.of(EXTERNAL)) {
            server.put(GRAPH, renamed(server.file(GRAPH), "model.onnx_data", i -> "the_weights.bin"));
            server.put("onnx/the_weights.bin", new byte[1 << 20]);
            ModelInstaller installer = installer(server, folder);

            assertThatThrownBy(() -> installer.fetch(installer.plan(Optional.empty(), Optional.empty(), 500_000)))
                    .isInstanceOf(InstallException.class)
                    .hasMessageContaining("at most 500.0 kB");
            assertThat(server.requests("onnx/the_weights.bin")).isEmpty();
        }
    }

    @Test
    void a_folder_of_a_repository_becomes_a_model() throws Exception {
        try (HubServer server = new HubServer()) {
            for (String name : List.of("config.json", "tokenizer.json")) {
                server.put(name, Files.readAllBytes(EXTERNAL.resolve(name)));
            }
            for (String name : List.of("model.onnx", "model.onnx_data", "model.onnx_data_1", "model.onnx_data_2")) {
                server.put(
                        "variants/fp32/" + name,
                        Files.readAllBytes(EXTERNAL.resolve("onnx").resolve(name)));
                server.put("variants/other/" + name, new byte[10]);
            }

            assertThatThrownBy(() -> add(server, folder, Optional.empty()))
                    .isInstanceOf(InstallException.class)
                    .hasMessageContaining("variants/fp32 fp32 195.6 kB, variants/other fp32 40 B");

            Path added = add(server, folder, Optional.of("variants/fp32"));

            assertThat(added.resolve("model.onnx")).exists();
            assertThat(added.resolve("variants")).doesNotExist();
            assertLikeTheOriginal(added);
        }
    }

    @Test
    void the_page_of_a_model_states_its_licence() throws Exception {
        try (HubServer server = HubServer.of(EXTERNAL)) {
            ModelInstaller installer = installer(server, folder);
            assertThat(installer.card()).as("this server has no pages").isEmpty();

            server.card("{\"cardData\": {\"license\": \"apache-2.0\", \"base_model\": [\"Qwen/Qwen2.5-0.5B\"]}}");
            assertThat(installer.card())
                    .contains(new HubCard(
                            Optional.of("apache-2.0"),
                            List.of("Qwen/Qwen2.5-0.5B"),
                            server.address() + "/" + HubServer.MODEL));

            server.card("{\"cardData\": {\"license\": \"other\", \"license_name\": \"lfm1.0\"}}");
            assertThat(installer.card().orElseThrow().licence()).contains("lfm1.0");

            server.card("{\"cardData\": {\"license\": \"\\u001b[31mred\"}}");
            assertThat(installer.card().orElseThrow().licence()).contains("[31mred");

            server.card("{}");
            assertThat(installer.card().orElseThrow().licence()).isEmpty();

            server.card("<html>");
            assertThat(installer.card()).isEmpty();
        }
    }
}
