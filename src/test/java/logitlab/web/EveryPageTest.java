package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The frame around the content of each kind of page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryPageTest {

    @Test
    void the_navigation_marks_the_page_or_the_part_that_it_belongs_to() {
        for (String path : List.of("/lessons", "/challenge", "/glossary", "/teaching", "/models", "/source")) {
            assertThat(TestServer.get(path).body()).contains("href=\"" + path + "\" aria-current=\"page\"");
        }
        for (String path : List.of("/lessons/logit", "/glossary", "/teaching")) {
            assertThat(TestServer.get(path).body()).as(path).contains("href=\"/lessons\" aria-current=\"true\"");
        }
        assertThat(TestServer.get("/inside/heads").body()).contains("href=\"/inside\" aria-current=\"true\"");
        assertThat(TestServer.get("/models/bring").body()).contains("href=\"/models\" aria-current=\"true\"");
        assertThat(TestServer.get("/").body()).doesNotContain("aria-current=\"page\"");
    }

    @Test
    void only_pages_with_numbers_say_where_numbers_come_from() {
        String sentence = Messages.ENGLISH.say("layout.footer");
        for (String path : List.of("/", "/play", "/inside", "/inside/heads", "/lessons/logit", "/challenge")) {
            assertThat(TestServer.get(path).body()).as(path).contains(sentence);
        }
        for (String path :
                List.of("/nowhere", "/lessons", "/glossary", "/teaching", "/models", "/certificate", "/play?at=x")) {
            assertThat(TestServer.get(path).body()).as(path).doesNotContain(sentence);
        }
    }

    @Test
    void the_glossary_has_a_heading_for_each_letter() {
        assertThat(TestServer.get("/glossary").body())
                .contains("<h2 id=\"letter-A\" class=\"glossary__letter\">A</h2>", "<a href=\"#letter-V\">V</a>");
    }
}
