package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A visitor's changes to a lesson, as they appear in the address of the page. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AddressTest {

    private static final String PAGE = "/lessons/softmax";
    private static final String TOY = PAGE + "/widgets/toy?typed=toy&toy.logits.0=";
    private static final String REST = "&toy.logits.1=-0.5&toy.logits.2=0.3&toy.logits.3=1.2&toy.logits.4=-1.0";
    private static final String PRACTICE = PAGE + "/exercises/practice";

    /** Requests a fragment as htmx does: with the address of the page that it belongs to. */
    private static HttpResponse<String> ask(String fragment, String page) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(TestServer.uri(fragment))
                                .header("HX-Request", "true")
                                .header("HX-Current-URL", TestServer.address() + page)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String address(String fragment, String page) throws Exception {
        return ask(fragment, page).headers().firstValue("HX-Replace-Url").orElse("none");
    }

    @Test
    void says_what_was_changed_and_leaves_out_what_is_the_lessons_own() throws Exception {
        assertThat(address(TOY + "3" + REST, PAGE)).isEqualTo("/lessons/softmax?toy.logits.0=3#toy");
        assertThat(address(TOY + "2.1" + REST, PAGE + "?toy.logits.0=3#toy")).isEqualTo("/lessons/softmax#toy");
        assertThat(address(
                        "/lessons/truncation/widgets/order-matters?typed=order-matters&order-matters.top-p=80%25"
                                + "&order-matters.temperature=&order-matters.order=huggingface",
                        "/lessons/truncation"))
                .isEqualTo("/lessons/truncation?order-matters.temperature=#order-matters");
    }

    @Test
    void keeps_what_the_page_says_of_other_blocks_and_not_what_a_form_still_carries_of_them() throws Exception {
        String page = PAGE + "?live.prompt=The+cat&practice.answer=0.3&practice.seed=4#live";
        assertThat(address(TOY + "3" + REST + "&live.prompt=The+dog", page))
                .isEqualTo(
                        "/lessons/softmax?live.prompt=The+cat&practice.answer=0.3&practice.seed=4&toy.logits.0=3#toy");
    }

    @ParameterizedTest
    @CsvSource({"/lessons/logit?first.seed=1", "/lessons/softmax?nothing.x=1", "/lessons/softmax?a=%zz", "' '"})
    void takes_nothing_from_a_page_that_is_another_or_none(String page) throws Exception {
        assertThat(address(TOY + "3" + REST + "&live.prompt=The+dog", page.strip()))
                .isEqualTo("/lessons/softmax?live.prompt=The+dog&toy.logits.0=3#toy");
    }

    @Test
    void says_the_right_words_alone_where_others_are_wrong() throws Exception {
        String fragment = TOY + "1,234.5&toy.logits.1=0,5";
        assertThat(ask(fragment, PAGE).statusCode()).isEqualTo(400);
        assertThat(ask(fragment, PAGE).body())
                .contains("The logit of “mat” must be a number with a point before its decimals and no comma, such as"
                        + " 1234.5; it is “1,234.5”.");
        assertThat(address(fragment, PAGE)).isEqualTo("/lessons/softmax?toy.logits.1=0.5#toy");
    }

    @Test
    void has_the_answer_that_was_checked_and_its_seed_but_not_what_is_no_answer() throws Exception {
        String answer = "/feedback?typed=practice&practice.seed=3&practice.answer=";
        assertThat(address(PRACTICE + answer + "4.40%C2%A0%25", PAGE))
                .isEqualTo("/lessons/softmax?practice.seed=3&practice.answer=4.40%C2%A0%25#practice");
        assertThat(address(PRACTICE + answer + "x", PAGE)).isEqualTo("none");
        assertThat(address(PRACTICE + "?practice.seed=4", PAGE + "?practice.answer=0.3&toy.logits.0=3"))
                .isEqualTo("/lessons/softmax?toy.logits.0=3&practice.seed=4#practice");
    }

    @Test
    void says_where_a_text_stands_and_not_that_it_plays() throws Exception {
        assertThat(address("/lessons/sampling/widgets/story?story.steps=9&story.play=on", "/lessons/sampling"))
                .isEqualTo("/lessons/sampling?story.steps=9#story");
    }

    @Test
    void stays_so_short_that_a_request_can_bring_it_and_forgets_the_oldest_first() throws Exception {
        String fits = "%E6%97%A5".repeat(400); // of 400 characters, 9 bytes each
        String page = PAGE + "?moved.logits.0=1&live.prompt=" + fits + "&practice.answer=0.3";
        assertThat(address(TOY + "3" + REST, page)).startsWith("/lessons/softmax?moved.logits.0=1&live.prompt=");
        String tooLong = "%E6%97%A5".repeat(690);
        assertThat(address(
                        TOY + "3" + REST, PAGE + "?moved.logits.0=1&live.prompt=" + tooLong + "&practice.answer=0.3"))
                .isEqualTo("/lessons/softmax?practice.answer=0.3&toy.logits.0=3#toy");
        String alone = "%E6%97%A5".repeat(2000);
        assertThat(address(PAGE + "/widgets/live?typed=live&live.prompt=" + alone, PAGE + "?toy.logits.0=3"))
                .isEqualTo("/lessons/softmax?toy.logits.0=3#live");
    }

    @Test
    void brings_the_lessons_own_words_back_where_a_button_changes_another_word() throws Exception {
        assertThat(ask("/lessons/truncation/widgets/order-matters?typed=order-matters&order-matters.top-p=", PAGE)
                        .body())
                .contains("href=\"/lessons/truncation?order-matters.top-p=#order-matters\"");
    }

    @Test
    void of_a_form_without_javascript_is_the_same() {
        HttpResponse<String> sent = TestServer.getFirst(PAGE + "?typed=toy&toy.logits.0=1%2C2" + REST);
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location")).hasValue("/lessons/softmax?toy.logits.0=1.2#toy");
    }

    @Test
    void a_form_that_has_to_be_mended_keeps_all_that_was_typed() {
        HttpResponse<String> sent = TestServer.getFirst(PAGE + "?typed=toy&toy.logits.0=1%2C2%2C3&toy.logits.1=0%2C5");
        assertThat(sent.statusCode()).isEqualTo(400);
        assertThat(sent.body())
                .contains("name=\"toy.logits.0\" value=\"1,2,3\"", "name=\"toy.logits.1\" value=\"0.5\"");
    }

    @Test
    void is_strict_where_no_form_wrote_it() {
        HttpResponse<String> link = TestServer.getFirst(PAGE + "?toy.logits.0=1%2C2");
        assertThat(link.statusCode()).isEqualTo(400);
        assertThat(link.body()).contains("no comma, such as 1234.5; it is “1,2”.");
        for (String wrong : List.of(PAGE + "?typed=nothing", PAGE + "?typed=toy&typed=toy")) {
            assertThat(TestServer.getFirst(wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }
}
