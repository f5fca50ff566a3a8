package logitlab.web.home;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.decoding.Draw;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor does first, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HomeJourneyTest {

    private static final String TOP = "document.getElementById('tune').getBoundingClientRect().top";

    @Test
    void a_first_visitor_rolls_turns_the_temperature_and_opens_the_playground() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            assertThat(page.locator(".roll__one")).hasCount(8);
            page.locator("#again").click();
            assertThat(page.locator(".roll__one")).hasCount(9);
            assertThat(page.locator("#again")).isFocused();
            assertThat(page.locator("#said")).containsText("fell on");
            page.keyboard().press("Enter");
            assertThat(page.locator(".roll__one")).hasCount(10);
            String draw = page.locator(".dart__value").textContent();
            Locator slider = page.locator(".tune .slider");
            slider.focus();
            page.keyboard().press("Home"); // the lowest temperature
            assertThat(page.locator("#temperature")).hasValue("0.1");
            assertThat(page.locator("#counts")).containsText("always the same answer");
            assertThat(page.locator(".dart__value")).hasText(draw);
            assertThat(slider).isFocused();
            page.locator("#temperature").fill("1,5");
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&.*&seed=9&.*&b.temperature=1.5&"));
            assertThat(page.locator("#counts")).containsText("different answers");
            page.locator(".roll__open").click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&model=storyteller&.*&seed=9&.*&b.temperature=1.5&"));
            assertThat(page.locator(".dart__value")).hasText(draw);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_temperature_that_does_not_fit_is_named_and_the_next_one_clears_it() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            page.locator("#temperature").fill("0");
            assertThat(page.locator("#problem")).containsText("Temperature");
            assertThat(page.locator("#temperature")).hasAttribute("aria-invalid", "true");
            page.locator("#temperature").fill("0.5");
            assertThat(page.locator("#problem")).isHidden();
            assertThat(page.locator("[aria-invalid]")).hasCount(0);
        }
    }

    @Test
    void the_roll_lives_in_the_address_so_that_reload_and_back_show_it_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            page.locator("#again").click();
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&model=storyteller&.*&seed=8&at=0&"));
            String shown = page.locator("#roll").innerText();
            page.reload();
            assertThat(page.locator("#roll")).hasText(shown, new HasTextOptions().setUseInnerText(true));
            page.locator(".roll__open").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 1 of 1");
            page.goBack();
            assertThat(page.locator("#roll")).hasText(shown, new HasTextOptions().setUseInnerText(true));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void an_earlier_roll_comes_back_with_its_seed() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            String third = page.locator(".roll__one").nth(2).textContent();
            page.locator(".roll__one").nth(2).click();
            assertThat(page.locator(".roll__one")).hasCount(6);
            assertThat(page.locator(".roll__one[aria-current]")).hasText(third);
            assertThat(page).hasURL(Pattern.compile("&seed=5&"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void without_javascript_the_roll_and_the_temperature_stay_on_the_page() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/");
            assertThat(page.locator(".tune .slider")).isHidden();
            page.locator("#again").click();
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&.*&seed=8&"));
            assertThat(page.locator(".roll__one")).hasCount(9);
            page.locator("#temperature").fill("0.1");
            page.getByText("Apply").click();
            assertThat(page).hasURL(Pattern.compile("/\\?v=1&.*&seed=8&.*&b.temperature=0.1&"));
            assertThat(page.locator("#counts")).containsText("always the same answer");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void nothing_moves_from_roll_to_roll_and_from_temperature_to_temperature() {
        for (int width : new int[] {360, 1280}) {
            try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(width, 800))) {
                Page page = visit.page();
                page.navigate("/");
                Object top = page.evaluate(TOP);
                for (int i = 0; i < 4; i++) {
                    page.locator("#again").click();
                    assertThat(page.locator(".roll__one")).hasCount(Math.min(11, 9 + i));
                    assertThat(page.evaluate(TOP)).isEqualTo(top);
                }
                page.locator("#temperature").fill("0.1"); // its interval is wide, so the lens is not needed
                assertThat(page.locator("#counts")).containsText("always the same answer");
                assertThat(page.evaluate(TOP)).isEqualTo(top);
            }
        }
    }

    @Test
    void a_card_opened_by_a_finger_closes_by_a_tap_that_reaches_nothing_below_it() {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setViewportSize(360, 740).setHasTouch(true))) {
            Page page = visit.page();
            page.navigate("/");
            Locator interval = page.locator("#roll .seg[data-points]").first();
            Locator card = page.locator("#roll .card");
            Locator close = card.locator("button");
            String address = page.url();
            interval.tap();
            assertThat(close).isVisible();
            BoundingBox again = page.locator(".roll__list").boundingBox();
            BoundingBox box = card.boundingBox();
            assertThat(box.y + box.height).as("the card covers the rolls").isGreaterThan(again.y);
            page.touchscreen().tap(box.x + 20, box.y + box.height - 6);
            assertThat(card).isHidden();
            interval.tap();
            close.tap();
            assertThat(card).isHidden();
            interval.tap();
            assertThat(card).isVisible();
            Accessibility.assertNothingFound(page, "with the card of an interval");
            page.keyboard().press("Escape");
            assertThat(card).isHidden();
            assertThat(page.locator(".roll__one")).hasCount(8);
            assertThat(page.url()).isEqualTo(address);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 1280})
    void the_figure_of_a_low_or_high_draw_stays_inside_the_picture(int width) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(width, 740))) {
            Page page = visit.page();
            for (DoublePredicate end : List.<DoublePredicate>of(u -> u < 0.01, u -> u > 0.99)) {
                long seed = LongStream.range(0, 10_000)
                        .filter(each -> end.test(new Draw(each, 0).u()))
                        .findFirst()
                        .orElseThrow();
                page.navigate("/?seed=" + seed);
                BoundingBox figure = page.locator(".dart__chip").boundingBox();
                BoundingBox stage = page.locator(".stage").boundingBox();
                assertThat(figure.x).isGreaterThanOrEqualTo(stage.x - 0.5);
                assertThat(figure.x + figure.width).isLessThanOrEqualTo(stage.x + stage.width + 0.5);
            }
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void lessons_that_the_visitor_has_finished_are_marked() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/");
            Locator first = page.locator(".path > li").first();
            assertThat(first.locator(".finished")).isHidden();
            assertThat(page.locator(".group__done").first()).isHidden();
            page.evaluate("localStorage.setItem('logitlab.done', JSON.stringify("
                    + "document.querySelector('.path > li').dataset.progress.split(' ')))");
            page.reload();
            assertThat(first).containsText("done");
            assertThat(first.getByText("min")).isHidden();
            assertThat(page.locator(".path .finished:visible")).hasCount(1);
            assertThat(page.locator(".group__done").first()).isVisible();
            assertThat(page.locator(".group__done [data-complete]")).hasCount(1);
            assertThat(page.locator(".group__done [data-finished]:not([hidden])"))
                    .hasText("“What is a logit?” is done.");
            Accessibility.assertNothingFound(page, "with a finished lesson");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_page_has_no_accessibility_findings_and_fits_desktop_and_phone() {
        try (Visit visit = Browsers.visit()) {
            visit.page().navigate("/");
            visit.page().locator("#again").click();
            assertThat(visit.page().locator(".roll__one")).hasCount(9);
            Accessibility.assertNothingFound(visit.page(), "after a roll");
        }
    }
}
