package logitlab.web.home;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a visitor does first, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HomeJourneyTest {

    @Test
    void a_first_visitor_takes_steps_tries_a_beginning_and_opens_the_step_in_full() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            assertThat(page.locator(".pair__token")).hasCount(2);
            page.locator("#step").click();
            assertThat(page.locator(".pair__token")).hasCount(4);
            assertThat(page.locator("#step")).isFocused();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".pair__token")).hasCount(6);
            assertThat(page.locator(".glance__here")).hasCount(2);
            page.locator("#prompt").fill("The king");
            page.locator("#prompt").press("Enter");
            assertThat(page.locator(".pair__text").first()).containsText("The king");
            assertThat(page.locator(".pair__token")).hasCount(2);
            page.locator(".glance__play").click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&model=storyteller&.*prompt=The\\+king&"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_step_lives_in_the_address_so_that_reload_and_back_show_it_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            page.locator("#prompt").fill("The king");
            page.locator("#prompt").press("Enter");
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&model=storyteller&.*prompt=The\\+king&seed=7&at=0&"));
            page.locator("#step").click();
            assertThat(page.locator(".pair__token")).hasCount(4);
            assertThat(page).hasURL(Pattern.compile("&at=1&"));
            String shown = page.locator(".glance__sides").innerText();
            page.reload();
            assertThat(page.locator(".glance__sides")).hasText(shown, new HasTextOptions().setUseInnerText(true));
            page.locator(".glance__play").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            page.goBack();
            assertThat(page.locator(".pair__token")).hasCount(4);
            assertThat(page.locator("#prompt")).hasValue("The king");
            page.goBack();
            assertThat(page.locator(".pair__token")).hasCount(2);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void without_javascript_the_form_and_the_step_stay_on_the_page() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/");
            assertThat(page.locator(".progress").first()).isHidden();
            page.locator("#step").click();
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&.*&at=1&"));
            assertThat(page.locator(".pair__token")).hasCount(4);
            page.locator("#prompt").fill("The king");
            page.locator("#prompt").press("Enter");
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&.*prompt=The\\+king&"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_page_has_no_accessibility_findings_and_fits_desktop_and_phone() {
        try (Visit visit = Browsers.visit()) {
            visit.page().navigate("/");
            visit.page().locator("#step").click();
            assertThat(visit.page().locator(".pair__token")).hasCount(4);
            Accessibility.assertNothingFound(visit.page(), "after a step");
        }
    }
}
