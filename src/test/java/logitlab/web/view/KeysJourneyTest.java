package logitlab.web.view;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Single keys work only in the instrument, or when nothing has the focus, and can be turned off (WCAG 2.1.4). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeysJourneyTest {

    private static Locator position(Page page) {
        return page.locator(".stepbar__position");
    }

    @Test
    void keys_act_in_the_instrument_and_nowhere_else() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy&b=sample");
            page.keyboard().press("ArrowRight");
            assertThat(position(page)).hasText("Token 2 of 2");
            page.locator("#other-seed").focus();
            page.keyboard().press("ArrowRight");
            assertThat(position(page)).hasText("Token 3 of 3");
            page.locator(".masthead__name").focus();
            for (String key : new String[] {"ArrowLeft", "p", "r", "?"}) {
                page.keyboard().press(key);
            }
            assertThat(page.locator("dialog[data-keys]")).isHidden();
            assertThat(position(page)).hasText("Token 3 of 3");
            page.locator("#hero").click();
            page.keyboard().press("r");
            assertThat(position(page)).hasText("Token 1 of 1");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void home_and_end_are_the_browser_s() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy&b=sample&at=2");
            page.evaluate("window.scrollTo(0, 600)");
            page.keyboard().press("Home");
            page.waitForCondition(() -> page.evaluate("scrollY").equals(0));
            assertThat(position(page)).hasText("Token 3 of 3");
        }
    }

    @Test
    void a_switch_in_their_list_turns_them_off_until_it_turns_them_on_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/inside?prompt=The+cat");
            page.locator("[data-keys-open]").click();
            page.getByLabel("These keys are on").uncheck();
            page.locator("dialog[data-keys] form button").click();
            page.navigate("/play?prompt=The+king&a=greedy&b=sample");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("?");
            page.waitForTimeout(300);
            assertThat(position(page)).hasText("Token 1 of 1");
            assertThat(page.locator("dialog[data-keys]")).isHidden();
            page.locator("[data-keys-open]").click();
            assertThat(page.getByLabel("These keys are on")).not().isChecked();
            page.getByLabel("These keys are on").check();
            page.locator("dialog[data-keys] form button").click();
            page.locator("#hero").click();
            page.keyboard().press("ArrowRight");
            assertThat(position(page)).hasText("Token 2 of 2");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_browser_that_keeps_nothing_can_turn_them_off_for_the_page() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.addInitScript(
                    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });");
            page.navigate("/play?prompt=The+king&a=greedy&b=sample");
            page.keyboard().press("ArrowRight");
            assertThat(position(page)).hasText("Token 2 of 2");
            page.locator("[data-keys-open]").click();
            page.getByLabel("These keys are on").uncheck();
            page.locator("dialog[data-keys] form button").click();
            page.locator("#hero").click();
            page.keyboard().press("ArrowRight");
            page.waitForTimeout(300);
            assertThat(position(page)).hasText("Token 2 of 2");
            assertThat(visit.problems()).isEmpty();
        }
    }
}
