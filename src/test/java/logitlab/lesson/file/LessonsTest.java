package logitlab.lesson.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.model.Models;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonsTest {

    private static final String SOUND =
            "---\ntitle: T\nsummary: S.\nminutes: 5\nable: [Do it.]\ngroup: choosing\n---\nHello.\n";

    private static final Models MODELS = Shipped.MODELS;

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("en"));
        Files.write(folder.resolve("en").resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void lessons_come_in_the_order_of_their_numbers() throws IOException {
        write("10-b.md", SOUND);
        write("02-c.md", SOUND);
        write("notes.txt", "no lesson");
        assertThat(Lessons.load(folder, MODELS).all()).extracting(Lesson::slug).containsExactly("c", "b");
    }

    @Test
    void a_broken_lesson_is_left_out_and_the_others_stay() throws IOException {
        write("01-a.md", SOUND);
        write("02-b.md", SOUND.replace("minutes: 5", "minutes: none"));
        Lessons lessons = Lessons.load(folder, MODELS);
        assertThat(lessons.all()).extracting(Lesson::slug).containsExactly("a");
        assertThat(lessons.problems())
                .extracting(LessonProblem::toString)
                .containsExactly(
                        folder.resolve("en").resolve("02-b.md") + ":4: minutes must be number but is \"none\"");
    }

    @Test
    void two_lessons_cannot_have_one_link() throws IOException {
        write("01-a.md", SOUND);
        write("02-a.md", SOUND);
        Lessons lessons = Lessons.load(folder, MODELS);
        assertThat(lessons.all()).hasSize(1);
        assertThat(lessons.problems())
                .singleElement()
                .asString()
                .endsWith("02-a.md:1: file must be own-id but is \"a\"");
    }

    @Test
    void a_file_must_be_utf_8() throws IOException {
        write("01-a.md", SOUND.replace("Hello", "Caf\u00e9"));
        assertThat(Lessons.load(folder, MODELS).problems())
                .singleElement()
                .asString()
                .endsWith("01-a.md:1: file must be utf-8 but is \"01-a.md\"");
    }

    @Test
    void without_a_folder_the_course_is_empty_and_says_why() {
        Lessons lessons = Lessons.load(folder.resolve("nowhere"), MODELS);
        assertThat(lessons.all()).isEmpty();
        assertThat(lessons.problems()).singleElement().asString().contains("file must be folder");
    }
}
