package logitlab.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing jumps, whether a page loads, a step is taken, or a visitor goes back; and no bar covers the focused element. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandstillJourneyTest {

    private static final List<String> PAGES = List.of(
            "/",
            "/play",
            "/inside",
            "/inside/heads",
            "/play/take",
            "/play/draws",
            "/play/parting?at=9",
            "/lessons",
            "/lessons/softmax",
            "/lessons/truncation",
            "/lessons/training",
            "/glossary",
            "/teaching",
            "/challenge",
            "/certificate");

    private static final String WATCH = """
            window.shift = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value)))
              .observe({ type: 'layout-shift', buffered: true });
            """;

    /** The tops of the elements in the window, except those that belong to one token and leave with it. */
    private static final String TOPS = """
            () => Object.fromEntries([...document.querySelectorAll('main [id]:not(tr, svg *)')]
              .map((place) => [place.id, place.getBoundingClientRect()])
              .filter(([, box]) => box.height > 0 && box.bottom > 0 && box.top < innerHeight)
              .map(([id, box]) => [id, Math.round(box.top)]))
            """;

    /** Whether the focused element, or the label that stands for it, is completely hidden; null if nothing has the focus any more. */
    private static final String HIDDEN = """
            () => {
              const focused = document.activeElement;
              if (focused === document.body || focused.id === 'end') return null;
              const place = focused.type === 'radio' ? focused.labels[0] : focused;
              const seen = [...place.getClientRects()].some(({ x, y, width, height }) =>
                [0.1, 0.5, 0.9].some((part) => place.contains(document.elementFromPoint(x + width / 2, y + height * part))
                  || place.contains(document.elementFromPoint(x + width * part, y + height / 2))));
              return seen || place.closest('.draw') ? '' : place.outerHTML.slice(0, 200);
            }
            """;

    private static Visit visit(int width, int height) {
        return Browsers.visit(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private static void step(Page page) {
        String before = page.locator(".stepbar__position").textContent();
        page.locator("#step").click();
        assertThat(page.locator(".stepbar__position")).not().hasText(before);
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "1024, 768", "1280, 800", "1920, 1000"})
    void no_page_moves_while_it_loads(int width, int height) {
        try (Visit visit = visit(width, height)) {
            Page page = visit.page();
            page.addInitScript(WATCH);
            for (String path : PAGES) {
                page.navigate(path);
                page.waitForTimeout(60);
                assertThat(((Number) page.evaluate("window.shift")).doubleValue())
                        .as(path)
                        .isLessThanOrEqualTo(0.01);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"360, 740, 900", "360, 740, 2600", "640, 400, 1500", "1280, 800, 100"})
    void a_step_moves_nothing_wherever_one_is_and_back_neither(int width, int height, int from) {
        try (Visit visit = visit(width, height)) {
            Page page = visit.page();
            page.navigate("/play?prompt=Once+upon+a+time&b=sample&b.temperature=1.2&a=greedy&seed=3");
            page.evaluate("y => window.scrollTo(0, y)", from);
            Object tops = page.evaluate(TOPS);
            Object scrolled = page.evaluate("scrollY");
            for (int i = 0; i < 3; i++) {
                step(page);
                assertThat(page.evaluate("scrollY")).isEqualTo(scrolled);
                assertThat(page.evaluate(TOPS)).isEqualTo(tops);
                assertThat(page.locator("#step")).isFocused();
            }
            page.goBack();
            assertThat(page.locator(".stepbar__position")).hasText("Token 3 of 3");
            assertThat(page.evaluate("scrollY")).isEqualTo(scrolled);
            assertThat(page.locator("#step")).isFocused();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_last_step_of_a_text_moves_nothing_and_keeps_the_focus() {
        try (Visit visit = visit(360, 740)) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+cat+sat+on+the&a=greedy&b=greedy");
            page.evaluate("window.scrollTo(0, 900)");
            String top = "document.querySelector('#a-probabilities').getBoundingClientRect().top";
            double before = ((Number) page.evaluate(top)).doubleValue();
            while (page.locator("#step[href]").count() > 0) {
                step(page);
            }
            assertThat(page.locator("#step")).hasText("Finished");
            assertThat(page.locator("#step")).isFocused();
            assertThat(((Number) page.evaluate(top)).doubleValue())
                    .as("as nearly as the browser scrolls, by whole pixels")
                    .isCloseTo(before, within(0.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"640, 400", "1280, 800"})
    void the_step_of_the_look_inside_stays_under_the_pointer(int width, int height) {
        try (Visit visit = visit(width, height)) {
            Page page = visit.page();
            page.navigate("/inside");
            if (page.locator("#choice-fold:not([open])").count() > 0) {
                page.locator("#choice-fold > summary").click();
            }
            page.locator("#step").scrollIntoViewIfNeeded();
            String top = "document.querySelector('#step').getBoundingClientRect().top";
            Object before = page.evaluate(top);
            for (int chips = 12; chips < 14; chips++) {
                page.locator("#step").click();
                assertThat(page.locator(".positions .chip")).hasCount(chips);
                assertThat(page.evaluate(top)).isEqualTo(before);
                assertThat(page.locator("#step")).isFocused();
            }
            page.goBack();
            assertThat(page.locator(".positions .chip")).hasCount(12);
            assertThat(page.locator("#choice-fold")).hasAttribute("open", "");
            assertThat(page.evaluate(top)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"/inside, 360, 740", "/inside, 1280, 800", "/play, 360, 740", "/play, 1280, 800"})
    void no_bar_hides_what_has_the_focus_on_the_way_back_through_the_page(String path, int width, int height) {
        try (Visit visit = visit(width, height)) {
            Page page = visit.page();
            page.navigate(path);
            page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=end href=#>end</a>')");
            page.locator("#end").focus();
            page.keyboard().press("Shift+Tab");
            int stops = 0;
            for (Object hidden = ""; hidden != null; hidden = page.evaluate(HIDDEN)) {
                assertThat(hidden).isEqualTo("");
                page.keyboard().press("Shift+Tab");
                stops++;
            }
            assertThat(stops).isGreaterThan(25);
        }
    }
}
