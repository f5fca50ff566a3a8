package logitlab.web.tool.parting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor asks why the lanes split and gives one the token of the other, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PartingJourneyTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_learns_why_the_lanes_split_and_puts_a_token_into_the_other(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate("/play?v=1&prompt=Once+upon+a+time+there+was+a&seed=39&at=12&a=sample&b=sample&b.top-k=1");
            page.locator("#why-parted").click();
            assertThat(page).hasURL(Pattern.compile("/play/parting\\?v=1&model=storyteller&.*"));
            assertThat(page.locator(".tool__sentence")).containsText("Sampled A takes “");
            assertThat(page.locator(".parting__reason").last()).containsText("too, with top-k 1.");
            String token = page.locator(".parting__enough .token").innerText();
            page.locator(".tool__ways a", new Page.LocatorOptions().setHasText("into Sampled A"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1.*"));
            assertThat(page.locator("#a-candidates .candidate--chosen .candidates__token"))
                    .hasText(token);
            page.goBack();
            page.locator(".tool__ways a", new Page.LocatorOptions().setHasText("Go to the split"))
                    .click();
            assertThat(page.locator(".dice__parted")).containsText("Here the lanes split");
        }
    }
}
