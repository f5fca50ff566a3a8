package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What visitors do on the playground, in a real browser, on the real server and the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlayJourneyTest {

    /** The radio lies below its words. */
    private static final Locator.CheckOptions FORCED = new Locator.CheckOptions().setForce(true);

    private static Locator chosen(Page page, String lane) {
        return page.locator("#" + lane + "-candidates tr[data-state=chosen] .candidates__token");
    }

    private static Locator position(Page page) {
        return page.locator(".stepbar__position");
    }

    @Test
    void a_greedy_lane_is_made_to_sample_and_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox&a=greedy&b=sample&b.temperature=0.8");
            page.locator(".settings .tab[data-lane=a]").click();
            assertThat(page.locator("#a-temperature")).isHidden();
            page.locator(".decoder [name=a][value=sample]").check(FORCED);
            assertThat(page).hasURL(Pattern.compile("&a=sample&a\\.ids="));
            assertThat(page.locator(".settings .tab[data-lane=a]")).containsText("Sampled");
            page.locator("#a-temperature").fill("0.5");
            assertThat(page).hasURL(Pattern.compile("&a=sample&a\\.temperature=0\\.5&a\\.ids="));
            page.locator(".decoder [name=a][value=greedy]").check(FORCED);
            assertThat(page).hasURL(Pattern.compile("&a=greedy&a\\.ids="));
            assertThat(page.locator("#a-temperature")).isHidden();
            assertThat(page.locator("#a-repetition-penalty")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_greedy_lane_is_made_to_sample_without_scripts() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox&a=greedy&b=sample&b.temperature=0.8");
            page.locator(".settings .tab[data-lane=a]").click();
            page.locator(".decoder [name=a][value=sample]").check(FORCED);
            page.locator("#a-temperature").fill("0.5");
            page.locator("#settings button[type=submit][data-without-js]")
                    .last()
                    .click();
            assertThat(page).hasURL(Pattern.compile("&a=sample&a\\.temperature=0\\.5&a\\.ids="));
        }
    }

    @Test
    void a_copied_lane_shows_its_settings() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox&a=greedy&b=sample&b.temperature=0.8");
            page.locator("#a-menu summary").click();
            page.locator("#a-menu a").first().click();
            assertThat(page.locator(".settings .tab[data-lane=c] input")).isChecked();
            assertThat(page).hasURL(Pattern.compile("&c=greedy&c\\.ids=\\w+$"));
            assertThat(page.locator("#c-repetition-penalty")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {720, 600})
    void the_menu_of_a_lane_stays_in_the_window(int height) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(1280, height))) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox&a=greedy&b=sample&b.temperature=0.8");
            for (String lane : List.of("a", "b")) {
                page.locator("#" + lane + "-menu summary").click();
                assertThat(page.locator("#" + lane + "-menu a").last())
                        .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
                page.keyboard().press("Escape");
            }
        }
    }

    @Test
    void the_first_visit_shows_a_step_already_taken_in_two_lanes() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&model=storyteller&digest="));
            assertThat(position(page)).hasText("Token 1 of 1");
            assertThat(page.locator(".story")).hasCount(2);
            assertThat(page.locator("#a-candidates tbody tr[data-state=rest]")).hasCount(1);
            assertThat(page.locator(".verification--verified")).isVisible();
            assertThat(page.locator("canvas")).hasCount(3); // probabilities of each lane, and all logits
            Charts.see(page);
            Object charts = page.evaluate(
                    "[...document.querySelectorAll('canvas')].map(c => Chart.getChart(c).data.datasets[0].data.length)");
            assertThat(charts.toString()).isNotEqualTo("[0, 0, 0, 0]");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_step_swaps_the_lanes_and_the_address_follows() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.evaluate("window.stillHere = true");
            page.locator("#step").click();
            assertThat(position(page)).hasText("Token 2 of 2");
            assertThat(page).hasURL(Pattern.compile("&at=1&"));
            assertThat(page.locator(".story").first().locator(".chip--here")).hasCount(1);
            assertThat(page.evaluate("window.stillHere")).isEqualTo(true);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void back_and_forward_of_the_browser_show_the_steps_again() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("#step").click();
            assertThat(position(page)).hasText("Token 2 of 2");
            page.goBack();
            assertThat(position(page)).hasText("Token 1 of 1");
            page.goForward();
            assertThat(position(page)).hasText("Token 2 of 2");
            assertThat(page.locator("canvas")).hasCount(3); // probabilities of each lane, and all logits
            Charts.see(page);
            assertThat(page.evaluate("Boolean(Chart.getChart(document.querySelector('canvas')))"))
                    .isEqualTo(true);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void several_steps_back_start_again_and_a_chip() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("#steps").fill("4");
            page.locator("#run button").click();
            assertThat(position(page)).hasText("Token 5 of 5");
            page.locator("#back").click();
            assertThat(position(page)).hasText("Token 4 of 5");
            page.locator("#a-tokens summary").click();
            page.locator(".story").first().locator(".chip__link").nth(1).click();
            assertThat(position(page)).hasText("Token 2 of 5");
            page.locator("#restart").click();
            assertThat(position(page)).hasText("Token 1 of 1");
            assertThat(page.locator("#back")).hasAttribute("aria-disabled", "true");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_changed_setting_changes_the_lane_and_the_address_without_a_page_load() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.evaluate("window.stillHere = true");
            page.locator("#b-top-k").fill("1");
            assertThat(page.locator("#b-candidates tr[data-state=dropped]").first())
                    .isVisible();
            assertThat(page.locator("#b-candidates tr[data-state=dropped]").first())
                    .containsText("dropped: top-k");
            assertThat(chosen(page, "b")).hasText(chosen(page, "a").textContent());
            assertThat(page).hasURL(Pattern.compile("b\\.top-k=1&"));
            assertThat(page.locator("#b-top-k")).isFocused();
            assertThat(page.evaluate("window.stillHere")).isEqualTo(true);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_lane_takes_a_model_of_its_own_and_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+king&at=2");
            page.locator("#b-more summary").click();
            page.locator("#b-model").selectOption("storyteller-step-250");
            assertThat(page).hasURL(Pattern.compile("&b\\.model=storyteller-step-250&b\\.digest=\\w{12}&"));
            assertThat(page.locator(".story[data-lane=b] .story__sets")).containsText("storyteller-step-250");
            page.locator("#step").click();
            assertThat(position(page)).hasText("Token 4 of 4");
            assertThat(page).hasURL(Pattern.compile("&b\\.model=storyteller-step-250&"));
            page.locator("#b-model").selectOption("");
            assertThat(page).hasURL(Pattern.compile("&b=sample&b\\.temperature"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_slider_moves_its_number_and_the_lane() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("[data-slider-for=b-temperature]").fill("2");
            assertThat(page.locator("#b-temperature")).hasValue("2");
            assertThat(page).hasURL(Pattern.compile("b\\.temperature=2&"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_copied_link_opens_the_very_same_step_elsewhere_and_is_verified() {
        try (Visit sender = Browsers.visit();
                Visit receiver = Browsers.visit()) {
            sender.page().navigate("/play?prompt=The+cat&seed=7");
            sender.page().locator("#step").click();
            assertThat(position(sender.page())).hasText("Token 2 of 2");
            receiver.page().navigate(sender.page().url());
            assertThat(receiver.page()).hasURL(sender.page().url());
            assertThat(receiver.page().locator("#b-candidates"))
                    .hasText(sender.page().locator("#b-candidates").textContent());
            assertThat(receiver.page().locator(".verification--verified")).isVisible();
            assertThat(receiver.problems()).isEmpty();
        }
    }

    @Test
    void a_token_chosen_by_hand_is_said_and_other_weights_are_left_for_todays() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+cat&a=greedy&a.ids=0.1");
            assertThat(page.locator("body")).containsText("must have nothing after the end-of-text token");
            page.navigate("/play?prompt=The+cat&a=greedy&a.ids=zz");
            assertThat(page.locator(".verification--differs")).containsText("Greedy, token 1");
            page.navigate("/play?prompt=The+cat&at=2&digest=000000000000&a=greedy&a.ids=zzz");
            assertThat(page.locator("h1")).hasText("Made with other weights");
            page.locator(".oldlink a").click();
            assertThat(page.locator(".verification--verified")).isVisible();
            assertThat(page.locator("#prompt")).hasValue("The cat");
            assertThat(page.locator(".stepbar__position")).hasText("Token 3 of 3");
        }
    }

    @Test
    void arrow_keys_step_where_no_field_has_focus() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.keyboard().press("ArrowRight");
            assertThat(position(page)).hasText("Token 2 of 2");
            page.keyboard().press("ArrowLeft");
            assertThat(position(page)).hasText("Token 1 of 2");
            page.keyboard().press("?");
            assertThat(page.locator("dialog")).isVisible();
            page.keyboard().press("Escape");
            page.locator("#prompt").press("ArrowRight");
            assertThat(position(page)).hasText("Token 1 of 2");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void focus_stays_on_step_and_the_step_is_announced() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("#step").focus();
            page.keyboard().press("Enter");
            assertThat(position(page)).hasText("Token 2 of 2");
            assertThat(page.locator("#step")).isFocused();
            assertThat(page.locator("#said")).containsText("Token 2. Greedy: ");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void without_javascript_links_and_forms_do_the_same() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("#prompt").fill("Monday, Tuesday,");
            page.locator("#start button").click();
            assertThat(page).hasURL(Pattern.compile("prompt=Monday%2C\\+Tuesday%2C&seed=39&at=0&"));
            page.locator("#step").click();
            assertThat(position(page)).hasText("Token 2 of 2");
            page.locator("#b-temperature").fill("1,5");
            page.getByText("Apply settings").click();
            assertThat(page).hasURL(Pattern.compile("at=1&.*b\\.temperature=1\\.5&"));
            assertThat(position(page)).hasText("Token 2 of 2");
            page.locator("#steps").fill("3");
            page.locator("#run button").click();
            assertThat(position(page)).hasText("Token 5 of 5");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_prompt_keeps_its_line_breaks_the_first_one_too() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=%0AOne%0A%0ATwo");
            assertThat(page.locator("#prompt").inputValue()).isEqualTo("\nOne\n\nTwo");
            page.locator("#start button").click();
            assertThat(page).hasURL(Pattern.compile("prompt=%0AOne%0A%0ATwo&"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_wrong_value_is_named_at_once_and_nothing_is_lost() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("#b-top-p").fill("1.5");
            assertThat(page.locator("#problem"))
                    .containsText("Lane B: Top-p must be above 0 and at most 1; it is “1.5”");
            assertThat(page.locator("#b-top-p")).hasAttribute("aria-invalid", "true");
            page.locator("#b-top-p").fill("0.5");
            assertThat(page.locator("#problem")).hasText("");
            assertThat(page).hasURL(Pattern.compile("b\\.top-p=0\\.5"));
            // the browser itself reports every answer of 400; nothing else went wrong
            assertThat(visit.problems()).hasSize(1).first().asString().contains("status of 400");
        }
    }

    @Test
    void a_wrong_link_gets_a_page_that_keeps_the_rest() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/play?prompt=My+own+words&seed=9&a=greedy&b=sample&b.temperature=0&b.top-k=7");
            assertThat(page.locator("#problem")).containsText("Lane B: Temperature must not be 0");
            assertThat(page.locator("#prompt")).hasValue("My own words");
            assertThat(page.locator("#seed")).hasValue("9");
            assertThat(page.locator("#b-top-k")).hasValue("7");
            assertThat(page.locator("#b-temperature")).hasAttribute("aria-invalid", "true");
            page.locator("#b-temperature").fill("0.7");
            page.getByText("Apply settings").click();
            assertThat(page)
                    .hasURL(Pattern.compile("prompt=My\\+own\\+words&seed=9&.*b\\.temperature=0\\.7&b\\.top-k=7"));
        }
    }

    @Test
    void the_title_follows_each_step() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox");
            assertThat(page).hasTitle(Pattern.compile("^Token 1: .* after “The fox” · Logit Lab$"));
            page.locator("#step").click();
            assertThat(page).hasTitle(Pattern.compile("^Token 2: .* after “The fox” · Logit Lab$"));
            page.goBack();
            assertThat(page).hasTitle(Pattern.compile("^Token 1: "));
            assertThat(visit.problems()).isEmpty();
        }
    }
}
