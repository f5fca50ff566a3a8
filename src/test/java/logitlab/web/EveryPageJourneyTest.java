package logitlab.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.util.List;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rules for each kind of page in a browser: accessibility, its own address, a quiet console, and paper. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryPageJourneyTest {

    private static final List<String> PAGES = List.of(
            "/",
            "/play",
            "/play?prompt=The+king&digest=000000000000&a=greedy&a.ids=1",
            "/play?prompt=The+cat&at=1&tree=1z.c0_1.5&a=greedy&a.ids=kb.8m.b5&a.forced=1&b=sample&b.ids=kb.8m&b.forced=1",
            "/play/paths?prompt=The+cat&tree=1z.c0_1.5&a=greedy&b=sample",
            "/play?a=beam&b=sample&b.order=vllm&at=4",
            "/play/others?a=sample&a.temperature=0.5&at=1",
            "/play/beam?at=1&beams=2&steps=3",
            "/play/futures?at=2",
            "/play/texts?at=2",
            "/inside",
            "/inside/heads",
            "/play/take?lane=b",
            "/play/take?a=greedy",
            "/play/draws",
            "/play/parting?at=9",
            "/play/ledger?at=5&text=The+king",
            "/play/save?at=5",
            "/play/receipt?at=5",
            "/lessons",
            "/lessons/truncation",
            "/lessons/truncation/sheet",
            "/lessons/truncation/teacher",
            "/glossary",
            "/teaching",
            "/models",
            "/models/bring",
            "/source",
            "/challenge",
            "/certificate",
            "/nowhere");

    /** Rules that axe skips unless they are requested. */
    private static final List<String> MORE_RULES = List.of("label-content-name-mismatch", "target-size");

    @ParameterizedTest
    @FieldSource("PAGES")
    void no_page_has_findings(String path) {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(path);
            Accessibility.assertNothingFound(page, path);
            page.setViewportSize(360, 800);
            assertThat(Accessibility.axe(page)
                            .withRules(MORE_RULES)
                            .exclude(".chart__save")
                            .analyze()
                            .getViolations())
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void a_link_of_the_navigation_is_the_page_itself_and_the_address_becomes_the_link_of_what_is_shown() {
        for (String path : List.of("/play", "/inside", "/lessons", "/challenge")) {
            assertThat(TestServer.getFirst(path).statusCode()).as(path).isEqualTo(200);
        }
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            for (String path : List.of("/play", "/inside", "/inside/heads", "/challenge")) {
                page.navigate(path);
                page.waitForCondition(() -> page.url().matches(".*" + path + "\\?v=[12]&.*"));
                String shown = page.locator("main").innerText();
                page.reload();
                assertThat(page.locator("main").innerText()).isEqualTo(shown);
            }
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_console_stays_empty_while_a_lesson_is_worked_through() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            for (String lesson : List.of("logit", "temperature", "truncation")) {
                page.navigate("/lessons/" + lesson);
                for (int i = 0; i < page.locator("[id$=-fresh]").count(); i++) {
                    page.waitForResponse(
                            "**/exercises/**",
                            () -> page.locator("[id$=-fresh]").first().click());
                }
                page.locator(".widget form input:not([type=hidden])").first().dispatchEvent("input");
                page.waitForTimeout(400);
            }
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void paper_has_the_light_colours_whatever_the_scheme() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
            Page page = visit.page();
            page.navigate("/glossary");
            assertThat(page.locator("h1")).hasCSS("color", "rgb(232, 234, 238)");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("h1")).hasCSS("color", "rgb(27, 36, 48)");
        }
    }
}
