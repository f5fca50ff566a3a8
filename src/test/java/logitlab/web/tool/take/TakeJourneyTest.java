package logitlab.web.tool.take;

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

/** A visitor asks why not that token, and sets what it takes, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakeJourneyTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_finds_what_it_takes_and_sets_it(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate("/play?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=0&a=sample");
            page.locator("#tools summary").click();
            page.locator("#tools a", new Page.LocatorOptions().setHasText("What it would take"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/play/take\\?v=1&model=storyteller&.*"));
            assertThat(page.locator("h1")).hasText("What it would take");

            // another candidate
            Locator candidate = page.locator(".take__token:not([aria-current])").first();
            String token = candidate.innerText();
            candidate.click();
            assertThat(page.locator(".take__token[aria-current]")).hasText(token);
            assertThat(page.locator(".tool__sentence")).containsText("“" + token + "”");

            // with the bias that it takes, the step chooses it
            page.locator(".take__changes a", new Page.LocatorOptions().setHasText("Set its bias"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1.*&a\\.bias\\..*"));
            assertThat(page.locator("#a-candidates .candidate--chosen .candidates__token"))
                    .hasText(token);

            // back, and the next seed that chooses it
            page.goBack();
            page.locator(".take__changes a", new Page.LocatorOptions().setHasText("Set the seed"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1.*"));
            assertThat(page.locator("#a-candidates .candidate--chosen .candidates__token"))
                    .hasText(token);

            // any token by its text
            page.goBack();
            page.locator(".take__form input[name=text]").fill("␣dragon");
            page.locator(".take__form button").click();
            assertThat(page.locator(".tool__sentence")).containsText("“␣dragon”");
            page.locator(".tool > .toolhead a").first().click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1.*"));
        }
    }
}
