package logitlab.web.tool.draws;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor draws a step many times, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeedDrawsJourneyTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_draws_again_and_opens_a_seed(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate("/play?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=0&a=sample");
            page.locator("#tools summary").click();
            page.locator("#tools a", new Page.LocatorOptions().setHasText("Many draws"))
                    .click();
            assertThat(page.locator(".tool__sentence")).containsText("100 draws, one for each seed from 39 to 138");
            page.locator(".tool__ways a").click();
            assertThat(page.locator(".tool__sentence")).containsText("100 draws, one for each seed from 139 to 238");
            page.locator(".take__tokens a", new Page.LocatorOptions().setHasText("1,000"))
                    .click();
            assertThat(page.locator(".tool__sentence")).containsText("1,000 draws, one for each seed from 139 to 1138");

            Locator row = page.locator(".counts tbody tr").nth(2);
            String token = row.locator("th").innerText();
            String seed = row.locator(".take__seed").innerText();
            row.locator(".take__seed").click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1.*&seed=" + seed + "&at=0&.*"));
            assertThat(page.locator("#a-candidates .candidate--chosen .candidates__token"))
                    .hasText(token);
        }
    }
}
