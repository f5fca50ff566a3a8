package logitlab.web.tool.beam;

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

/** A visitor searches with beams: from a step, and in a lane of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BeamJourneyTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_searches_from_a_step_and_then_in_a_lane(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king+had+a&a=greedy&at=2");
            page.locator("#tools summary").click();
            page.locator("#tools a", new Page.LocatorOptions().setHasText("Beam search"))
                    .click();
            page.locator("[name=beams]").fill("2");
            page.locator("[name=steps]").fill("3");
            page.locator(".beamform button").click();
            assertThat(page).hasURL(Pattern.compile("/play/beam\\?.*beams=2.*steps=3"));
            assertThat(page.locator("#found-scroll tbody tr")).hasCount(2);
            assertThat(page.locator(".beams")).hasCount(3);
            assertThat(page.locator(".beams").first().locator(".beams__row--continued"))
                    .hasCount(2);
            assertThat(page.locator(".beams").first().locator(".beams__row--dropped"))
                    .hasCount(2);

            page.locator("#found ~ p a").click();
            assertThat(page).hasURL(Pattern.compile("b=beam&b\\.beams=2&b\\.ids="));
            Locator lane = page.locator("[data-lane=b]:has(#b-beams-heading)");
            assertThat(lane.locator(".beams__row")).hasCount(4);
            assertThat(lane).containsText("Each step searches again from the prompt");
            assertThat(page.locator(".verification")).containsText("Verified");

            // the next step, and back
            page.locator("#step").click();
            assertThat(page).hasURL(Pattern.compile("at=3.*b\\.ids=\\w+\\.\\w+\\.\\w+\\.\\w+$"));
            assertThat(lane.locator(".beams__note"))
                    .containsText("Step 4: of the 4 most probable texts, the search keeps 2.");
            page.locator("#back").click();
            assertThat(lane.locator(".beams__note")).containsText("Step 3:");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_lane_becomes_a_beam_search_and_has_only_its_settings() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king+had+a&a=sample&a.temperature=0.8&at=2");
            page.locator(".decoder__choice", new Page.LocatorOptions().setHasText("Beam search"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("a=beam&a\\.ids="));
            assertThat(page.locator("#a-temperature")).isHidden();
            assertThat(page.locator("#a-repetition-penalty")).isHidden();
            page.locator("#a-beams").fill("2");
            assertThat(page).hasURL(Pattern.compile("a=beam&a\\.beams=2&a\\.ids="));
            assertThat(page.locator(".story[data-lane=a] .story__sets")).hasText("2 beams");
            assertThat(page.locator(".beams__row--continued")).hasCount(2);
            page.locator("#a-early-stopping").selectOption("true");
            assertThat(page.locator(".story[data-lane=a] .story__sets")).hasText("2 beams, early stopping");
            page.locator("#a-beams").fill("17");
            assertThat(page.locator("#problem")).containsText("from 1 to 16");
            page.locator("#a-beams").fill("3");
            assertThat(page.locator(".beams__row--continued")).hasCount(3);
            page.locator(".decoder__choice", new Page.LocatorOptions().setHasText("Sampled"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("a=sample&a\\.temperature=0\\.8"));
            assertThat(page.locator(".beams")).hasCount(0);
        }
    }

    @Test
    void a_beam_lane_plays() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king+had+a&a=greedy&b=beam&b.beams=2");
            page.locator("#steps").fill("3");
            page.locator("#run button, #play").first().click();
            assertThat(page).hasURL(Pattern.compile("at=3.*b\\.ids=\\w+\\.\\w+\\.\\w+\\.\\w+$"));
            assertThat(page.locator(".verification")).containsText("Verified");
            assertThat(visit.problems()).isEmpty();
        }
    }
}
