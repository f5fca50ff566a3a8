package logitlab.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.Goldens;
import logitlab.ProgramOptions;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides for operators name exists: commands, options, files, pages, figures. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GuidesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern HELP =
            Pattern.compile("(?m)^# HELP (logitlab_\\w+|process_resident_memory_bytes) (.*)$");

    private static final String BEGIN = "<!-- names and meanings from /metrics -->\n";
    private static final String END = "<!-- end of what the server says -->\n";

    /** Programs whose arguments are checked only as far as they are files of the project. */
    private static final Set<String> OTHERS = Set.of(
            "mkdir",
            "cp",
            "ln",
            "systemctl",
            "journalctl",
            "nginx",
            "curl",
            "docker",
            "export",
            "kubectl",
            "python3",
            "perf_analyzer");

    private static List<Path> guides() throws IOException {
        try (Stream<Path> files = Files.list(DeployFiles.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path guide : guides()) {
            BLOCK.matcher(Files.readString(guide))
                    .results()
                    .flatMap(block -> block.group(1).lines())
                    .flatMap(line -> Stream.of(line.split(" && ")))
                    .forEach(commands::add);
        }
        return commands;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_names_what_exists(String command) throws IOException {
        List<String> words = List.of(command.split(" "));
        switch (words.get(0)) {
            case "mvn" -> maven(words.subList(1, words.size()));
            case "java" -> program(words);
            default -> assertThat(OTHERS).contains(words.get(0));
        }
        for (String word : words) {
            if (word.matches("(src|models|lessons|README\\.md)(/.*)?")) {
                assertThat(Path.of(word)).exists();
            }
        }
        if (words.get(0).equals("python3")) {
            String script = Files.readString(Path.of(words.get(1)));
            assertThat(words.stream().filter(word -> word.startsWith("--"))).allMatch(script::contains);
        }
        if (words.contains("-k")) {
            assertThat(Path.of(words.get(words.indexOf("-k") + 1), "kustomization.yaml"))
                    .exists();
        }
    }

    private static void maven(List<String> words) {
        assertThat(words).isNotEmpty();
        for (String word : words) {
            if (word.startsWith("-P")) {
                assertThat(Pom.profiles()).contains(word.substring(2));
            } else if (word.startsWith("-D")) {
                String[] property = word.substring(2).split("=", 2);
                if (property[0].equals("test")) {
                    assertThat(Path.of("src/test/java/logitlab/deploy", property[1] + ".java"))
                            .exists();
                } else if (property[0].equals("goldens")) {
                    assertThat(property[1]).isEqualTo("write");
                } else {
                    assertThat(Pom.text()).contains("<" + property[0] + ">");
                }
            } else {
                assertThat(word).isIn("package", "verify", "test", "versions:display-property-updates");
            }
        }
    }

    /** {@code java -jar target/logitlab.jar models check FOLDER --dtype q8}. */
    private static void program(List<String> words) {
        assertThat(words.subList(0, 3)).containsExactly("java", "-jar", "target/logitlab.jar");
        assertThat(Pom.first("finalName")).isEqualTo("logitlab");
        List<String> arguments = words.subList(3, words.size());
        String[] path =
                arguments.stream().takeWhile(word -> word.matches("[a-z]+")).toArray(String[]::new);
        assertThat(ProgramOptions.flags(path))
                .as("the command " + Arrays.toString(path))
                .isNotEmpty();
        assertThat(ProgramOptions.flags(path))
                .containsAll(
                        arguments.stream().filter(word -> word.startsWith("--")).toList());
    }

    @Test
    void the_guides_have_commands_of_every_setup() throws IOException {
        assertThat(commands())
                .hasSizeGreaterThan(30)
                .anyMatch(command -> command.startsWith("mvn -Pimage"))
                .anyMatch(command -> command.startsWith("docker compose"))
                .anyMatch(command -> command.startsWith("kubectl apply -k"))
                .anyMatch(command -> command.startsWith("systemctl"));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void what_the_text_names_exists(Path guide) throws IOException {
        String text = BLOCK.matcher(Files.readString(guide)).replaceAll("");
        Set<String> flags = ProgramOptions.flags();
        for (String code : found(CODE, text)) {
            if (code.startsWith("--")) {
                assertThat(flags).contains(code.split("[ =]")[0]);
            } else if (code.startsWith("LOGITLAB_")) {
                assertThat(ProgramOptions.environment()).contains(code.split("=")[0]);
            } else if (code.startsWith("-D")) {
                maven(List.of(code));
            } else if (code.startsWith("src/")) {
                assertThat(Path.of(code)).exists();
            } else if (code.matches("models [a-z]+")) {
                assertThat(ProgramOptions.flags(code.split(" "))).isNotEmpty();
            } else if (code.matches("(server|compose|kubernetes|monitoring|triton|kserve|image)(/[\\w.-]+)?")) {
                assertThat(DeployFiles.FOLDER.resolve(code.replaceFirst("^monitoring", "kubernetes/monitoring")))
                        .exists();
            }
        }
        for (String link : found(LINK, text)) {
            if (!link.startsWith("https://")) {
                assertThat(DeployFiles.FOLDER.resolve(link.replaceFirst("#.*", "")))
                        .exists();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logging.md", "security.md", "self-hosting.md"})
    void the_pages_that_the_text_names_exist(String guide) {
        Set<String> pages = found(CODE, DeployFiles.text(guide)).stream()
                .filter(code -> code.matches("/(healthz|readyz|metrics|play/step|api/v1/decode)"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pages).isNotEmpty().allMatch(page -> TestServer.get(page).statusCode() != 404);
    }

    private static Map<String, String> figures() {
        Map<String, String> figures = new TreeMap<>();
        TestServer.get("/play?prompt=Once+upon+a+time"); // so that requests have been counted
        HELP.matcher(TestServer.get("/metrics").body())
                .results()
                .forEach(found -> figures.put(found.group(1), found.group(2)));
        return figures;
    }

    @Test
    void the_table_of_figures_is_what_the_server_says() throws IOException {
        String rows = figures().entrySet().stream()
                .map(each -> "| `" + each.getKey() + "` | " + each.getValue() + " |\n")
                .collect(Collectors.joining("", "\n| figure | meaning |\n| --- | --- |\n", "\n"));
        String guide = DeployFiles.text("logging.md");
        if (Goldens.WRITE) {
            Files.writeString(
                    DeployFiles.FOLDER.resolve("logging.md"),
                    guide.substring(0, guide.indexOf(BEGIN) + BEGIN.length())
                            + rows
                            + guide.substring(guide.indexOf(END)));
        }
        assertThat(DeployFiles.text("logging.md")).contains(BEGIN + rows + END);
    }

    @Test
    void expressions_use_figures_that_the_server_has() {
        figures();
        String all = TestServer.get("/metrics").body();
        List<String> names = Pattern.compile("((?:logitlab|process|jvm)_[a-z_]+)")
                .matcher(DeployFiles.text("logging.md"))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.endsWith("_"))
                .distinct()
                .toList();
        assertThat(names).hasSizeGreaterThan(10).allMatch(all::contains);
    }
}
