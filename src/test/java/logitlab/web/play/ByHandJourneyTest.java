package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor chooses tokens by hand, goes back, takes another way, and finds the paths again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ByHandJourneyTest {

    private static final String STEP = "/play?prompt=The+cat&at=3&a=greedy&b=sample&b.temperature=0.8";

    private static Locator row(Page page, int number) {
        return page.locator("#b-candidates tbody tr[id]").nth(number);
    }

    private static Locator sentence(Page page) {
        return page.locator(".story[data-lane=b] .choice__sentence");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_candidate_is_chosen_at_an_earlier_step_and_the_old_path_is_found_and_opened_again(boolean script) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(script))) {
            Page page = visit.page();
            page.navigate(STEP);
            String old = page.locator("#b-story").textContent();
            String drawn = page.locator(".dart__value").textContent();
            page.locator("#back").click();
            assertThat(page).hasURL(Pattern.compile("&at=2&"));
            page.locator("#back").click();
            assertThat(page).hasURL(Pattern.compile("&at=1&"));
            assertThat(page.locator("#paths")).hasCount(0);

            String token = row(page, 4).getAttribute("data-token");
            row(page, 4).locator(".choose").click();
            assertThat(page).hasURL(Pattern.compile("&tree=.*&b\\.forced=1(&|$)"));
            assertThat(sentence(page))
                    .hasText(
                            Pattern.compile(
                                    "^“" + token
                                            + "” was chosen by hand; the draw 0\\.\\d{4} would have taken “.*”\\. Let the draw choose$"));
            assertThat(page.locator("#b-candidates .candidate--by-hand .candidates__verdict"))
                    .hasText("by hand");
            assertThat(page.locator(".verification"))
                    .containsText("except for those that were chosen by hand: Sampled, token 2");
            assertThat(page.locator("#b-story")).not().hasText(old);
            page.locator("#b-tokens > summary").click();
            assertThat(page.locator("#b-text .chip--by-hand .chip__id"))
                    .hasText(Pattern.compile("^\\d+ chosen by hand$"));

            page.locator("#step").click();
            assertThat(page).hasURL(Pattern.compile("&at=2&.*&b\\.forced=1(&|$)"));
            assertThat(page.locator("#b-text .chip--by-hand")).hasCount(1);
            page.locator("#step").click();
            assertThat(page).hasURL(Pattern.compile("&at=3&"));
            assertThat(page.locator(".dart__value")).hasText(drawn);

            page.locator("#paths").click();
            assertThat(page.locator(".paths .tool__sentence")).containsText("There are 3 paths");
            page.locator(".paths__list .paths__open")
                    .filter(new Locator.FilterOptions()
                            .setHasText(old.replaceFirst("^.*The cat", "").strip()))
                    .click();
            assertThat(page.locator("#b-story")).hasText(old);
            assertThat(page).hasURL(Pattern.compile("^(?!.*forced).*/play\\?.*&tree="));
            assertThat(page.locator(".verification--verified")).not().containsText("by hand");
            page.goBack();
            assertThat(page.locator(".paths .tool__sentence")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void back_and_forward_lead_through_what_was_chosen() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEP);
            String before = page.locator("#b-story").textContent();
            row(page, 3).locator(".choose").click();
            assertThat(sentence(page)).containsText("chosen by hand");
            String first = page.locator("#b-story").textContent();
            row(page, 5).locator(".choose").click();
            assertThat(page.locator("#b-story")).not().hasText(first);
            assertThat(page.locator("#paths")).hasText(Pattern.compile("The \\d paths tried"));
            page.goBack();
            assertThat(page.locator("#b-story")).hasText(first);
            page.goBack();
            assertThat(page.locator("#b-story")).hasText(before);
            assertThat(sentence(page)).not().containsText("by hand");
            page.goForward();
            assertThat(page.locator("#b-story")).hasText(first);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_draw_takes_its_choice_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEP);
            String before = page.locator("#b-story").textContent();
            row(page, 3).locator(".choose").click();
            assertThat(page.locator(".hit--passed")).hasCount(1);
            page.locator(".story[data-lane=b] .choice__undo").click();
            assertThat(page.locator("#b-story")).hasText(before);
            assertThat(page).hasURL(Pattern.compile("^(?!.*forced)"));
            assertThat(page.locator(".hit--passed")).hasCount(0);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_keyboard_chooses_a_token_and_hears_it() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEP);
            page.locator("#b-candidates tr[data-state=chosen]").focus();
            page.keyboard().press("Home");
            page.keyboard().press("End");
            Locator last = page.locator("#b-candidates tbody tr[id]").last();
            assertThat(last).isFocused();
            String token = last.getAttribute("data-token");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            assertThat(last.locator(".choose")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#b-candidates .candidate--by-hand")).hasAttribute("data-token", token);
            assertThat(page.locator("#b-candidates .candidate--by-hand")).isFocused();
            assertThat(page.locator("#said")).containsText(Pattern.compile("Sampled: .*, chosen by hand\\."));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_token_that_the_table_does_not_show_is_chosen_by_its_text() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEP);
            page.locator("#b-another > summary").click();
            page.locator("#b-another-token").fill("two tokens");
            page.locator("#b-another-token").press("Enter");
            assertThat(page.locator("#problem")).containsText("The token chosen by hand must be one token");
            assertThat(page.locator("#b-another-token")).hasValue("two tokens");
            assertThat(page.locator("#b-another-token")).hasAttribute("aria-invalid", "true");
            page.locator("#b-another-token").fill("#400");
            page.locator("#b-another-token").press("Enter");
            assertThat(page.locator("#b-token-400")).hasAttribute("data-state", "chosen");
            assertThat(page.locator("#problem")).isEmpty();
            Accessibility.assertNothingFound(page, "a token chosen by hand");
        }
    }

    @Test
    void playing_goes_on_from_a_token_chosen_by_hand() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEP);
            row(page, 2).locator(".choose").click();
            assertThat(sentence(page)).containsText("chosen by hand");
            page.locator("#steps").fill("3");
            page.locator("#speed").selectOption(new SelectOption().setIndex(2));
            page.locator("#play").click();
            assertThat(page).hasURL(Pattern.compile("&at=6&.*&b\\.forced=3(&|$)"));
            assertThat(page.locator(".story[data-lane=b] .story__by-hand")).hasCount(1);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_phone_has_room_for_each_verdict_and_a_finger_for_each_button() {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setViewportSize(360, 800).setHasTouch(true))) {
            Page page = visit.page();
            page.navigate(STEP + "&b.top-p=0.5");
            assertThat(page.locator("#b-candidates .candidate--dropped").first())
                    .isVisible();
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('#b-candidates .choose')]"
                                            + ".filter(b => b.scrollWidth > b.clientWidth || b.getBoundingClientRect().height < 24).length"))
                    .isEqualTo(0);
            row(page, 4).locator(".choose").tap();
            assertThat(sentence(page)).containsText("chosen by hand");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
    }
}
