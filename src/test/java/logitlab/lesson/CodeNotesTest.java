package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Python of the notes “In code”: ten lines at most, which print exactly what their last comment says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CodeNotesTest {

    private static final Pattern NOTE = Pattern.compile("(?s)\n```note In code\n(.*?)\n~~~python\n(.*?)\n~~~\n```\n");
    private static final String PRINTS = "# prints: ";
    private static final int MOST_LINES = 10;

    /** As many as have room on the page. */
    private static final int MOST_SIGNS = 78;

    @TempDir
    private Path folder;

    static Stream<Lesson> lessons() {
        return Shipped.LESSONS.all().stream();
    }

    /** The lines of the only program of a lesson. */
    private static List<String> program(Lesson lesson) throws IOException {
        List<MatchResult> notes = NOTE.matcher(Files.readString(Path.of("lessons/en", lesson.file())))
                .results()
                .toList();
        assertThat(notes).as(lesson.file()).hasSize(1);
        return notes.get(0).group(2).lines().toList();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void is_short_and_says_what_it_prints(Lesson lesson) throws IOException {
        List<String> program = program(lesson);
        assertThat(program.subList(0, program.size() - 1).stream().filter(line -> !line.isBlank()))
                .hasSizeLessThanOrEqualTo(MOST_LINES)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(MOST_SIGNS));
        assertThat(program.get(program.size() - 1)).startsWith(PRINTS);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void prints_what_it_says(Lesson lesson) throws Exception {
        List<String> program = program(lesson);
        Path file = Files.write(folder.resolve("program.py"), program);
        assertThat(python(file.toString()).strip().replaceAll("\\s+", " "))
                .isEqualTo(program.get(program.size() - 1).substring(PRINTS.length()));
    }

    /** What Python prints; where there is no {@code python3}, the test is left out. */
    private static String python(String file) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("python3", "-X", "utf8", file).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            assumeTrue(false, "There is no python3 here: " + missing.getMessage());
            throw missing;
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
