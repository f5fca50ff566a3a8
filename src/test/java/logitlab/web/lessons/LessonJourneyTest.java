package logitlab.web.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What learners do in the first lesson, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LessonJourneyTest {

    private static final String LESSON = "/lessons/softmax";

    @Test
    void the_list_leads_to_the_lesson_and_its_sections() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/lessons");
            page.locator(".course__what")
                    .getByText("From scores to probabilities")
                    .click();
            page.locator("nav[aria-labelledby=contents]")
                    .getByText("Softmax by hand")
                    .click();
            assertThat(page).hasURL(Pattern.compile("/lessons/softmax#by-hand$"));
            assertThat(page.locator("#by-hand")).isInViewport();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_changed_logit_changes_the_table_while_one_types_and_nothing_jumps() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            page.locator("#toy-logits-0").focus();
            Object before = page.evaluate("[scrollY, document.documentElement.scrollHeight]");
            page.locator("#toy-logits-0").fill("1.2");
            assertThat(page.locator("#toy-status")).hasText("2 tokens have the largest share of the sum: 37.04% each.");
            assertThat(page.locator("#toy-table tbody tr").first()).containsText("37.04%");
            assertThat(page.locator("#toy-logits-0")).isFocused();
            assertThat(page.evaluate("[scrollY, document.documentElement.scrollHeight]"))
                    .isEqualTo(before);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_number_in_the_text_sets_the_figure_beside_it_and_the_page_stays_where_it_is() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/lessons/temperature#divide");
            Locator handles = page.locator(".handle[href*='sweep.temperature']");
            Locator current = page.locator(".handle[href*='sweep.temperature'][aria-current]");
            assertThat(current).hasText("1");
            Object scrolled = page.evaluate("scrollY");
            handles.first().click();
            assertThat(page.locator("#sweep-temperature")).hasValue("0.5");
            assertThat(page.locator("#sweep")).isInViewport();
            assertThat(current).hasText("0.5");
            assertThat(page).hasURL(Pattern.compile("\\?sweep\\.temperature=0\\.5#sweep$"));
            assertThat(page.evaluate("scrollY")).isEqualTo(scrolled);
            page.locator("#sweep-temperature").fill("2");
            assertThat(current).hasText("2");
            assertThat(page.locator(".contents a[aria-current]")).hasText("Divide the logits");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_link_that_sets_a_tall_widget_shows_its_head_and_the_focus_goes_there() {
        for (int width : new int[] {1280, 360}) {
            try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(width, 720))) {
                Page page = visit.page();
                page.navigate("/lessons/who");
                Locator link = page.locator("a[data-sets=off][href*='off.switch.2.2=0']");
                link.focus();
                link.press("Enter");
                assertThat(page.locator("#off .switches")).isVisible();
                assertThat(page.locator("#off")).isFocused();
                assertThat((Boolean) page.evaluate("(({ top }) => top >= 0 && top < 200)"
                                + "(document.getElementById('off').getBoundingClientRect())"))
                        .as("the head of the widget is in view at %d", width)
                        .isTrue();

                page.locator("#off-bill-layer-1-fold > summary").click();
                page.locator("[name='off.switch.1.1'].bill__off").press("Enter");
                assertThat(page).hasURL(Pattern.compile("off\\.switch\\.1\\.1=0"));
                assertThat(page.locator("#off-bill-layer-1-fold > summary")).isFocused();
                assertThat(visit.problems()).isEmpty();
            }
        }
    }

    @Test
    void a_right_answer_leads_on() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            assertThat(page.locator("#practice .exercise__on")).isHidden();
            page.locator("#practice-answer").fill("27.29%");
            page.locator("#practice-answer").press("Enter");
            page.locator("#practice .exercise__on").click();
            assertThat(page.locator("#power")).isInViewport();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_wrong_logit_is_named_at_its_field_until_it_is_mended() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            page.locator("#toy-logits-1").fill("abc");
            assertThat(page.locator("#toy-status"))
                    .containsText("The logit of “moon” must be a number; it is “abc”. Until then, −0.50 is used");
            assertThat(page.locator("#toy-logits-1")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#toy-logits-1")).hasValue("abc");
            page.locator("#toy-logits-1").fill("0.5");
            assertThat(page.locator("#toy-status")).containsText("“mat” has the largest share");
            assertThat(page.locator("[aria-invalid]")).hasCount(0);
        }
    }

    /** As if the lesson had been removed while it was being read. */
    private static void takeAway(Page page) {
        page.route(
                Pattern.compile("/lessons/softmax/(widgets|exercises)/"),
                route -> route.resume(
                        new Route.ResumeOptions().setUrl(route.request().url().replace("/softmax/", "/gone/"))));
    }

    @Test
    void what_the_server_refuses_is_said_next_to_what_was_done_until_it_answers_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            takeAway(page);
            page.locator("#toy-logits-0").fill("1.2");
            assertThat(page.locator("#toy-status")).hasText("There is nothing at /lessons/gone/widgets/toy.");
            assertThat(page.locator("#toy-table")).isVisible();
            page.locator("#practice-answer").fill("0.5");
            page.locator("#practice-answer").press("Enter");
            assertThat(page.locator("#practice-feedback"))
                    .hasText(Pattern.compile("There is nothing at /lessons/gone/exercises/practice/feedback\\."));
            assertThat(page.locator("#lost")).isHidden();

            page.unroute(Pattern.compile("/lessons/softmax/(widgets|exercises)/"));
            page.locator("#toy-logits-0").fill("9");
            assertThat(page.locator("#toy-status")).containsText("“mat” has the largest share");
        }
    }

    @Test
    void what_never_reaches_a_page_of_the_server_is_said_below() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            page.locator("#live-prompt").fill("word ".repeat(8_000));
            page.locator("#live-prompt").press("Enter");
            assertThat(page.locator("#lost")).containsText("at most 32,000 bytes");
            assertThat(page.locator("#live-table")).isVisible();
        }
    }

    @Test
    void another_prompt_is_worked_out_and_opens_in_the_playground() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            page.locator("#live-prompt").fill("The cat sat");
            page.locator("#live-prompt").press("Enter");
            assertThat(page.locator("#live-table .work__links a").first())
                    .hasAttribute("href", Pattern.compile("prompt=The\\+cat\\+sat$"));
            page.locator("#live-table .work__links a").first().click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&model=storyteller&digest=.*prompt=The\\+cat\\+sat&"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_exercise_answers_at_once_wrong_then_right_then_asks_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            assertThat(page.locator("#practice .hint >> visible=true")).hasCount(1);
            page.locator("#practice .hint summary").first().click();
            assertThat(page.locator("#practice .hint >> visible=true")).hasCount(2);
            page.locator("#practice-answer").fill("0.5488");
            page.locator("#practice-answer").press("Enter");
            assertThat(page.locator("#practice-feedback")).containsText("the exponential of “floor” alone");
            assertThat(page.locator("#practice-answer")).isFocused();
            assertThat(page.locator("#practice .hint[open]")).hasCount(1);
            page.locator("#practice-answer").fill("27.29%");
            page.locator("#practice-answer").press("Enter");
            assertThat(page.locator("#practice-feedback")).containsText("Right. Softmax gives “floor”");
            page.locator("#practice-fresh").click();
            assertThat(page.locator("#practice input[type=hidden][name=\"practice.seed\"]"))
                    .hasValue("1");
            assertThat(page.locator("#practice-feedback")).hasText("");
            assertThat(page.locator("#practice-fresh")).isFocused();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void without_javascript_forms_and_links_do_the_same() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate(LESSON);
            assertThat(page.locator("#why")).isVisible();
            page.locator("#toy-logits-0").fill("1.2");
            page.locator("#toy button").click();
            assertThat(page).hasURL(Pattern.compile("/lessons/softmax\\?toy\\.logits\\.0=1\\.2#toy$"));
            assertThat(page.locator("#toy-status")).containsText("37.04% each");
            page.locator("#practice-answer").fill("27");
            page.locator("#practice button").click();
            assertThat(page.locator("#practice-feedback")).containsText("in percent");
            assertThat(page.locator("#practice-answer")).hasValue("27");
            assertThat(page.locator("#toy-logits-0")).hasValue("1.2");
            page.locator("#practice-fresh").click();
            assertThat(page).hasURL(Pattern.compile("practice\\.seed=1#practice$"));
            assertThat(page.locator("#toy-logits-0")).hasValue("1.2");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_page_with_a_refused_value_and_an_answer_has_no_accessibility_findings() {
        try (Visit visit = Browsers.visit()) {
            visit.page().navigate(LESSON + "?toy.logits.0=abc&practice.answer=0.5");
            Accessibility.assertNothingFound(visit.page(), "answered");
        }
    }
}
