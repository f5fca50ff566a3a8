package logitlab.web.view;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** From a candidate to the bill of its logit, with a finger, with the keyboard and without JavaScript. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BillLinksJourneyTest {

    private static final String PLAY = "/play?prompt=Once+upon+a+time+there+was+a&a=greedy&b=sample&b.switch.4.2=0";

    private static void assertBill(Page page, String token, String logit) {
        assertThat(page).hasURL(Pattern.compile("/inside\\?.*&station=logits&target=\\d+.*#bill$"));
        assertThat(page.locator("#logits-fold")).hasAttribute("open", "");
        assertThat(page.locator(".bill__says").first()).containsText("“" + token + "” has the logit " + logit);
    }

    @Test
    void a_candidate_of_the_playground_leads_to_its_bill_and_the_bill_back_to_the_step() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate(PLAY);
            Locator row = page.locator("#b-candidates tbody tr").nth(4);
            String token = row.locator(".why").textContent();
            String logit = row.locator("[data-is=logit]").textContent();
            row.locator(".why").click();
            assertBill(page, token, logit);

            page.locator("#logits-body .station__link a").first().click();
            assertThat(page).hasURL(Pattern.compile("/play\\?.*&at=0&a=sample&a\\.switch\\.4\\.2=0"));
            assertThat(page.locator("#a-candidates .why").nth(4)).hasText(token);
            assertThat(page.locator("#a-candidates [data-is=logit]").nth(4)).hasText(logit);
        }
    }

    @Test
    void the_keyboard_reaches_one_link_a_table_and_enter_on_a_row_opens_its_bill() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(PLAY);
            assertThat(page.locator("#b-candidates .why[tabindex='0']")).hasCount(1);
            page.locator("#step").click();
            assertThat(page).hasURL(Pattern.compile("at=1"));
            assertThat(page.locator("#b-candidates .why[tabindex='0']")).hasCount(1);
            page.locator("#b-candidates tr[tabindex='0']").focus();
            page.keyboard().press("Home");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            Locator row = page.locator("#b-candidates tbody tr").nth(2);
            assertThat(row).isFocused();
            page.keyboard().press("Tab");
            assertThat(row.locator(".why")).isFocused();
            page.keyboard().press("Shift+Tab");
            String token = row.locator(".why").textContent();
            assertThat(row.locator(".why")).hasAttribute("title", token + ": why this logit? Open its bill");
            String logit = row.locator("[data-is=logit]").textContent();
            page.keyboard().press("Enter");
            assertBill(page, token, logit);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_candidate_of_a_lesson_leads_to_its_bill() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/lessons/logit");
            Locator row = page.locator(".logit-bars__row").nth(1);
            String token = row.locator(".why").textContent();
            String logit = row.locator("td").first().textContent();
            row.locator(".why").click();
            assertBill(page, token, logit);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void on_a_phone_the_link_is_there_and_the_table_is_no_wider_than_the_page() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 740))) {
            Page page = visit.page();
            page.navigate(PLAY);
            assertThat(page.locator("#b-candidates .why").first()).isVisible();
            assertThat(
                            (Boolean)
                                    page.evaluate(
                                            "() => document.querySelector('#b-scroll').scrollWidth <= document.querySelector('#b-scroll').clientWidth"))
                    .isTrue();
        }
    }
}
