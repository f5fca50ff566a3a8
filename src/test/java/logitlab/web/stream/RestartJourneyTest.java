package logitlab.web.stream;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.util.List;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.Replica;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Lanes play in a real browser. Their server is killed and starts again, then it is stopped and starts again; the lanes continue. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartJourneyTest {

    private static final String LINK = "/play?prompt=The+old+king&seed=5&a=sample&a.temperature=0.9&b=greedy";
    private static final int STEPS = 40;
    private static final LocatorAssertions.HasTextOptions IN_A_MINUTE =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

    private static List<String> stories(Page page) {
        return page.locator(".story").allInnerTexts();
    }

    /** Waits until at least this many tokens are shown. */
    private static void awaitToken(Page page, int number) {
        page.waitForCondition(
                () -> {
                    String position = page.locator(".stepbar__position").innerText();
                    return Integer.parseInt(position.replaceAll("(?s)Token (\\d+).*", "$1")
                                    .strip())
                            >= number;
                },
                new Page.WaitForConditionOptions().setTimeout(60_000));
    }

    @Test
    void a_playing_page_goes_on_after_a_server_was_killed_and_after_one_was_stopped() throws Exception {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            Replica first = Replica.start("--port", "0").join();
            String port = Integer.toString(URI.create(first.address()).getPort());
            page.navigate(first.address() + LINK);
            page.locator("#steps").fill(Integer.toString(STEPS));
            page.locator("#speed").selectOption("3");
            page.locator("#play").click();
            awaitToken(page, 4);
            first.kill();
            assertThat(page.locator("#played")).hasText("Waiting for the server", IN_A_MINUTE);
            Replica second = Replica.start("--port", port).join();
            awaitToken(page, 9);
            second.terminate();
            assertThat(second.endsWithin(10)).isTrue();
            assertThat(page.locator("#played")).hasText("Waiting for the server", IN_A_MINUTE);
            try (Replica third = Replica.start("--port", port).join()) {
                assertThat(page.locator("#played")).hasText("Played all the steps.", IN_A_MINUTE);
                assertThat(page.locator(".stepbar__position")).hasText("Token " + (STEPS + 1) + " of " + (STEPS + 1));
                List<String> played = stories(page);
                page.navigate(third.address() + LINK + "&at=" + STEPS);
                assertThat(stories(page)).isEqualTo(played);
                assertThat(page.locator(".story").first().locator(".chip__link"))
                        .hasCount(STEPS + 1);
            }
        }
    }
}
