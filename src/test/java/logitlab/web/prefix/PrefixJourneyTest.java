package logitlab.web.prefix;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.Nginx;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A visit to a site below a path, over TLS, behind an nginx that removes the path and names it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrefixJourneyTest {

    private static TestServer.Own server;
    private static Nginx nginx;
    private static String site;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.sharing("--proxy", "127.0.0.1");
        nginx = Nginx.before("/lab", true, List.of(server.address()));
        site = nginx.address() + "/lab";
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        server.close();
    }

    private static Visit visit(boolean scripts) {
        return Browsers.visit(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setJavaScriptEnabled(scripts)
                .setViewportSize(1280, 900));
    }

    private static Pattern at(String path) {
        return Pattern.compile("^" + site + path);
    }

    @Test
    void steps_settings_and_play_stay_below_the_path() {
        try (Visit visit = visit(true)) {
            Page page = visit.page();
            page.navigate(site + "/");
            page.locator(".masthead__nav a").first().click();
            assertThat(page).hasURL(at("/play\\?v=1&"));
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            assertThat(page).hasURL(at("/play\\?.*&at=1&"));
            page.locator("[data-slider-for=b-temperature]").fill("1.5");
            assertThat(page).hasURL(at("/play\\?.*b\\.temperature=1\\.5&"));
            page.locator("#steps").fill("3");
            page.locator("#speed").selectOption("20");
            page.locator("#play").click();
            assertThat(page.locator("#played")).hasText("Played all the steps.");
            assertThat(page).hasURL(at("/play\\?.*&at=4&"));
            page.goBack();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            page.goForward();
            assertThat(page.locator(".stepbar__position")).hasText("Token 5 of 5");
            page.locator(".send summary").click();
            assertThat(page.locator(".send__link")).hasValue(at("/play\\?.*&at=4&"));
            page.reload();
            assertThat(page.locator(".stepbar__position")).hasText("Token 5 of 5");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_lesson_keeps_its_widget_its_exercise_and_its_progress_there() {
        try (Visit visit = visit(true)) {
            Page page = visit.page();
            page.navigate(site + "/lessons/temperature");
            page.waitForResponse(
                    response -> response.url().contains("/lab/lessons/temperature/widgets/") && response.ok(),
                    () -> page.locator(".widget form input:not([type=hidden])")
                            .first()
                            .dispatchEvent("input"));
            page.waitForResponse(
                    response -> response.url().contains("/lab/lessons/temperature/exercises/") && response.ok(),
                    () -> page.locator("[id$=-fresh]").first().click());
            page.navigate(site + "/lessons");
            page.evaluate(
                    "localStorage.setItem('logitlab.done', '[\"logit.best\"]');"
                            + "localStorage.setItem('logitlab.place', JSON.stringify({lesson: 'softmax', section: 'x', words: 'Go on'}))");
            page.reload();
            assertThat(page.locator("[data-progress-link]"))
                    .hasAttribute("href", Pattern.compile("^/lab/lessons\\?done="));
            assertThat(page.locator("[data-go-on]").first())
                    .hasAttribute("href", Pattern.compile("/lab/lessons/softmax#x$"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_look_inside_and_the_challenge_are_there() {
        try (Visit visit = visit(true)) {
            Page page = visit.page();
            page.navigate(site + "/inside");
            assertThat(page).hasURL(at("/inside\\?v="));
            page.locator("form[data-hx-get='/lab/inside/look'] textarea")
                    .first()
                    .fill("The dog");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(at("/inside\\?.*prompt=The\\+dog"));
            page.navigate(site + "/challenge");
            assertThat(page).hasURL(at("/challenge\\?v="));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void links_and_forms_work_without_scripts() {
        try (Visit visit = visit(false)) {
            Page page = visit.page();
            page.navigate(site + "/play");
            page.locator("#step").click();
            assertThat(page).hasURL(at("/play\\?.*&at=1&"));
            page.locator("#steps").fill("2");
            page.locator("#play").click();
            assertThat(page).hasURL(at("/play\\?v=1&.*&at=3&"));
            page.navigate(site + "/nowhere");
            page.locator("main a[href='/lab/lessons']").first().click();
            assertThat(page).hasURL(at("/lessons$"));
            assertThat(visit.problems().stream().filter(problem -> !problem.contains("404")))
                    .isEmpty();
        }
    }
}
