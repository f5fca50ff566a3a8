package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Playing, pausing and everything that may come between, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunningJourneyTest {

    private static Locator position(Page page) {
        return page.locator(".stepbar__position");
    }

    private static Page opened(Visit visit, String path, String steps, String speed) {
        Page page = visit.page();
        page.navigate(path);
        page.locator("#steps").fill(steps);
        page.locator("#speed").selectOption(speed);
        return page;
    }

    /** How many tokens after the prompt are shown now. */
    private static int tokens(Page page) {
        return page.locator(".story").first().locator(".chip__link").count();
    }

    @Test
    void nothing_plays_on_arrival_and_play_runs_to_its_end_with_the_address_following() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play", "4", "20");
            assertThat(page.locator("#play")).hasText(Pattern.compile("Play"));
            page.evaluate("window.stillHere = true");
            page.locator("#play").click();
            assertThat(page.locator("#played")).hasText("Played all the steps.");
            assertThat(position(page)).hasText("Token 5 of 5");
            assertThat(page).hasURL(Pattern.compile("&at=4&"));
            assertThat(page).hasTitle(Pattern.compile("^Token 5"));
            assertThat(page.locator("#play")).hasText(Pattern.compile("Play"));
            assertThat(page.locator("#play")).isFocused();
            assertThat(page.evaluate("window.stillHere")).isEqualTo(true);
            page.goBack();
            assertThat(position(page)).hasText("Token 1 of 1");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void pause_stops_and_play_goes_on() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play", "50", "3");
            page.locator("#play").click();
            assertThat(position(page)).hasText(Pattern.compile("Token ([3-9]|\\d\\d) "));
            assertThat(page.locator("#play")).hasText(Pattern.compile("Pause"));
            page.locator("#play").click();
            assertThat(page.locator("#played")).hasText(Pattern.compile("Paused at \\d+"));
            int paused = tokens(page);
            page.waitForTimeout(1500);
            assertThat(tokens(page)).isEqualTo(paused);
            page.keyboard().press("Escape");
            page.locator("#hero").click();
            page.keyboard().press("p");
            page.waitForCondition(() -> tokens(page) > paused);
            page.keyboard().press("p");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_step_by_hand_stops_what_plays_and_a_setting_goes_on_with_it() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play", "50", "3");
            page.locator("#play").click();
            assertThat(position(page)).hasText(Pattern.compile("Token ([2-9]|\\d\\d) "));
            page.locator("[data-slider-for=b-temperature]").fill("1.5");
            assertThat(page).hasURL(Pattern.compile("b\\.temperature=1\\.5&"));
            assertThat(page.locator("#play")).hasText(Pattern.compile("Pause"));
            page.locator("#back").click();
            assertThat(page.locator("#play")).hasText(Pattern.compile("Play"));
            page.waitForTimeout(800);
            String url = page.url();
            page.waitForTimeout(1200);
            assertThat(page.url()).isEqualTo(url).contains("b.temperature=1.5");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void each_step_is_announced_and_shows_every_lane_with_its_reason() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+king", "2", "1");
            page.locator("#play").click();
            assertThat(page.locator("#said")).containsText("Token 2. Greedy: ");
            assertThat(page.locator("#a-candidates tr[data-state=chosen]")).hasCount(1);
            assertThat(page.locator("#b-candidates tr[data-state=chosen]")).hasCount(1);
            assertThat(page.locator(".choice__sentence")).hasCount(2);
            assertThat(page.locator("#played")).containsText("Played");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_wrong_number_of_steps_is_said_and_what_is_seen_stays() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play", "99", "3");
            page.locator("#play").click();
            assertThat(page.locator("#problem")).hasText("The number of steps must be from 1 to 50; it is “99”.");
            assertThat(page.locator("#steps")).hasValue("99");
            assertThat(position(page)).hasText("Token 1 of 1");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_finished_text_cannot_play_and_says_why() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+end&a=greedy&a.bias.0=1000&b=sample&b.bias.0=1000", "3", "3");
            assertThat(page.locator("#play")).isDisabled();
            assertThat(page.locator("#step")).hasText("Finished");
            assertThat(page.locator(".lane__finished").first()).containsText("it chose the end-of-text token");
        }
    }

    @Test
    void a_lost_server_is_said_and_nothing_is_lost() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play", "20", "3");
            page.context().setOffline(true);
            page.locator("#step").click();
            assertThat(page.locator("#lost")).isVisible();
            assertThat(position(page)).hasText("Token 1 of 1");
            page.context().setOffline(false);
            page.locator("#step").click();
            assertThat(position(page)).hasText("Token 2 of 2");
            assertThat(page.locator("#lost")).isHidden();
        }
    }
}
