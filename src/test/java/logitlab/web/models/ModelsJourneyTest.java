package logitlab.web.models;

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

/** A visitor wants to know what the models are, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelsJourneyTest {

    @Test
    void from_the_footer_to_a_model_and_to_its_first_step() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/glossary");
            page.locator(".footer a[href='/models']").click();
            assertThat(page.locator("h1")).hasText("Models");
            page.locator(".models__table a").last().click();
            assertThat(page).hasURL(Pattern.compile("/models#model-"));
            Locator model = page.locator(".model:target");
            assertThat(model.locator("h2")).isInViewport();
            model.locator("summary").first().click();
            assertThat(model.locator("details .prose").first()).isVisible();
            String id = page.url().replaceFirst(".*#model-", "");
            model.locator(".model__ways a").first().click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&model=" + id + "&"));
            assertThat(page.locator("#model")).hasValue(id);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void it_works_without_javascript_and_fits_a_narrow_phone() {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setViewportSize(320, 640).setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/models");
            for (Locator summary : page.locator(".model__part > summary").all()) {
                summary.click();
            }
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(320);
            page.locator(".model__ways a").nth(1).click();
            assertThat(page.locator("#model")).hasValue("storyteller");
            assertThat(visit.problems()).isEmpty();
        }
    }
}
