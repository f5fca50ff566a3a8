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

    @Test
    void the_tab_key_stays_in_an_open_definition_and_escape_leads_back_to_its_sign() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy&b=sample");
            Locator sign = page.locator("[data-lane=b] [data-term=top-k]").first();
            Locator box = page.locator("#term-top-k");
            sign.press("Enter");
            assertThat(box).isFocused();
            for (String key : new String[] {"Shift+Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"}) {
                page.keyboard().press(key);
                assertThat(box.locator(":focus")).hasCount(1);
            }
            page.keyboard().press("Escape");
            assertThat(box).isHidden();
            assertThat(sign).isFocused();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void in_a_table_home_and_end_lead_to_its_first_and_last_token() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy&b=sample");
            Locator rows = page.locator("#b-candidates .candidate[id]");
            page.locator("#b-candidates .candidate[tabindex='0']").press("End");
            assertThat(rows.last()).isFocused();
            page.keyboard().press("Home");
            assertThat(rows.first()).isFocused();
        }
    }
}
