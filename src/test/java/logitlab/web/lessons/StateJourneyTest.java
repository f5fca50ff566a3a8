package logitlab.web.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A visitor's changes are still there after a reload, and after leaving the page and coming back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StateJourneyTest {

    private static final String LESSON = "/lessons/temperature";

    @Test
    void a_changed_widget_is_the_same_after_reload_and_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            page.locator("#sweep-temperature").fill("3");
            assertThat(page).hasURL(Pattern.compile("/lessons/temperature\\?sweep\\.temperature=3#sweep$"));
            String shown = page.locator("#sweep-result .sweep__table").innerText();
            page.reload();
            assertThat(page.locator("#sweep-temperature")).hasValue("3");
            assertThat(page.locator("#sweep-result caption")).containsText("3");
            page.locator(".lesson__ways a[href='/glossary']").click();
            assertThat(page).hasURL(Pattern.compile("/glossary$"));
            page.goBack();
            assertThat(page.locator("#sweep-temperature")).hasValue("3");
            assertThat(page.locator("#sweep-result .sweep__table").innerText()).isEqualTo(shown);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void widgets_and_exercises_share_one_address_and_one_entry_of_the_history() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            Object entries = page.evaluate("history.length");
            page.locator("#lanes-temperature").fill("0,5");
            assertThat(page).hasURL(Pattern.compile("\\?lanes\\.temperature=0\\.5#lanes$"));
            page.locator("#sweep-temperature").fill("2");
            assertThat(page).hasURL(Pattern.compile("\\?lanes\\.temperature=0\\.5&sweep\\.temperature=2#sweep$"));
            page.locator("#by-hand-answer").fill("0,5");
            page.locator("#by-hand-answer").press("Enter");
            assertThat(page).hasURL(Pattern.compile("&sweep\\.temperature=2&by-hand\\.answer=0%2C5#by-hand$"));
            page.locator("#lanes-result .work__links a").last().click();
            assertThat(page)
                    .hasURL(Pattern.compile("temperature\\?sweep\\.temperature=2&by-hand\\.answer=0%2C5#lanes$"));
            assertThat(page.locator("#lanes-temperature")).hasValue("0.3");
            assertThat(page.locator("#sweep-temperature")).hasValue("2");
            assertThat(page.evaluate("history.length")).isEqualTo(entries);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void an_answered_exercise_shows_its_verdict_again_and_counts_where_it_was_answered_alone() {
        String link;
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/lessons/softmax");
            page.locator("#practice-answer").fill("27,29 %");
            page.locator("#practice-answer").press("Enter");
            assertThat(page.locator("#practice-feedback")).containsText("Right. Softmax gives “floor”");
            page.reload();
            assertThat(page.locator("#practice-answer")).hasValue("27,29 %");
            assertThat(page.locator("#practice-feedback")).containsText("Right. Softmax gives “floor”");
            assertThat(page.locator(".contents .progress")).containsText("1 of");
            link = page.url();
            assertThat(visit.problems()).isEmpty();
        }
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(link);
            assertThat(page.locator("#practice-feedback")).containsText("Right. Softmax gives “floor”");
            assertThat(page.locator(".contents .progress")).containsText("0 of");
        }
    }

    @Test
    void back_from_a_section_shows_what_was_set_then_and_the_page_still_works() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(LESSON);
            page.locator("#sweep-temperature").fill("3");
            assertThat(page).hasURL(Pattern.compile("sweep\\.temperature=3#sweep$"));
            page.locator("nav[aria-labelledby=contents] a").last().click();
            page.locator("#sweep-temperature").fill("5");
            assertThat(page).hasURL(Pattern.compile("sweep\\.temperature=5#sweep$"));
            page.goBack();
            assertThat(page.locator("#sweep-temperature")).hasValue("3");
            assertThat(page).hasURL(Pattern.compile("sweep\\.temperature=3#sweep$"));
            assertThat(page.locator(".contents .progress")).isVisible();
            page.locator("#by-hand-answer").fill("7");
            page.locator("#by-hand-answer").press("Enter");
            assertThat(page).hasURL(Pattern.compile("sweep\\.temperature=3&by-hand\\.answer=7#by-hand$"));
            assertThat(visit.problems()).isEmpty();
        }
    }
}
