package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import logitlab.ProgramOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The container image that {@code mvn package} has made, without a base: what runs in it, as whom, and what is in it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImageIT {

    private static final Path TAR = Path.of("target/logitlab-image.tar");

    private static final String LIBRARIES = "app/libs/";
    private static final String PROGRAM = "app/classpath/logitlab.jar";

    private static ImageTar image;

    @BeforeAll
    static void read() throws IOException {
        assertThat(TAR).as("made by mvn package").exists();
        image = ImageTar.read(TAR);
    }

    private static JsonNode config() {
        return image.config().get("config");
    }

    private static List<String> texts(JsonNode array) {
        return Stream.iterate(0, i -> i + 1)
                .limit(array.size())
                .map(i -> array.get(i).textValue())
                .toList();
    }

    @Test
    void a_user_without_rights_runs_the_program_on_port_7070() {
        assertThat(config().get("User").textValue()).isEqualTo("10001:10001");
        assertThat(config().get("WorkingDir").textValue()).isEqualTo("/app");
        assertThat(config().get("ExposedPorts").fieldNames()).toIterable().containsExactly("7070/tcp");
        assertThat(texts(config().get("Entrypoint")))
                .containsExactly("java", "@/app/jvm.options", "-cp", "@/app/jib-classpath-file", "logitlab.App");
        assertThat(config().get("Cmd")).isNull();
    }

    @Test
    void its_environment_sets_options_that_the_program_has() {
        Map<String, String> environment = texts(config().get("Env")).stream()
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThat(environment)
                .containsEntry("LOGITLAB_HOST", "0.0.0.0")
                .containsEntry("LOGITLAB_PORT", "7070")
                .containsEntry("DJL_CACHE_DIR", "/tmp/djl")
                .containsEntry("MALLOC_ARENA_MAX", "2");
        assertThat(environment.keySet())
                .filteredOn(name -> name.startsWith("LOGITLAB_"))
                .isSubsetOf(ProgramOptions.environment());
    }

    @Test
    void it_says_what_it_is_and_two_builds_are_equal() {
        String version = Pom.version();
        assertThat(config().get("Labels")
                        .get("org.opencontainers.image.version")
                        .textValue())
                .isEqualTo(version);
        Instant built = Instant.parse(Pom.first("project.build.outputTimestamp"));
        assertThat(Instant.parse(image.config().get("created").textValue())).isEqualTo(built);
        assertThat(image.files().values().stream().map(ImageTar.Entry::seconds).distinct())
                .containsExactlyInAnyOrder(built.getEpochSecond(), 1L); // 1 is what Jib gives files of its own
    }

    @Test
    void the_pom_names_a_published_base_with_its_version_and_two_platforms() {
        assertThat(Pom.first("image.published.base"))
                .matches("eclipse-temurin:\\d+\\.\\d+\\.\\d+_\\d+-jre-\\w+(@sha256:[0-9a-f]{64})?");
        String jib = Pom.text();
        assertThat(jib.substring(jib.indexOf("<from>"), jib.indexOf("<to>")))
                .contains("<architecture>amd64</architecture>", "<architecture>arm64</architecture>");
        assertThat(image.config().get("os").textValue()).isEqualTo("linux");
        assertThat(image.config().get("architecture").textValue()).isEqualTo("amd64");
    }

    @Test
    void what_changes_rarely_is_in_layers_of_its_own() {
        assertThat(image.layers())
                .satisfiesOnlyOnce(
                        layer -> assertThat(layer.files().keySet()).allMatch(name -> name.startsWith(LIBRARIES)))
                .satisfiesOnlyOnce(layer -> assertThat(layer.files()).containsOnlyKeys(PROGRAM))
                .satisfiesOnlyOnce(
                        layer -> assertThat(layer.files().keySet()).allMatch(name -> name.startsWith("app/models/")))
                .satisfiesOnlyOnce(
                        layer -> assertThat(layer.files().keySet()).allMatch(name -> name.startsWith("app/lessons/")));
        assertThat(image.layers().get(0).name()).isEqualTo("dependencies");
    }

    @Test
    void every_class_and_resource_of_the_program_is_in_its_jar() throws IOException {
        Set<String> inside = new TreeSet<>();
        try (ZipInputStream jar = new ZipInputStream(
                new ByteArrayInputStream(image.files().get(PROGRAM).content()))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                    inside.add(entry.getName());
                }
            }
        }
        assertThat(inside)
                .isEqualTo(below(Path.of("target/classes")).stream()
                        .filter(name -> !name.startsWith("META-INF/"))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(inside).contains("logitlab/App.class", "openapi.json").doesNotContain("logitlab/TestServer.class");
    }

    private static Set<String> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_models_and_the_lessons_are_in_it_byte_for_byte() throws IOException {
        Set<String> models = below(Path.of("models"));
        models.removeIf(name -> name.startsWith("training/"));
        Set<String> lessons = below(Path.of("lessons"));
        lessons.remove("README.md");
        Map<String, ImageTar.Entry> files = image.files();
        for (String name : models) {
            assertThat(files.get("app/models/" + name).content())
                    .isEqualTo(Files.readAllBytes(Path.of("models", name)));
        }
        for (String name : lessons) {
            assertThat(files.get("app/lessons/" + name).content())
                    .isEqualTo(Files.readAllBytes(Path.of("lessons", name)));
        }
        assertThat(models)
                .contains("storyteller/model.onnx", "storyteller/model.onnx_data", "storyteller-lstm/card.md");
        assertThat(lessons).contains("en/01-logit.md", "en/glossary.md");
    }

    @Test
    void nothing_else_is_in_it_and_nobody_may_write_to_it() {
        Set<String> others = new TreeSet<>(image.files().keySet());
        others.removeIf(name -> name.matches(
                "app/libs/[\\w.-]+\\.jar|app/models/storyteller[\\w-]*/[\\w.]+|app/lessons/en/[\\w-]+\\.md"));
        assertThat(others)
                .containsExactly(PROGRAM, "app/jib-classpath-file", "app/jib-main-class-file", "app/jvm.options");
        assertThat(image.files().values()).allMatch(file -> file.userId() == 0 && (file.mode() & 0777) == 0644);
    }

    @Test
    void the_class_path_lists_the_libraries_that_are_there_and_none_is_for_tests() {
        Set<String> libraries = image.files().keySet().stream()
                .filter(name -> name.startsWith(LIBRARIES))
                .map(name -> "/" + name)
                .collect(Collectors.toCollection(TreeSet::new));
        String path = new String(image.files().get("app/jib-classpath-file").content(), StandardCharsets.UTF_8);
        assertThat(path.split(":"))
                .containsAll(libraries)
                .hasSize(libraries.size() + 1)
                .contains("/app/classpath/*");
        assertThat(libraries)
                .noneMatch(
                        name -> Pattern.compile("junit|assertj|archunit|playwright|jsoup|kubernetes|schema|jte-[0-9]")
                                .matcher(name)
                                .find());
    }

    @Test
    void both_platforms_find_their_native_libraries() throws IOException {
        Set<String> inside = new TreeSet<>();
        for (Map.Entry<String, ImageTar.Entry> file : image.files().entrySet()) {
            if (file.getKey().matches("app/libs/(onnxruntime|tokenizers)-.*")) {
                try (ZipInputStream jar = new ZipInputStream(
                        new ByteArrayInputStream(file.getValue().content()))) {
                    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                        inside.add(entry.getName());
                    }
                }
            }
        }
        assertThat(inside)
                .contains(
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                        "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
                        "native/lib/linux-x86_64/cpu/libtokenizers.so",
                        "native/lib/linux-aarch64/cpu/libtokenizers.so");
    }
}
