package logitlab.web.play;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor switches a head of one lane, steps on, and turns it on again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SwitchesJourneyTest {

    private static Locator mark(Page page) {
        return page.locator(".story[data-lane=b] .lanemark--switch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_head_is_switched_off_and_on_again_with_javascript_and_without(boolean script) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(script))) {
            Page page = visit.page();
            page.navigate("/play?prompt=Once+upon+a+time+there+was+a&a=greedy&b=greedy");
            page.locator(".settings .tab[data-lane=b]").click();
            String logit = page.locator("#b-candidates [data-is=logit]").first().textContent();

            page.locator("#b-switches > summary").click();
            page.locator("[name='b.switch-layer']").selectOption("4");
            page.locator("[name='b.switch-part']").selectOption("mlp");
            page.locator("#b-switches button").first().click();

            assertThat(mark(page)).hasText(Pattern.compile("The MLP of layer 4 is off"));
            assertThat(page.locator(".story[data-lane=a] .lanemark--switch")).hasCount(0);
            assertThat(page.locator("#b-candidates [data-is=logit]").first())
                    .not()
                    .hasText(logit);
            assertThat(page.locator("#b-switches > summary")).hasText("Switches: 1 set");
            if (script) {
                assertThat(page.locator("#b-switches > summary")).isFocused();
            } else {
                page.locator(".settings .tab[data-lane=b]").click();
            }

            page.locator("#step").click();
            assertThat(page).hasURL(Pattern.compile("at=1&.*&b\\.switch\\.4\\.mlp=0"));
            assertThat(mark(page)).hasCount(1);
            if (!script) {
                page.locator(".settings .tab[data-lane=b]").click();
            }

            page.locator("#b-switches .switching__on").click();
            assertThat(mark(page)).hasCount(0);
            assertThat(page).hasURL(Pattern.compile("at=1&(?!.*switch)"));
            assertThat(page.locator("#b-switches > summary")).hasText("Switches");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_wrong_factor_stays_in_its_field_and_can_be_corrected() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy");
            page.locator("#a-switches > summary").click();
            page.locator("[name='a.switch-number']").fill("3");
            page.locator("[name='a.switch-number']").press("Enter");
            assertThat(page.locator("#problem")).hasText("Lane A: The factor must be from 0 to 2; it is “3”.");
            assertThat(page.locator("[name='a.switch-number']")).hasValue("3");
            page.locator("[name='a.switch-number']").fill("1,5");
            page.locator("[name='a.switch-number']").press("Enter");
            assertThat(page.locator(".lanemark--switch")).hasText(Pattern.compile("Head 1 of layer 1 × 1\\.5"));
            assertThat(page).hasURL(Pattern.compile("prompt=The\\+king.*a\\.switch\\.1\\.1=1\\.5"));
        }
    }

    @Test
    void the_mark_turns_the_head_on_again_and_back_brings_the_switch_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy&a.switch.4.2=0");
            page.locator(".lanemark--switch a").click();
            assertThat(page.locator(".lanemark--switch")).hasCount(0);
            assertThat(page.locator("#a-menu > summary")).isFocused();
            page.goBack();
            assertThat(page.locator(".lanemark--switch")).hasText(Pattern.compile("Head 2 of layer 4 is off"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void only_a_sampled_lane_strikes_out_what_its_settings_dropped() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&a=greedy&b=greedy&b.switch.2.2=0&c=sample&c.top-k=2");
            String struck = "lane => [...document.querySelectorAll("
                    + "`#${lane}-candidates .candidate--dropped .candidates__token`)]"
                    + ".map(token => getComputedStyle(token).textDecorationLine).filter(line => line !== 'none').length";
            assertThat(page.locator("#b-candidates .candidate--dropped").count())
                    .isPositive();
            assertThat(page.evaluate(struck, "a")).isEqualTo(0);
            assertThat(page.evaluate(struck, "b")).isEqualTo(0);
            assertThat((Integer) page.evaluate(struck, "c")).isPositive();
        }
    }
}
