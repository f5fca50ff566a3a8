package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import logitlab.TestServer;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.EveryExercise;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.link.Query;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an exercise finds out, the page has a sentence for it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExerciseWordsTest {

    private static final int SEEDS = 5;

    private static Lesson lesson;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("en")).resolve("01-every-exercise.md"), EveryExercise.lesson());
        Lessons lessons = Lessons.load(folder, TestServer.models());
        assertThat(lessons.problems()).isEmpty();
        lesson = lessons.all().get(0);
    }

    private static String html(Exercise exercise, Map<String, String> typed) {
        Map<String, String> words = new LinkedHashMap<>();
        typed.forEach((key, word) -> words.put(exercise.id() + "." + key, word));
        return BlockRenderer.render(exercise, LessonRequest.of(Messages.ENGLISH, lesson, Query.format(words)))
                .html();
    }

    @Test
    void every_answer_that_is_recognised_has_a_sentence() {
        for (String id : lesson.ids()) {
            Exercise exercise = lesson.find(id, Exercise.class).orElseThrow();
            for (int seed = 0; seed <= (exercise.hasFreshNumbers() ? SEEDS : 0); seed++) {
                Map<String, String> words = new LinkedHashMap<>();
                if (seed > 0) {
                    words.put("seed", Integer.toString(seed));
                }
                Exercise asked = exercise.attempt(words).asked();
                for (WrongAnswerExample example : asked.wrongAnswers()) {
                    Map<String, String> answer = new LinkedHashMap<>(words);
                    answer.putAll(example.answer());
                    assertThat(html(exercise, answer)).contains("data-state=\"not-yet\"");
                }
                words.putAll(asked.answer());
                assertThat(html(exercise, words)).contains("data-state=\"right\"");
            }
        }
    }
}
