package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts are drawn when they come into view, and the library that draws them is loaded only then. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChartsJourneyTest {

    private static Visit phone() {
        return Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 640));
    }

    private static List<String> libraries(Page page) {
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> note(request, asked));
        return asked;
    }

    private static void note(Request request, List<String> asked) {
        if (request.url().contains("/static/chart.")) {
            asked.add(request.url());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/inside", "/lessons", "/lessons/softmax", "/challenge", "/nowhere"})
    void a_page_without_charts_never_loads_the_library(String path) {
        try (Visit visit = phone()) {
            Page page = visit.page();
            List<String> asked = libraries(page);
            page.navigate(path);
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
            page.waitForTimeout(100);
            assertThat(asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play?prompt=The+fox", "/lessons/greedy"})
    void the_library_is_loaded_once_when_the_first_chart_is_seen_and_nothing_moves(String path) {
        try (Visit visit = phone()) {
            Page page = visit.page();
            List<String> asked = libraries(page);
            page.navigate(path);
            page.waitForTimeout(100);
            assertThat(asked).isEmpty();
            Object height = page.evaluate("document.documentElement.scrollHeight");
            Charts.see(page);
            assertThat(asked).hasSize(1);
            assertThat(page.evaluate("document.documentElement.scrollHeight")).isEqualTo(height);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_chart_that_is_seen_after_a_step_shows_that_step() {
        try (Visit visit = phone()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox");
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            Charts.see(page);
            assertThat(page.evaluate(
                            "Chart.getChart(document.querySelector('#b-probabilities canvas')).data.labels.join(' ')"))
                    .isEqualTo(
                            page.evaluate(
                                    "[...document.querySelectorAll('#b-candidates tr[id]')].map(r => r.dataset.token).join(' ')"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void where_the_library_does_not_come_the_tables_and_the_steps_do() {
        try (Visit visit = phone()) {
            Page page = visit.page();
            List<String> asked = libraries(page);
            page.route("**/static/chart.*", route -> route.abort());
            page.navigate("/play?prompt=The+fox");
            page.locator("#b-probabilities canvas").scrollIntoViewIfNeeded();
            page.waitForCondition(() -> !asked.isEmpty());
            page.waitForTimeout(200);
            assertThat(asked).hasSize(1);
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            assertThat(page.locator("#b-candidates")).isVisible();
            page.locator("#b-probabilities ~ .paper").scrollIntoViewIfNeeded();
            assertThat(page.locator("#b-probabilities ~ .paper")).isVisible();
            assertThat(visit.problems())
                    .allMatch(problem -> problem.contains("chart") || problem.contains("ERR_FAILED"));
            page.unroute("**/static/chart.*");
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 3 of 3");
            Charts.see(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-logits", "b-probabilities"})
    void a_chart_that_nobody_has_seen_is_saved_large_and_drawn(String chart) throws IOException {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(1280, 720))) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox");
            Locator save = page.locator("[data-save=" + chart + "]");
            assertThat(save).hasText("PNG");
            Download saved = page.waitForDownload(() -> save.evaluate("button => button.click()"));
            assertThat(saved.suggestedFilename()).isEqualTo(chart + ".png");
            BufferedImage picture = ImageIO.read(saved.path().toFile());
            assertThat(picture.getWidth()).isGreaterThanOrEqualTo(1200);
            assertThat(picture.getRGB(0, picture.getHeight() - 1) >>> 24)
                    .as("opaque")
                    .isEqualTo(255);
            int inked = inked(picture, picture.getHeight() / 4);
            assertThat(inked).isGreaterThan(picture.getWidth() * picture.getHeight() / 100);
            assertThat(visit.problems()).isEmpty();
        }
    }

    /** The number of pixels below a line that do not have the colour of the ground. */
    private static int inked(BufferedImage picture, int top) {
        int inked = 0;
        for (int y = top; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                inked += picture.getRGB(x, y) == picture.getRGB(0, 0) ? 0 : 1;
            }
        }
        return inked;
    }

    @Test
    void the_other_logits_stay_sheer_where_the_visitor_forces_colours() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE))) {
            Page page = visit.page();
            page.navigate("/lessons/greedy");
            Charts.see(page);
            assertThat(
                            page.evaluate(
                                    "Chart.getChart(document.querySelector('canvas[data-chart=logits]')).data.datasets[1].backgroundColor"))
                    .asString()
                    .matches("rgba\\(128, 128, 128, 0\\.3\\d*\\)");
        }
    }

    @Test
    void forced_colours_tell_the_chosen_token_and_the_two_kinds_of_bars_apart() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE))) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox");
            Charts.see(page);
            String chart = "Chart.getChart(document.querySelector('#b-probabilities canvas'))";
            assertThat(page.evaluate(chart + ".scales.y.ticks.filter(tick => tick.label.startsWith('▶')).length"))
                    .isEqualTo(1);
            assertThat(page.evaluate(chart + ".data.datasets[0].backgroundColor"))
                    .isInstanceOf(String.class);
            assertThat(page.evaluate(chart + ".data.datasets[1].backgroundColor[0] instanceof CanvasPattern"))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play?prompt=The+fox&at=3", "/lessons/greedy"})
    void paper_has_each_chart_as_the_server_drew_it(String path) {
        try (Visit visit = phone()) {
            Page page = visit.page();
            List<String> asked = libraries(page);
            page.navigate(path);
            assertThat(page.locator(".paper").first()).isHidden();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertEachChartIsDrawn(page);
            assertThat(asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/play?prompt=The+fox&at=3", "/lessons/greedy"})
    void without_scripts_the_server_s_charts_are_shown(String path) {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(320, 640))) {
            Page page = visit.page();
            page.navigate(path);
            assertEachChartIsDrawn(page);
            assertThat(page.locator(".chart__save").first()).isHidden();
        }
    }

    private static void assertEachChartIsDrawn(Page page) {
        int charts = page.locator("canvas[data-chart]").count()
                - page.locator(".lane:not(:visible) canvas[data-chart]").count(); // behind a tab of a phone
        assertThat(charts).isPositive();
        assertThat(page.locator("canvas[data-chart]:visible")).hasCount(0);
        assertThat(page.locator(".paper:visible")).hasCount(charts);
        for (Locator paper : page.locator(".paper:visible").all()) {
            assertThat(paper.boundingBox().height).isGreaterThan(60);
            assertThat(paper.locator("text, path").count()).isPositive();
        }
    }
}
