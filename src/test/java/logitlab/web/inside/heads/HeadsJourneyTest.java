package logitlab.web.inside.heads;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.TestServer;
import logitlab.model.LanguageModel;
import logitlab.model.explain.AttentionPattern;
import logitlab.model.explain.HeadScores;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor looks for the head that looks at the token before, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadsJourneyTest {

    private static final LanguageModel MODEL = TestServer.models().first();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_finds_a_head_opens_it_and_turns_it_off(boolean scripts) {
        HeadScores.Head best = HeadScores.of(MODEL).orElseThrow().best(AttentionPattern.PREVIOUS);
        String name = "Layer " + best.layer() + ", head " + best.number();
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate("/inside?layer=1");
            page.locator("#layers a", new Page.LocatorOptions().setHasText("What does each head usually look at?"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/inside/heads\\?v=1&model=storyteller&digest=.*&by=previous"));
            assertThat(page).hasTitle(Pattern.compile("The heads of storyteller"));

            // sorted by another score, by place, and again by the token before
            sort(page, "First token");
            assertThat(page.locator("th[aria-sort=descending]")).hasText("First token");
            sort(page, "Place in the model");
            assertThat(rows(page).first().locator("th")).hasText("Layer 1, head 1");
            sort(page, "Token before");
            assertThat(page.locator("th[aria-sort=descending]")).hasText("Token before");
            assertThat(page.locator(".lesson__lead"))
                    .containsText("Head " + best.number() + " of layer " + best.layer() + " looks at the token before");
            assertThat(rows(page).first().locator("th")).hasText(name);

            // the head where it does so most: the largest weight is that of the token before
            rows(page).first().locator(".score-table__token a").click();
            assertThat(page.locator("#head-" + best.number())).hasAttribute("aria-current", "true");
            assertThat(page.locator(".layer--open .layer__title")).hasText("Layer " + best.layer());
            String here = page.locator(".positions [aria-current] .token").innerText();
            Locator looks = page.locator(".looks__one");
            assertThat(looks.last().locator(".looks__token")).hasText(here);
            String before =
                    looks.nth(looks.count() - 2).locator(".looks__weight").innerText();
            assertThat(page.locator("#layers .station__note", new Page.LocatorOptions().setHasText("takes most from")))
                    .containsText(before);

            // and back, and the same without the head
            page.goBack();
            rows(page)
                    .first()
                    .locator("a", new Locator.LocatorOptions().setHasText("Turn off"))
                    .click();
            assertThat(page.locator("#switches-heading")).isVisible();
            assertThat(page.locator(".switches select")).hasValue("0");
            assertThat(visit.problems()).isEmpty();
        }
    }

    private static void sort(Page page, String column) {
        page.locator(".scored__sort", new Page.LocatorOptions().setHasText(column))
                .click();
    }

    private static Locator rows(Page page) {
        return page.locator(".scored tbody tr:not(.scored__equally)");
    }
}
