package logitlab.lesson.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.model.Models;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a writer sees of an edit while the program runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseTest {

    private static final String LESSON =
            "---\ntitle: Before\nsummary: S.\nminutes: 5\nable: [Do it.]\ngroup: choosing\n---\n[x](/glossary#logit)\n";

    private static final Models MODELS = Shipped.MODELS;

    @TempDir
    private Path folder;

    private final List<LessonProblem> reported = new CopyOnWriteArrayList<>();

    private Course course;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("en"));
        write("glossary.md", "## Logit {#logit}\n\nA score.\n");
        write("01-a.md", LESSON);
        course = Course.open(folder, MODELS, reported::add);
        assertThat(course.lessons().problems()).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("en").resolve(name), text);
    }

    @AfterEach
    void stop() {
        course.close();
    }

    private Lessons again() {
        course.refresh();
        return course.lessons();
    }

    private String title() {
        return again().find("a").orElseThrow().title();
    }

    @Test
    void nothing_is_read_again_while_nothing_changes() {
        assertThat(again()).isSameAs(again());
    }

    @Test
    void an_edited_lesson_shows() throws IOException {
        write("01-a.md", LESSON.replace("Before", "After the edit"));
        assertThat(title()).isEqualTo("After the edit");
    }

    @Test
    void an_edit_of_the_same_length_shows_by_its_time() throws IOException {
        write("01-a.md", LESSON.replace("Before", "Behind"));
        Files.setLastModifiedTime(folder.resolve("en/01-a.md"), FileTime.fromMillis(1_000_000));
        assertThat(title()).isEqualTo("Behind");
    }

    @Test
    void lessons_come_and_go() throws IOException {
        write("02-b.md", LESSON);
        assertThat(again().all()).extracting(Lesson::slug).containsExactly("a", "b");
        Files.delete(folder.resolve("en/01-a.md"));
        assertThat(again().all()).extracting(Lesson::slug).containsExactly("b");
    }

    @Test
    void a_lesson_that_an_edit_breaks_stays_as_it_was_until_it_is_mended() throws IOException {
        write("01-a.md", LESSON.replace("Before", "Broken").replace("minutes: 5", "minutes: soon"));
        assertThat(title()).isEqualTo("Before");
        assertThat(again().problems())
                .singleElement()
                .asString()
                .endsWith("01-a.md:4: minutes must be number but is \"soon\"");
        write("02-b.md", LESSON); // another change does not lose it
        assertThat(title()).isEqualTo("Before");
        write("01-a.md", LESSON.replace("Before", "Mended"));
        assertThat(title()).isEqualTo("Mended");
        assertThat(again().problems()).isEmpty();
    }

    @Test
    void a_term_that_leaves_the_glossary_is_missed_by_the_lesson_that_links_to_it() throws IOException {
        write("glossary.md", "## Token {#token}\n\nA piece.\n");
        assertThat(again().problems())
                .singleElement()
                .asString()
                .endsWith("01-a.md:8: term must be one-of token but is \"logit\"");
        assertThat(title()).isEqualTo("Before");
    }

    @Test
    void the_course_stays_as_it_was_while_its_folder_is_gone() throws IOException {
        Files.move(folder.resolve("en"), folder.resolve("away"));
        assertThat(title()).isEqualTo("Before");
        assertThat(course.lessons().glossary().find("logit")).isPresent();
        assertThat(reported)
                .singleElement()
                .asString()
                .endsWith("en:1: file must be folder but is \"" + folder.resolve("en") + "\"");
        Files.move(folder.resolve("away"), folder.resolve("en"));
        write("01-a.md", LESSON.replace("Before", "Back again"));
        assertThat(title()).isEqualTo("Back again");
        assertThat(course.lessons().problems()).isEmpty();
    }

    @Test
    void a_glossary_that_cannot_be_read_stays_as_it_was() throws IOException {
        Files.write(folder.resolve("en/glossary.md"), new byte[] {(byte) 0xff});
        assertThat(again().glossary().find("logit")).isPresent();
        assertThat(course.lessons().problems())
                .singleElement()
                .asString()
                .endsWith("glossary.md:1: file must be utf-8 but is \"glossary.md\"");
    }

    @Test
    void an_edit_shows_by_itself() throws Exception {
        write("01-a.md", LESSON.replace("Before", "After the edit"));
        for (int tenth = 0; tenth < 100 && current().equals("Before"); tenth++) {
            Thread.sleep(100);
        }
        assertThat(current()).isEqualTo("After the edit");
    }

    @Test
    void nobody_waits_while_the_lessons_are_read_again() throws Exception {
        write("01-a.md", LESSON.replace("Before", "After the edit"));
        synchronized (course) { // as while the lessons are read
            String title = CompletableFuture.supplyAsync(this::current).get(10, TimeUnit.SECONDS);
            assertThat(title).isEqualTo("Before");
        }
    }

    @Test
    void until_the_lessons_are_read_their_files_say_what_they_are_called() throws IOException {
        write("02-broken.md", "no front matter");
        try (Course unread = Course.of(folder, MODELS, reported::add)) {
            assertThat(unread.outline().lessons()).containsExactly(new CourseOutline.Title(1, "a", "Before"));
            assertThat(unread.outline().glossary()).isEqualTo(course.lessons().glossary());
            CompletableFuture<Lessons> early = CompletableFuture.supplyAsync(unread::lessons);
            assertThat(early).isNotDone();
            unread.refresh();
            assertThat(early.join().find("a")).isPresent();
            assertThat(unread.outline()).isEqualTo(CourseOutline.of(early.join()));
        }
        assertThat(reported).singleElement().asString().contains("02-broken.md");
    }

    @Test
    void the_outline_of_the_shipped_course_does_not_change_when_it_is_read() {
        try (Course unread = Course.of(Path.of("lessons"), MODELS, reported::add)) {
            assertThat(unread.outline()).isEqualTo(CourseOutline.of(Lessons.load(Path.of("lessons"), MODELS)));
        }
    }

    @Test
    void a_course_that_was_closed_unread_keeps_nobody_waiting() {
        Course unread = Course.of(folder, MODELS, reported::add);
        unread.close();
        assertThat(unread.lessons().all()).isEmpty();
    }

    private String current() {
        return course.lessons().find("a").orElseThrow().title();
    }
}
