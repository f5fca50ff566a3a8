package logitlab.web.tool.others;

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

/** A visitor meets llama.cpp's order next to that of transformers, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdersJourneyTest {

    private static final String STEP =
            "/play?prompt=The+king+had+a&seed=4&a=sample&a.temperature=0.6&a.top-p=0.8&a.min-p=0.02";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_puts_the_order_of_llama_cpp_next_to_the_own(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate(STEP);
            page.locator("#tools summary").click();
            page.locator("#tools a", new Page.LocatorOptions().setHasText("As others would decode it"))
                    .click();
            assertThat(page.locator("h1")).hasText("As others would decode it");
            Locator row = page.locator("#own-scroll tbody tr", new Page.LocatorOptions().setHasText("llama.cpp"));
            assertThat(row).containsText("divides by the temperature last");
            String kept = row.locator(".others__number").first().innerText();
            String taken = row.locator("td .token").innerText();
            row.locator("a").click();

            // two lanes, one draw
            assertThat(page).hasURL(Pattern.compile("b=sample.*b\\.order=llama\\.cpp"));
            assertThat(page.locator(".story[data-lane=b] .story__sets")).containsText("Order of llama.cpp");
            assertThat(page.locator(".lane[data-lane=b] .candidate--chosen .candidates__token"))
                    .hasText(taken);
            assertThat(page.locator(".lane[data-lane=b]")).containsText("could fall on " + kept + " of");
            assertThat(page.locator(".verification")).containsText("Verified");
            page.goBack();
            assertThat(page.locator("h1")).hasText("As others would decode it");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_preset_of_another_program_sets_its_order_and_its_defaults() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEP);
            page.locator("#a-more > summary").click();
            page.locator(".presets--programs button", new Page.LocatorOptions().setHasText("llama.cpp"))
                    .click();
            assertThat(page)
                    .hasURL(Pattern.compile("a\\.temperature=0\\.8&a\\.top-k=40&a\\.top-p=0\\.95&a\\.min-p=0\\.05"
                            + "&a\\.order=llama\\.cpp"));
            assertThat(page.locator("#a-order")).hasValue("llama.cpp");
            assertThat(page.locator("[aria-pressed=true]")).hasText("llama.cpp");
            page.locator("#a-order").selectOption("");
            assertThat(page).not().hasURL(Pattern.compile("a\\.order"));
            assertThat(page.locator(".story[data-lane=a] .story__sets")).not().containsText("Order");
            assertThat(visit.problems()).isEmpty();
        }
    }
}
