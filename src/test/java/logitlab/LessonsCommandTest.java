package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonsCommandTest {

    private final StringWriter out = new StringWriter();

    private int run(String... args) {
        return App.commandLine().setOut(new PrintWriter(out)).execute(args);
    }

    @Test
    void the_lessons_of_the_project_have_no_problems() {
        assertThat(run("lessons", "check")).isZero();
        assertThat(out.toString()).contains(" sound, 0 problems");
    }

    @Test
    void each_problem_is_reported_with_file_line_field_rule_and_value(@TempDir Path folder) throws IOException {
        Path file = Files.createDirectory(folder.resolve("en")).resolve("01-a.md");
        Files.writeString(
                file,
                "---\ntitle: T\nsummary: S.\nminutes: soon\ngroup: choosing\nable: [Do it.]\n---\n<b>Hello</b>\n");
        assertThat(run("lessons", "check", "--lessons", folder.toString())).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactlyInAnyOrder(
                        file + ":4: minutes must be a number; it is “soon”.",
                        file + ":8: html must be Markdown, not HTML; it is “<b>”.",
                        file + ":8: html must be Markdown, not HTML; it is “</b>”.",
                        "0 sound, 3 problems");
    }
}
