package logitlab.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor talks to a model that was trained on conversations, reads the tokens of its words, and sends the link. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatJourneyTest {

    private static final String END = "<|im_end|>";

    private static TestServer.Own server;

    @BeforeAll
    static void start() {
        server = ChatServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void choose(Page page, String model) {
        page.locator("#model").selectOption(model);
        if (page.locator("html:not([data-ready])").count() > 0) {
            page.locator(".start__go").click();
        }
    }

    private static void chat(Page page, boolean script) {
        page.locator(".saying__kind").first().click();
        if (!script) {
            page.locator(".start__go").click();
        }
    }

    private static Locator became(Page page) {
        return page.locator(".became");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_chooses_the_model_then_chat_and_says_something_with_javascript_and_without(boolean script) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(script))) {
            Page page = visit.page();
            page.navigate(server.address() + "/play?prompt=Once&a=greedy");
            assertThat(page.locator(".saying__kind")).hasCount(0);
            page.locator("#prompt").fill("Why?");
            choose(page, "chatml");
            assertThat(page.locator("#prompt")).hasValue("Why?");
            assertThat(page.locator("#kind-plain")).isChecked();
            assertThat(page.locator(".saying__note"))
                    .hasText(
                            "This model was trained on conversations. As plain text it continues your words instead of answering them.");

            chat(page, script);
            assertThat(page.locator("#kind-chat")).isChecked();
            assertThat(page.locator("#prompt-label")).hasText("You say");
            if (script) {
                assertThat(page.locator("#kind-chat")).isFocused();
            }
            assertThat(became(page).locator("summary")).hasText("Your words became these 42 tokens");
            assertThat(became(page).locator(".became__said .token")).hasText(new String[] {"Wh", "y", "?"});
            assertThat(became(page).locator(".chip--special")).hasCount(5);
            assertThat(page).hasURL(Pattern.compile("prompt=Why%3F&chat=1&template=[0-9a-f]{12}&seed="));

            page.locator("#system-fold > summary").click();
            page.locator("#system").fill("Be brief.");
            page.locator(".start__go").click();
            assertThat(page).hasURL(Pattern.compile("&chat=1&system=Be\\+brief\\.&template="));
            assertThat(became(page).locator(".became__said").first()).containsText("B");
            assertThat(page.locator("#system")).hasValue("Be brief.");

            choose(page, "storyteller");
            assertThat(page.locator("#prompt")).hasValue("Why?");
            assertThat(page.locator(".saying__kind")).hasCount(0);
            assertThat(page.locator(".saying__note").first())
                    .hasText(Pattern.compile("has no chat template, so it reads what you say as plain text\\."));
            assertThat(became(page)).hasCount(0);

            choose(page, "chatml");
            assertThat(page.locator("#kind-chat")).isChecked();
            assertThat(page.locator("#system")).hasValue("Be brief.");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_end_token_ends_the_answer_by_name_and_back_forward_reload_and_the_link_show_it() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + "/play?model=chatml&prompt=Why%3F&chat=1&a=greedy");
            page.locator("#a-another > summary").click();
            page.locator("#a-another-token").fill("#360");
            page.locator("#a-another-token").press("Enter");
            Locator finished = page.locator(".lane__finished");
            assertThat(finished).hasText("■ This lane is finished: " + END + " ended the answer.");
            assertThat(page.locator("#a-candidates .candidate--chosen .token--special"))
                    .hasText(END + ", special token");
            assertThat(page.locator(".story__new.token--special")).hasText(END);
            assertThat(page.locator("#step")).hasAttribute("aria-disabled", "true");

            page.goBack();
            assertThat(finished).hasCount(0);
            assertThat(became(page)).hasCount(1);
            page.goForward();
            assertThat(finished).hasCount(1);
            page.reload();
            assertThat(finished).hasCount(1);
            String link = page.url();
            page.navigate("about:blank");
            page.navigate(link);
            assertThat(finished).hasText(Pattern.compile("ended the answer"));
            assertThat(page.locator(".verification")).hasText(Pattern.compile("Verified"));
            assertThat(page.url()).isEqualTo(link);
        }
    }

    @Test
    void the_makers_settings_are_a_preset_of_their_models_lanes() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + "/play?prompt=Once&b=sample");
            assertThat(page.locator("#b-maker button")).hasCount(0);
            choose(page, "chatml");
            page.locator("#b-maker button").click();
            assertThat(page).hasURL(Pattern.compile("b\\.temperature=0\\.6&b\\.top-k=20&b\\.top-p=0\\.9"));
            assertThat(page.locator("#b-maker button")).hasText("As the model’s makers sample");
            assertThat(page.locator("#b-maker button")).hasAttribute("aria-pressed", "true");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void typed_names_of_special_tokens_are_text_until_the_visitor_chooses_otherwise() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + "/play?model=chatml&prompt=%3C%7Cim_start%7C%3Ehi&a=greedy");
            page.locator("#a-tokens > summary").click();
            assertThat(page.locator("#a-text .chip--special")).hasCount(0);
            page.locator("#special").check();
            page.locator(".start__go").click();
            assertThat(page.locator("#a-text .chip--special .token")).hasText("<|im_start|>");
            assertThat(page).hasURL(Pattern.compile("&special=1&"));
            assertThat(page.locator("#special")).isChecked();
            chat(page, true);
            assertThat(page).hasURL(Pattern.compile("&chat=1&template="));
            assertThat(became(page).locator(".chip--special")).hasCount(5);
        }
    }

    @Test
    void what_the_template_refuses_is_said_at_its_field_and_can_be_corrected() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + "/play?model=turns&prompt=Why%3F&chat=1&system=Be+brief.&a=greedy");
            assertThat(page.locator("#problem")).hasText(Pattern.compile("^System must be empty, because"));
            assertThat(page.locator("#system")).hasValue("Be brief.");
            assertThat(page.locator("#system")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#kind-chat")).isChecked();
            page.locator("#system").fill("");
            page.locator(".start__go").click();
            assertThat(became(page)).hasCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play?prompt=x&a=greedy&seed=-1", "/inside?prompt=x&seed=-1"})
    void a_form_whose_page_could_not_be_opened_is_sent_as_a_page(String path) {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + path);
            page.locator("#prompt").fill("The king");
            page.locator("#prompt").press("Enter");
            assertThat(page).hasURL(Pattern.compile("prompt=The\\+king&seed=\\d"));
        }
    }

    @Test
    void the_look_inside_shows_the_same_chat() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + "/play?model=chatml&prompt=Why%3F&chat=1&a=greedy");
            page.locator(".lane__inside a").click();
            assertThat(page).hasURL(Pattern.compile("/inside\\?v=1&prompt=Why%3F&chat=1&template="));
            assertThat(page.locator("#kind-chat")).isChecked();
            assertThat(page.locator(".chips--line .chip--special")).hasCount(5);
            assertThat(page.locator(".chips--line .chip--start")).hasCount(0);
            page.locator(".saying__kind").nth(1).click();
            assertThat(page).hasURL(Pattern.compile("/inside\\?v=1&prompt=Why%3F&seed="));
            assertThat(page.locator(".chips--line .chip--special")).hasCount(0);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/play?model=chatml&prompt=Why%3F&chat=1&system=Be+brief.&a=greedy&a.ids=a0&b=sample",
                "/play?model=chatml&prompt=Why%3F&a=greedy",
                "/play?model=storyteller&prompt=Why%3F&chat=1&system=Be+brief.&a=greedy",
                "/inside?model=chatml&prompt=Why%3F&chat=1"
            })
    void nobody_is_shut_out(String path) {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(server.address() + path);
            Accessibility.assertNothingFound(page, path);
            assertThat(visit.problems()).isEmpty();
        }
    }
}
