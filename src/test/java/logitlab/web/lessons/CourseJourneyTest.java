package logitlab.web.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How learners find their way through the course and back to it, in a real browser, on a small course of the test's own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseJourneyTest {

    private static OwnCourse course;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        course = new OwnCourse(folder);
    }

    @AfterAll
    static void stop() {
        course.close();
    }

    private static Locator progress(Page page, String lesson) {
        return page.locator("li[data-lesson=" + lesson + "] .progress");
    }

    @Test
    void a_term_shows_its_meaning_on_the_spot_by_mouse_and_by_keyboard() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address("/lessons/second"));
            Locator term = page.locator("p > a.term").first();
            Locator meaning = page.locator("#term-logit");
            assertThat(meaning).isHidden();
            term.click();
            assertThat(meaning).isVisible();
            assertThat(meaning).isFocused();
            term.click();
            assertThat(meaning).isHidden();
            term.focus();
            page.keyboard().press("Enter");
            assertThat(meaning).isVisible();
            page.keyboard().press("Escape");
            assertThat(meaning).isHidden();
            assertThat(term).isFocused();
            term.click();
            meaning.getByText("Close").click();
            assertThat(meaning).isHidden();
            term.click();
            meaning.getByText("token").click(); // whose own meaning this page does not have
            assertThat(page).hasURL(Pattern.compile("/glossary#token$"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void arrow_keys_leave_a_lesson_only_from_its_links_to_the_others() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address("/lessons/first"));
            page.locator("#one-answer").fill("0.4");
            page.locator("h1").click();
            page.keyboard().press("ArrowRight");
            page.locator("#one .button--main").focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("?");
            assertThat(page.locator("dialog[data-keys]")).isHidden();
            assertThat(page).hasURL(Pattern.compile("/lessons/first$"));
            assertThat(page.locator("#one-answer")).hasValue("0.4");
            page.locator("[data-turn=next]").focus();
            page.keyboard().press("ArrowRight");
            assertThat(page).hasURL(Pattern.compile("/lessons/second$"));
            page.locator("[data-turn=previous]").focus();
            page.keyboard().press("ArrowLeft");
            assertThat(page).hasURL(Pattern.compile("/lessons/first$"));
            page.locator("[data-keys-open]").click();
            assertThat(page.locator("dialog[data-keys]")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void what_was_answered_right_is_marked_kept_sent_by_link_and_forgotten() {
        String link;
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address("/lessons"));
            assertThat(progress(page, "first")).containsText("0 of 2 exercises right");
            assertThat(page.getByText("Forget my progress")).isHidden();
            page.navigate(course.address("/lessons/first"));
            page.locator("#one-answer").fill("0.4");
            page.locator("#one-answer").press("Enter");
            assertThat(page.locator("#one-feedback")).containsText("Not yet");
            assertThat(page.locator(".contents .progress")).containsText("0 of 2");
            page.locator("#one-answer").fill("0.2404");
            page.locator("#one-answer").press("Enter");
            assertThat(page.locator(".contents .progress [data-sentence]:visible"))
                    .hasText("1 of 2 exercises right");
            assertThat(page.locator(".contents__box[data-right]")).hasCount(1);
            page.navigate(course.address("/lessons"));
            assertThat(progress(page, "first").locator("[data-sentence]:visible"))
                    .hasText("1 of 2 exercises right");
            link = page.locator("[data-progress-link]").getAttribute("href");
            assertThat(link).isEqualTo("/lessons?done=first.one");
            assertThat(visit.problems()).isEmpty();
        }
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address(link));
            assertThat(progress(page, "first").locator("[data-sentence]:visible"))
                    .hasText("0 of 2 exercises right");
            page.getByText("Take it into this browser").click();
            assertThat(page).hasURL(Pattern.compile("/lessons$"));
            assertThat(progress(page, "first").locator("[data-sentence]:visible"))
                    .hasText("1 of 2 exercises right");
            page.getByText("Forget my progress").click();
            page.getByText("Forget it").click();
            assertThat(progress(page, "first").locator("[data-sentence]:visible"))
                    .hasText("0 of 2 exercises right");
            page.reload();
            assertThat(progress(page, "first").locator("[data-sentence]:visible"))
                    .hasText("0 of 2 exercises right");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_right_answer_makes_the_card_visibly_done_now_and_when_the_page_is_opened_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address("/lessons/first"));
            Locator card = page.locator("#one");
            Locator done = card.getByText("Exercise 1, done");
            Object open = background(card);
            assertThat(card.getByText("Exercise 1", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(done).isHidden();
            page.locator("#one-answer").fill("0.4");
            page.locator("#one-answer").press("Enter");
            assertThat(page.locator("#one-feedback")).containsText("Not yet");
            assertThat(done).isHidden();
            assertThat(background(card)).isEqualTo(open);
            page.locator("#one-answer").fill("0.2404");
            page.locator("#one-answer").press("Enter");
            assertThat(done).isVisible();
            Object green = background(card);
            assertThat(green).isNotEqualTo(open);
            page.navigate(course.address("/lessons/first"));
            assertThat(done).isVisible();
            assertThat(page.locator("#one-answer")).hasValue("");
            assertThat(background(card)).isEqualTo(green);
            Accessibility.assertNothingFound(page, "an exercise that is done");
            assertThat(visit.problems()).isEmpty();
        }
    }

    private static Object background(Locator card) {
        return card.evaluate("card => getComputedStyle(card).backgroundColor");
    }

    @Test
    void the_place_of_reading_is_offered_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address("/lessons"));
            assertThat(page.locator("[data-go-on]")).containsText("Begin with");
            page.navigate(course.address("/lessons/first"));
            page.locator("#end").scrollIntoViewIfNeeded();
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
            page.waitForCondition(() -> page.evaluate("localStorage.getItem('logitlab.place')") != null);
            page.navigate(course.address("/lessons"));
            page.getByText("Continue where you were: “End” in lesson 1").click();
            assertThat(page).hasURL(Pattern.compile("/lessons/first#end$"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_pages_have_no_accessibility_findings_and_fit_desktop_and_phone() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(course.address("/lessons?done=first.one+second.one"));
            Accessibility.assertNothingFound(page, "a link with what was done");
            page.getByText("Take it into this browser").click();
            page.navigate(course.address("/lessons"));
            Accessibility.assertNothingFound(page, "what was done");
            page.navigate(course.address("/lessons/second"));
            page.locator(".note summary").click();
            page.locator("p > a.term").first().click();
            assertThat(page.locator("#term-logit")).isInViewport();
            Accessibility.assertNothingFound(page, "what opens in a lesson");
        }
    }
}
