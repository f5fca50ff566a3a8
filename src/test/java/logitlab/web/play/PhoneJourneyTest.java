package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground in a small window, and what stays in the window while it plays. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PhoneJourneyTest {

    private static final String FOUR =
            "/play?prompt=Once+upon+a+time&a=greedy&b=sample&c=sample&c.temperature=1.5&d=sample&d.top-k=5";

    private static final String TWO_FRAMES =
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

    private static Visit visit(int width, int height) {
        return Browsers.visit(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private static void assertInWindow(Page page, Locator place) {
        BoundingBox box = place.boundingBox();
        assertThat(box).isNotNull();
        assertThat(box.y).isGreaterThanOrEqualTo(0);
        assertThat(box.y + box.height).isLessThanOrEqualTo(page.viewportSize().height);
        assertThat(box.x).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).isLessThanOrEqualTo(page.viewportSize().width);
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "320, 640", "640, 400"})
    void the_first_window_has_the_buttons_and_what_every_lane_chose(int width, int height) {
        try (Visit visit = visit(width, height)) {
            Page page = visit.page();
            for (String path : List.of("/play", FOUR)) {
                page.navigate(path);
                for (int step = 0; step < 2; step++) {
                    for (String button : List.of("#back", "#step", "#play", "#prompt", ".start__go", "#hero")) {
                        assertInWindow(page, page.locator(button));
                    }
                    for (Locator pick : page.locator(".stepbar__picks .token").all()) {
                        assertInWindow(page, pick);
                        assertThat(pick).not().hasText("");
                    }
                    page.locator("#step").click();
                    assertThat(page.locator(".stepbar__position")).hasText("Token " + (step + 2) + " of " + (step + 2));
                    assertThat(page.evaluate("scrollY")).isEqualTo(0);
                }
            }
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void the_navigation_is_a_menu_with_and_without_scripts(boolean scripts) {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setViewportSize(360, 740).setJavaScriptEnabled(scripts))) {
            Page page = visit.page();
            page.navigate("/play");
            Locator course = page.locator(".masthead__nav a[href='/lessons']");
            assertThat(course).isHidden();
            page.locator(".masthead__menu > summary").click();
            assertThat(course).isVisible();
            course.click();
            assertThat(page).hasURL(Pattern.compile("/lessons$"));
            assertThat(page.locator(".masthead__nav")).isHidden();
            page.setViewportSize(1280, 800);
            assertThat(course).isVisible();
            assertThat(page.locator(".masthead__menu > summary")).isHidden();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 500, 640})
    void the_card_that_sends_the_page_lies_inside_the_window(int width) {
        try (Visit visit = visit(width, 740)) {
            Page page = visit.page();
            for (String path : List.of("/", "/play", "/lessons/softmax", "/glossary")) {
                page.navigate(path);
                page.locator(".send__open").click();
                BoundingBox card = page.locator(".send__card").boundingBox();
                assertThat(card.x).as(path).isGreaterThan(0);
                assertThat(card.x + card.width).as(path).isLessThan(width);
                assertThat(card.width).as(path).isGreaterThan(width - 50);
            }
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_fold_opens_where_it_was_tapped() {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setViewportSize(360, 740).setHasTouch(true))) {
            Page page = visit.page();
            page.navigate("/play");
            for (String fold : List.of("#b-tokens", ".settings__fold", "#b-more")) {
                Locator summary = page.locator(fold + " > summary");
                summary.evaluate("(it) => scrollBy(0, it.getBoundingClientRect().top - 300)");
                double place = summary.boundingBox().y;
                summary.tap();
                assertThat(page.locator(fold)).hasAttribute("open", "");
                page.evaluate(TWO_FRAMES);
                assertThat(summary.boundingBox().y).as(fold).isEqualTo(place);
            }
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_candidates_of_one_lane_are_shown_at_a_time_and_stay_through_the_steps() {
        try (Visit visit = visit(360, 740)) {
            Page page = visit.page();
            page.navigate("/play");
            assertThat(page.locator("#b-candidates")).isVisible();
            assertThat(page.locator("#a-candidates")).isHidden();
            page.locator("#candidates-tabs [value=a]").check();
            assertThat(page.locator("#a-candidates")).isVisible();
            assertThat(page.locator("#b-candidates")).isHidden();
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            assertThat(page.locator("#a-candidates")).isVisible();
            page.setViewportSize(1280, 800);
            assertThat(page.locator("#a-candidates")).isVisible();
            assertThat(page.locator("#b-candidates")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_bar_sampling_probability_and_verdict_fit_a_narrow_phone(boolean ownTypefaces) {
        try (Visit visit = visit(320, 640)) {
            Page page = visit.page();
            if (!ownTypefaces) {
                page.route("**/*.woff2", Route::abort); // as on a slow line, where a typeface comes too late to be used
            }
            page.navigate("/play?prompt=Once+upon+a+time+there+was+a&b=sample&b.temperature=0.8&b.top-p=0.7&at=12");
            page.evaluate("document.fonts.ready.then(() => true)");
            assertThat(page.evaluate("""
                    () => [...document.querySelectorAll('#b-candidates tr[id]')].flatMap((row) => [...row.children])
                      .filter((cell) => cell.offsetWidth > 0)
                      .filter((cell) => cell.getBoundingClientRect().right > innerWidth || cell.scrollWidth > cell.clientWidth).length
                    """)).isEqualTo(0);
            assertThat(page.locator("#b-candidates tbody tr").first().locator(":is(th, td):visible"))
                    .hasCount(4);
        }
    }

    @Test
    void no_page_is_wider_than_a_narrow_phone() {
        try (Visit visit = visit(320, 640)) {
            Page page = visit.page();
            for (String path : List.of(
                    "/",
                    "/play",
                    FOUR,
                    "/inside",
                    "/lessons",
                    "/lessons/truncation",
                    "/glossary",
                    "/teaching",
                    "/models",
                    "/source",
                    "/challenge",
                    "/certificate")) {
                page.navigate(path);
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isEqualTo(320);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "360, 740"})
    void text_picture_and_buttons_stay_in_the_window_while_it_plays_and_the_state_is_said(int width, int height) {
        try (Visit visit = visit(width, height)) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator("#steps").evaluate("(steps) => (steps.value = '6')");
            page.locator("#play").click();
            assertThat(page.locator("#played")).hasText(Pattern.compile("Playing, [23] of 7"));
            assertThat(page.locator(".stepbar__position")).isHidden();
            assertThat(page.evaluate("scrollY")).isEqualTo(0);
            assertThat(page.evaluate("""
                            () => [...document.querySelectorAll('#play, .strip, #hero, #played, .story__new')]
                              .map((place) => place.getBoundingClientRect())
                              .filter(({ top, bottom }) => top < 0 || bottom > innerHeight).length
                            """)).isEqualTo(0);
            page.locator("#play").click();
            assertThat(page.locator("#played")).hasText(Pattern.compile("Paused at \\d"));
            assertInWindow(page, page.locator("#played"));
            page.locator("#step").click();
            assertThat(page.locator("#played")).hasText("");
            assertThat(page.locator(".stepbar__position")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    /** The names of the motions that began with the last step. */
    private static List<?> moving(Page page) {
        return (List<?>) page.evaluate("window.moving ?? []");
    }

    @Test
    void a_quick_run_has_only_the_last_part_of_the_motion() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            assertThat(page.locator("#speed")).hasValue("1");
            page.evaluate("""
                    document.addEventListener('htmx:afterSwap', () => {
                      window.moving = document.getAnimations().map((motion) => motion.animationName);
                    })""");
            page.locator("#step").click();
            page.waitForCondition(() -> moving(page).containsAll(List.of("drop", "appear")));
            page.locator("#speed").selectOption("3");
            page.locator("#play").click();
            assertThat(page.locator(".stage")).hasAttribute("data-motion", "last");
            page.waitForCondition(
                    () -> moving(page).contains("flash") && !moving(page).contains("drop"));
            page.locator("#play").click();
            assertThat(visit.problems()).isEmpty();
        }
    }
}
