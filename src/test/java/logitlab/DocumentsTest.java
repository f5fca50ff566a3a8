package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents name exists: classes, packages and files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentsTest {

    private static final Path CODE = Path.of("src/main/java/logitlab");

    /** {@code web/link/PlayLink} or {@code decoding/Logits.java}. */
    private static final Pattern CLASS_WITH_FOLDER =
            Pattern.compile("`((?:decoding|model|lesson|web)(?:/[a-z]+)*/[A-Z]\\w+)(?:\\.java)?`");

    /** {@code RequestLimiter}; a name with capital letters inside. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)`");

    /** {@code web.link} and other rows of the map of packages. */
    private static final Pattern PACKAGE = Pattern.compile("`((?:decoding|model|lesson|web)(?:\\.[a-z]+)*)`");

    private static final Pattern FILE = Pattern.compile("`((?:src|web|lessons|models)/[\\w./-]+\\.\\w+)`");

    /** Stands for the name of something that a reader adds. */
    private static final Pattern NEW = Pattern.compile("(?:.*/)?Name[A-Z]\\w+|.*\\.name");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md"})
    void every_class_package_and_file_exists(String document) throws IOException {
        String text = Files.readString(Path.of(document));
        Set<String> classes = classes();

        assertThat(named(CLASS_WITH_FOLDER, text)).allMatch(name -> Files.exists(CODE.resolve(name + ".java")));
        assertThat(named(CLASS, text)).allMatch(classes::contains);
        assertThat(named(PACKAGE, text)).allMatch(name -> Files.isDirectory(CODE.resolve(name.replace('.', '/'))));
        assertThat(named(FILE, text))
                .allMatch(name ->
                        Files.exists(Path.of(name)) || Files.exists(CODE.resolve(name)) || name.contains("name."));
    }

    private static List<String> named(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(name -> !NEW.matcher(name).matches())
                .toList();
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
