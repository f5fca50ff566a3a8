package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every button of every shipped lesson that asks for a part of the page gets it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonButtonsTest {

    private static final Pattern LESSON = Pattern.compile("href=\"(/lessons/[a-z-]+)\"");
    private static final Pattern PART = Pattern.compile("data-hx-get=\"(/lessons/[^\"]+)\"");

    static List<String> lessons() {
        return found(LESSON, "/lessons");
    }

    private static List<String> found(Pattern pattern, String path) {
        return pattern.matcher(TestServer.get(path).body())
                .results()
                .map((MatchResult link) -> link.group(1).replace("&amp;", "&"))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void a_part_that_a_lesson_offers_is_there(String lesson) {
        assertThat(found(PART, lesson))
                .filteredOn(part -> !part.endsWith("/feedback")) // answers what has been typed, and nothing has
                .allSatisfy(part ->
                        assertThat(TestServer.get(part).statusCode()).as(part).isEqualTo(200));
    }

    @Test
    void there_are_lessons_with_parts() {
        assertThat(lessons()).hasSizeGreaterThan(12);
        assertThat(found(PART, lessons().get(0))).isNotEmpty();
    }
}
