package logitlab.web.tool.futures;

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

/** A visitor looks at all futures of a step and at a hundred texts, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FuturesJourneyTest {

    private static final String STEP = "/play?prompt=Once+upon+a+time&at=2";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_sees_the_futures_of_a_step_moves_the_temperature_and_takes_a_path(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate(STEP);
            page.locator("#tools summary").click();
            page.locator("#tools a", new Page.LocatorOptions().setHasText("All futures"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/play/futures\\?v=1&.*at=2.*"));
            assertThat(page.locator("h1")).hasText("All futures");
            Locator map = page.locator("svg.futures__map--wide");
            assertThat(map).isVisible();
            assertThat(map.locator(".futures__taken")).hasCount(1);
            double warm = number(girl(page));

            page.locator("#temperature").fill("2");
            page.locator(".futures__form button").click();
            assertThat(page).hasURL(Pattern.compile(".*b\\.temperature=2&.*probabilities=lane"));
            assertThat(number(girl(page))).isNotEqualTo(warm);

            page.locator("input[value=model]").check();
            page.locator(".futures__form button").click();
            assertThat(page).hasURL(Pattern.compile(".*probabilities=model"));

            Locator row = page.locator(".futures__table a").nth(2);
            String token = row.innerText();
            row.click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&.*"));
            assertThat(page.locator("main")).containsText(token);
            page.goBack();
            assertThat(page.locator("h1")).hasText("All futures");
            assertThat(visit.problems()).isEmpty();
        }
    }

    /** The probability of the path in the second row of the table. */
    private static String girl(Page page) {
        return page.locator(".futures__table tbody tr")
                .nth(1)
                .locator("td")
                .nth(1)
                .innerText();
    }

    private static double number(String percent) {
        return Double.parseDouble(percent.replace("%", ""));
    }

    @Test
    void on_a_phone_the_picture_is_another_one_and_nothing_is_cut_off() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.setViewportSize(360, 740);
            for (String tool : new String[] {"futures", "texts"}) {
                page.navigate("/play/" + tool + "?prompt=Once+upon+a+time&at=2");
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(360);
            }
            page.goBack();
            assertThat(page.locator("svg.futures__map--narrow")).isVisible();
            assertThat(page.locator("svg.futures__map--wide")).isHidden();
        }
    }

    @Test
    void a_tile_can_be_reached_by_keyboard_and_shows_that_it_has_the_focus() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play/futures?prompt=Once+upon+a+time&at=2");
            page.locator("a[href='#paths']").focus();
            page.keyboard().press("Tab");
            Locator tile = page.locator("svg.futures__map--wide a:focus");
            assertThat(tile).hasCount(1);
            assertThat(tile.locator("rect")).hasCSS("stroke-width", "3px");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&.*"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_compares_a_hundred_texts_with_their_probabilities_and_opens_one(boolean scripts) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate(STEP);
            page.locator("#tools summary").click();
            page.locator("#tools a", new Page.LocatorOptions().setHasText("A hundred texts"))
                    .click();
            assertThat(page.locator(".futures__texts li")).hasCount(100);
            Locator first = page.locator(".futures__table tbody tr").first();
            assertThat(first.locator("td").first()).hasText(Pattern.compile("\\d+"));
            Locator text = page.locator(".futures__texts a").nth(6);
            String end = text.innerText();
            text.click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&.*seed=45&.*"));
            assertThat(page.locator("main")).containsText(end.substring(end.length() - 8));
            assertThat(visit.problems()).isEmpty();
        }
    }
}
