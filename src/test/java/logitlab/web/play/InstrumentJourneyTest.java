package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dart and the strips, sliders, charts and tables, on every kind of screen. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InstrumentJourneyTest {

    private static final String STEPPED = "/play?prompt=The+king&at=3&b=sample&b.temperature=0.8&b.top-p=0.9&a=greedy";

    private static Object chart(Page page, String box, String what) {
        return page.evaluate(
                "([box, what]) => eval('c => ' + what)(Chart.getChart(document.querySelector('#' + box + ' canvas')))",
                List.of(box, what));
    }

    @Test
    void both_lanes_share_a_dart_that_stays_while_a_setting_moves_the_intervals() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            assertThat(page.locator(".draw__dart")).hasCount(1);
            assertThat(page.locator(".strip [data-lane]")).hasCount(2);
            String dart = page.locator(".draw__dart").getAttribute("x");
            String pieces = page.locator(".strip [data-lane=b]").innerHTML();
            page.locator("[data-slider-for=b-temperature]").fill("0.3");
            assertThat(page).hasURL(Pattern.compile("b\\.temperature=0\\.3&"));
            assertThat(page.locator(".draw__dart")).hasAttribute("x", dart);
            assertThat(page.locator(".strip [data-lane=b]").innerHTML()).isNotEqualTo(pieces);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_interval_that_was_hit_leads_to_its_row_and_says_itself_in_words() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            Locator hit = page.locator(".strip [data-lane=b] a");
            String row = hit.getAttribute("href");
            assertThat(page.locator(row)).hasAttribute("data-state", "chosen");
            hit.focus();
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(row + "$"));
            assertThat(page.locator(".strip"))
                    .hasAttribute("aria-label", Pattern.compile("The draw 0\\.\\d{4} .*Greedy: .*Sampled: .* to "));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_slider_that_is_dragged_asks_one_at_a_time_and_the_last_value_is_what_is_shown() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEPPED);
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> {
                if (request.url().contains("/play/")) {
                    asked.add(request.url());
                }
            });
            page.evaluate("window.scrollTo(0, 120)");
            page.evaluate("""
                    () => {
                      const slider = document.querySelector('[data-slider-for=b-temperature]');
                      slider.focus({ preventScroll: true });
                      for (let i = 0; i <= 40; i++) {
                        slider.value = 0.3 + i * 0.05;
                        slider.dispatchEvent(new Event('input', { bubbles: true }));
                      }
                    }""");
            assertThat(page).hasURL(Pattern.compile("b\\.temperature=2\\.3&"));
            assertThat(page.locator("#b-candidates")).isVisible();
            assertThat(page.locator(".story[data-lane=b] .story__sets")).containsText("2.3");
            assertThat(asked).hasSizeLessThanOrEqualTo(3);
            assertThat(asked.get(asked.size() - 1)).contains("b.temperature=2.3&");
            assertThat(page.locator("[data-slider-for=b-temperature]")).isFocused();
            assertThat(page.evaluate("window.scrollY")).isEqualTo(120);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_press_during_an_answer_waits_for_it() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.evaluate("() => { for (let i = 0; i < 3; i++) document.getElementById('step').click(); }");
            assertThat(page.locator(".stepbar__position")).hasText("Token 4 of 4");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void nothing_above_the_tables_moves_from_step_to_step() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            String where =
                    "() => ['#step', '#b-story', '#b-tokens', '#b-candidates'].map(s => document.querySelector(s).getBoundingClientRect().top)";
            Object before = page.evaluate(where);
            for (int step = 2; step < 8; step++) {
                page.locator("#step").click();
                assertThat(page.locator(".stepbar__position")).hasText("Token " + step + " of " + step);
                assertThat(page.evaluate(where)).isEqualTo(before);
            }
        }
    }

    @Test
    void charts_keep_their_place_and_move_to_the_new_values() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEPPED);
            Charts.see(page);
            page.evaluate("window.chart = Chart.getChart(document.querySelector('#b-probabilities canvas'))");
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 5 of 5");
            assertThat(page.evaluate(
                            "window.chart === Chart.getChart(document.querySelector('#b-probabilities canvas'))"))
                    .isEqualTo(true);
            assertThat(chart(page, "b-probabilities", "c.data.labels.join(' ')"))
                    .isEqualTo(
                            page.evaluate(
                                    "[...document.querySelectorAll('#b-candidates tr[id]')].map(r => r.dataset.token).join(' ')"));
            assertThat(chart(page, "b-probabilities", "c.data.datasets.length")).isEqualTo(2);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_logits_of_each_lane_are_a_row_of_bins_with_a_pin_at_the_chosen_token() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEPPED);
            Charts.see(page);
            assertThat(chart(
                            page,
                            "all-logits",
                            "c.data.datasets.map(set => set.data.reduce((n, bin) => n + bin.y, 0))"))
                    .isEqualTo(List.of(4096, 4096));
            assertThat(chart(page, "all-logits", "c.scales.row0.bottom <= c.scales.row1.top"))
                    .isEqualTo(true);
            assertThat(page.evaluate("[...document.querySelectorAll('#logits-data [data-row]')]"
                            + ".map(pin => document.getElementById(pin.dataset.row).dataset.state)"))
                    .isEqualTo(List.of("chosen", "chosen"));
            page.navigate("/play");
            Charts.see(page);
            assertThat(chart(page, "all-logits", "c.data.datasets.length"))
                    .as("the texts are still the same")
                    .isEqualTo(1);
            assertThat(page.locator("#logits-data [data-row]")).hasCount(2);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_logit_chart_of_a_lesson_has_signed_bars_and_the_rest_of_the_vocabulary_behind() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/lessons/loop");
            Charts.see(page);
            String box = (String) page.evaluate("document.querySelector('canvas[data-chart=logits]').parentElement.id");
            Object counted = chart(page, box, "c.data.datasets[1].data.reduce((n, bin) => n + bin.y, 0)");
            Object shown = chart(page, box, "c.data.datasets[0].data.length");
            assertThat(((Number) counted).intValue() + ((Number) shown).intValue())
                    .isEqualTo(4096);
            assertThat(
                            chart(
                                    page,
                                    box,
                                    "c.scales.x.min < 0 && c.getDatasetMeta(0).data.every(bar => Math.abs(bar.base - c.scales.x.getPixelForValue(0)) < 1)"))
                    .isEqualTo(true);
            assertThat(page.locator(".chart__note").first()).containsText("the logits of the other 4,09");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void axes_have_a_minus_sign_and_no_space_before_a_per_cent_sign_in_every_language() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setLocale("de-DE"))) {
            Page page = visit.page();
            page.navigate("/play");
            Charts.see(page);
            assertThat(chart(page, "all-logits", "c.scales.x.ticks.map(tick => tick.label).join(' ')"))
                    .asString()
                    .contains("−5")
                    .doesNotContain("-");
            assertThat(chart(page, "b-probabilities", "c.scales.x.ticks.map(tick => tick.label).join(' ')"))
                    .asString()
                    .startsWith("0% ")
                    .doesNotContain("\u00a0");
        }
    }

    @Test
    void pointing_at_a_row_a_bar_or_an_interval_marks_the_same_token_everywhere() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            Charts.see(page);
            Locator row = page.locator("#b-candidates tr[id]").nth(1);
            String id = row.getAttribute("id");
            row.hover();
            assertThat(row).hasAttribute("data-pointed", "");
            assertThat(page.locator("[data-points=" + id + "]")).hasAttribute("data-pointed", "");
            assertThat(chart(page, "b-probabilities", "c.getActiveElements().map(bar => bar.index)"))
                    .isEqualTo(List.of(1, 1));
            assertThat(chart(page, "all-logits", "c.pointed")).isEqualTo(id);
            page.locator("#b-candidates tr[data-state=chosen]").focus();
            page.keyboard().press("Home");
            page.locator("#hero").hover();
            page.locator("#b-candidates tr[id]").first().focus();
            page.keyboard().press("ArrowDown");
            assertThat(row).isFocused();
            assertThat(row).hasAttribute("data-pointed", "");
            Locator chart = page.locator("#b-probabilities canvas");
            chart.scrollIntoViewIfNeeded();
            Object bar = chart(page, "b-probabilities", "c.getDatasetMeta(0).data[2].y");
            Object zero = chart(page, "b-probabilities", "c.scales.x.getPixelForValue(0) + 2");
            chart.hover(new Locator.HoverOptions()
                    .setPosition(((Number) zero).doubleValue(), ((Number) bar).doubleValue()));
            assertThat(page.locator("#b-candidates tr[id]").nth(2)).hasAttribute("data-pointed", "");
            assertThat(row).not().hasAttribute("data-pointed", "");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void intervals_and_charts_move_to_where_they_belong_unless_less_motion_is_asked_for() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            Charts.see(page);
            page.evaluate(
                    "document.addEventListener('htmx:afterSwap', () => { window.moving = document.getAnimations().length; })");
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            assertThat(page.evaluate("window.moving")).isEqualTo(0);
            assertThat(chart(page, "all-logits", "c.options.animation")).isEqualTo(false);
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 3 of 3");
            assertThat(((Number) page.evaluate("window.moving")).intValue()).isPositive();
            assertThat(chart(page, "all-logits", "c.options.animation.duration"))
                    .isEqualTo(250);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_chart_is_saved_as_a_picture() throws Exception {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(STEPPED);
            Download saved = page.waitForDownload(
                    () -> page.locator("[data-save=all-logits]").click());
            assertThat(saved.suggestedFilename()).isEqualTo("all-logits.png");
            assertThat(Files.readAllBytes(saved.path()))
                    .startsWith(0x89, 'P', 'N', 'G')
                    .hasSizeGreaterThan(2000);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void charts_follow_the_theme() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT))) {
            Page page = visit.page();
            page.navigate(STEPPED);
            Charts.see(page);
            String colour = "c.data.datasets[1].borderColor + c.options.scales.x.ticks.color";
            Object light = chart(page, "b-probabilities", colour);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.waitForCondition(() -> !light.equals(chart(page, "b-probabilities", colour)));
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            assertThat(page.locator("#b-probabilities canvas")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void no_width_makes_the_page_scroll_sideways() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            for (String path : List.of(
                    STEPPED,
                    "/play?rows=200",
                    "/play?prompt=x&a=greedy&b=sample&c=sample&d=sample",
                    "/play?at=x",
                    "/nowhere")) {
                page.navigate(path);
                for (int width : new int[] {320, 360, 640, 800, 1280, 1920}) {
                    page.setViewportSize(width, 800);
                    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                            .as(path + " at " + width)
                            .isEqualTo(0);
                }
            }
        }
    }

    @Test
    void a_phone_folds_the_settings_unless_one_of_them_is_wrong() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = visit.page();
            page.navigate("/play");
            assertThat(page.locator("#b-top-p")).isHidden();
            page.navigate("/play?prompt=x&b=sample&b.top-p=7");
            assertThat(page.locator("#b-top-p")).isVisible();
            assertThat(page.locator("#b-top-p")).hasValue("7");
        }
    }

    @Test
    void paper_has_the_step_and_no_controls() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(794, 1100))) {
            Page page = visit.page();
            page.navigate(STEPPED);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (String control : List.of("#step", "#play", "#settings", ".masthead", "#start")) {
                assertThat(page.locator(control)).isHidden();
            }
            assertThat(page.locator("#b-candidates")).isVisible();
            assertThat(page.locator(".strip")).isVisible();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stepped, /play?rows=3&prompt=The+king&at=3&b=sample&b.temperature=0.8&b.top-p=0.9&a=greedy",
        "finished, /play?rows=3&prompt=The+end&a=greedy&a.bias.0=1000&b=sample&at=4",
        "refused, /play?prompt=x&b=sample&b.top-p=7",
        "by hand, /play?rows=3&prompt=The+cat&a=greedy&a.ids=zz",
        "four lanes, /play?rows=3&prompt=x&a=greedy&b=sample&c=sample&d=sample",
        "everything dropped but one, /play?rows=3&prompt=x&b=sample&b.top-k=1"
    })
    void no_state_of_the_page_has_accessibility_findings(String state, String path) {
        try (Visit visit = Browsers.visit()) {
            visit.page().navigate(path);
            Accessibility.assertNothingFound(visit.page(), state);
        }
    }

    @Test
    void what_opens_has_no_accessibility_findings_either() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = visit.page();
            page.navigate("/play?rows=3");
            page.locator(".settings__summary").last().click();
            assertThat(Accessibility.axe(page).analyze().getViolations()).isEmpty();
            page.keyboard().press("?");
            assertThat(Accessibility.axe(page).analyze().getViolations()).isEmpty();
            page.keyboard().press("Escape");
            page.locator("#play").click();
            assertThat(page.locator("#play")).hasText(Pattern.compile("Pause"));
            assertThat(Accessibility.axe(page).analyze().getViolations()).isEmpty();
            page.locator("#play").click();
            page.context().setOffline(true);
            page.locator("#step").click();
            assertThat(page.locator("#lost")).isVisible();
            assertThat(Accessibility.axe(page).analyze().getViolations()).isEmpty();
        }
    }
}
