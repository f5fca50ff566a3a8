package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.web.Messages;
import logitlab.web.link.Query;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The five prompts worth trying, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExamplesJourneyTest {

    private static String prompt(String key) {
        return ExamplePrompt.of(Messages.ENGLISH, key, "").prompt();
    }

    private static Locator current(Page page) {
        return page.locator(".try[aria-current] .try__name");
    }

    @Test
    void an_example_that_needs_the_opening_lanes_brings_them_with_its_seed_and_is_marked() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/play?prompt=Mine&seed=9&a=greedy");
            assertThat(current(page)).hasCount(0);
            page.locator(".tries summary").click();
            page.getByText(prompt("split")).click();
            assertThat(page)
                    .hasURL(Pattern.compile(
                            "prompt=\\w.*&seed=7&at=0&a=greedy&a\\.ids=\\w+&b=sample&b\\.temperature=0\\.8"));
            assertThat(current(page)).hasText("Split");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void an_example_keeps_the_visitor_s_lanes() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=Mine&seed=9&a=greedy&a.name=First&c=sample&c.top-k=5");
            page.locator(".settings .tab[data-lane=c]").click();
            page.locator("#c-temperature").fill("1.5");
            assertThat(page).hasURL(Pattern.compile("c\\.temperature=1\\.5"));
            page.locator(".tries summary").click();
            page.getByText(prompt("wide")).click();
            assertThat(current(page)).hasText("Wide");
            assertThat(page)
                    .hasURL(Pattern.compile("seed=7&at=0&a=greedy&a\\.name=First&a\\.ids=\\w+"
                            + "&c=sample&c\\.temperature=1\\.5&c\\.top-k=5&c\\.ids=\\w+$"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_mark_follows_a_prompt_that_is_typed() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?" + Query.format(Map.of("prompt", prompt("wide"))));
            assertThat(current(page)).hasText("Wide");
            page.locator("#prompt").fill(prompt("wide") + " night");
            page.locator("#prompt").press("Enter");
            assertThat(current(page)).hasCount(0);
            page.goBack();
            assertThat(current(page)).hasText("Wide");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void on_a_phone_the_list_opens_in_sight_and_closes_like_a_menu() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = visit.page();
            page.navigate("/play?" + Query.format(Map.of("prompt", prompt("name"))));
            assertThat(current(page)).isHidden();
            page.locator(".tries summary").click();
            assertThat(current(page)).isInViewport();
            page.keyboard().press("Escape");
            assertThat(current(page)).isHidden();
            assertThat(page.locator(".tries summary")).isFocused();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
    }
}
