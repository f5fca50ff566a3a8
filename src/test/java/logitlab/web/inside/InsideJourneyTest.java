package logitlab.web.inside;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.TestServer;
import logitlab.model.LanguageModel;
import logitlab.web.view.TokenText;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What visitors do in the look inside, in a real browser, on the real server and the real models. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InsideJourneyTest {

    private static final LanguageModel MODEL = TestServer.models().first();

    private static String token(int id) {
        return TokenText.visible(MODEL.tokenizer().token(id));
    }

    private static String best(String prompt) {
        return token(MODEL.logits(MODEL.prompt(prompt)).argmax());
    }

    private static String nearest(String text) {
        int id = MODEL.tokenizer().encode(text).at(1);
        return token(MODEL.tokenTable().orElseThrow().nearest(id, 1).get(0).id());
    }

    private static Locator here(Page page) {
        return page.locator(".positions [aria-current] .token");
    }

    @Test
    void stations_are_folded_and_an_unfolded_one_stays_so_after_reload_and_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/inside");
            assertThat(page.locator(".station__fold[open]")).hasCount(0);
            page.locator("#embedding-fold > summary").first().click();
            assertThat(page.locator("#embedding-fold")).hasAttribute("open", "");
            page.reload();
            assertThat(page.locator("#tokens-fold")).not().hasAttribute("open", "");
            assertThat(page.locator("#embedding-fold")).hasAttribute("open", "");
            page.locator(".inside__open a[href^='/play']").click();
            page.goBack();
            assertThat(page.locator("#tokens-fold")).not().hasAttribute("open", "");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_visitor_follows_a_token_opens_a_layer_and_steps() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play");
            page.locator(".masthead__nav a", new Page.LocatorOptions().setHasText("Look inside"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/inside\\?v=1&prompt=Once.*&position=10"));
            assertThat(here(page)).hasText("␣who");
            assertThat(page.locator(".flow__picture--wide")).isVisible();
            assertThat(page.locator(".flow__picture--tall")).isHidden();
            assertThat(page.locator(".station__fold[open]")).hasCount(0);
            page.locator(".flow__picture--wide [data-opens=embedding-fold]").click();

            // a token in the picture leads to its position; what was folded stays folded
            page.evaluate("window.stillHere = true");
            page.locator(".flow__picture--wide a[aria-label*='␣girl']").click();
            assertThat(here(page)).hasText("␣girl");
            assertThat(page).hasURL(Pattern.compile("&position=9"));
            assertThat(page.locator("#embedding .station__sentence")).containsText("␣girl");
            assertThat(page.locator(".nearest__one").first()).containsText(nearest(" girl"));
            assertThat(page.locator(".expected"))
                    .containsText("expected “" + best("Once upon a time there was a little girl"));
            assertThat(page.locator("#tokens-fold")).not().hasAttribute("open", "");
            assertThat(page).hasTitle(Pattern.compile("Inside storyteller at ␣girl"));

            // a layer, a head, and who it looks at
            page.locator(".flow__picture--wide a[aria-label^='Layer 2']").click();
            assertThat(page.locator(".layer--open .layer__title")).hasText("Layer 2");
            page.locator("#layer-3").click();
            assertThat(page.locator(".layer--open .layer__title")).hasText("Layer 3");
            page.locator("#head-2").click();
            assertThat(page.locator("#head-2")).hasAttribute("aria-current", "true");
            assertThat(page.locator("#head-2")).isFocused();
            assertThat(page).hasURL(Pattern.compile("&layer=3&head=2"));
            page.locator(".looks__token", new Page.LocatorOptions().setHasText("␣upon"))
                    .click();
            assertThat(here(page)).hasText("␣upon");

            // around again: the chosen token becomes the last position, by the button and by the arrow key
            page.locator("#step").click();
            assertThat(here(page)).hasText(best("Once upon a time there was a little girl who"));
            assertThat(page.locator(".positions .chip")).hasCount(12);
            page.locator("#picture-heading").click();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".positions .chip")).hasCount(13);
            page.keyboard().press("ArrowLeft");
            assertThat(page.locator(".positions .chip")).hasCount(12);
            page.goBack();
            assertThat(page.locator(".positions .chip")).hasCount(13);
            assertThat(page.evaluate("window.stillHere")).isEqualTo(true);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_touch_on_any_part_of_the_picture_opens_its_station() {
        for (boolean scripts : new boolean[] {true, false}) {
            try (Visit visit = Browsers.visit(new Browser.NewContextOptions()
                    .setJavaScriptEnabled(scripts)
                    .setViewportSize(1280, 800))) {
                Page page = visit.page();
                page.navigate("/inside");
                for (String station : new String[] {"tokens", "embedding", "layers", "logits", "choice"}) {
                    page.locator(".flow__picture--wide .flow__station[data-opens=" + station + "-fold]")
                            .click(new Locator.ClickOptions().setPosition(20, 12));
                    assertThat(page.locator("#" + station + "-body")).isVisible();
                    assertThat(page.locator("#" + station + "-heading")).isInViewport();
                }
                assertThat(visit.problems()).isEmpty();
            }
        }
    }

    @Test
    void a_touch_on_a_ribbon_opens_the_layers() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/inside");
            page.locator(".flow__picture--wide .flow__look").first().dispatchEvent("click");
            assertThat(page.locator("#layers-body")).isVisible();
        }
    }

    private static Object moving(Page page) {
        return page.evaluate(
                "[...new Set(document.getAnimations().map((one) => one.animationName).filter((name) => ['travel', 'lit', 'arrive'].includes(name)))].sort().join()");
    }

    @Test
    void a_new_token_travels_through_the_layers_once() {
        for (String model : new String[] {"storyteller", "storyteller-lstm"}) {
            try (Visit visit = Browsers.visit()) {
                Page page = visit.page();
                page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
                page.navigate("/inside?model=" + model);
                assertThat(moving(page)).as("on arrival").isEqualTo("");
                page.locator("#step").click();
                assertThat(page.locator(".flow.is-new")).isVisible();
                assertThat(moving(page)).isEqualTo("arrive,lit,travel");
                page.evaluate("document.getAnimations().forEach((one) => one.finish())");
                assertThat(page.locator(".flow.is-new")).hasCount(0);
                page.setViewportSize(600, 800);
                assertThat(moving(page)).as("after a change of the window").isEqualTo("");
                page.locator("#back").click();
                assertThat(page.locator("#back[href]")).hasCount(0);
                assertThat(moving(page)).as("on the way back").isEqualTo("");
                page.locator("#position-3").click();
                assertThat(page.locator("#position-3[aria-current]")).isVisible();
                assertThat(moving(page)).as("at another position").isEqualTo("");
                assertThat(visit.problems()).isEmpty();
            }
        }
    }

    @Test
    void nothing_travels_for_those_who_asked_for_less_motion() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/inside");
            page.locator("#step").click();
            assertThat(page.locator("#back[href]")).isVisible();
            assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
            assertThat(page.locator(".flow__picture--wide .flow__traveller").first())
                    .hasCSS("opacity", "0");
        }
    }

    @Test
    void step_is_beside_the_picture_and_the_whole_picture_in_the_first_window() {
        for (String model : new String[] {"storyteller", "storyteller-lstm"}) {
            try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(1280, 800))) {
                Page page = visit.page();
                page.navigate("/inside?model=" + model);
                assertThat(page.locator("#step")).isInViewport();
                assertThat(
                                page.evaluate(
                                        "document.querySelector('#inside .hero').getBoundingClientRect().bottom <= innerHeight"))
                        .isEqualTo(true);
                assertThat(page.locator(".legend"))
                        .containsText(model.endsWith("lstm") ? "Arrow: what a layer passes on" : "Ribbon: how much");
            }
        }
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 740))) {
            visit.page().navigate("/inside");
            assertThat(visit.page().locator("#step")).isInViewport();
        }
    }

    @Test
    void another_prompt_another_model_and_a_second_text() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/inside?prompt=The+cat&layer=4&head=2");
            page.locator(".flow__picture--wide [data-opens=logits-fold]").click();
            page.locator("#other").fill("The dog and the cat");
            page.locator("#other").press("Enter");
            assertThat(page.locator("#problem"))
                    .containsText("must have as many tokens as the first text, 3, but has 6");
            assertThat(page.locator("#other")).hasValue("The dog and the cat");
            page.locator("#other").fill("The dog");
            page.locator("#other").press("Enter");
            assertThat(page.locator(".shape__numbers")).hasText("[2, 3, 4096]");
            assertThat(page.locator(".batch__text")).hasCount(2);
            assertThat(page.locator("#problem")).isEmpty();

            page.locator("#model").selectOption("storyteller-lstm");
            assertThat(page.locator("#layers .missing")).containsText("no attention");
            assertThat(page.locator(".shape__numbers")).hasText("[1, 3, 4096]");
            assertThat(page.locator(".opened__heading", new Page.LocatorOptions().setHasText("Cell state c")))
                    .isVisible();
            page.locator("#prompt").fill("One day, the");
            page.locator("#prompt").press("Enter");
            assertThat(page.locator(".positions .chip")).hasCount(5);
            assertThat(page).hasURL(Pattern.compile("model=storyteller-lstm&.*position=4"));
            assertThat(visit.problems()).singleElement().asString().contains("400");
        }
    }

    @Test
    void the_dice_of_a_lane_are_looked_into() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+cat&at=2&a=greedy&b=sample&b.temperature=0.8&seed=5");
            String chosen = page.locator("#b-candidates tr[data-state=chosen] .candidates__token")
                    .textContent();
            page.locator(".lane[data-lane=b] .lane__inside a").click();
            assertThat(page).hasURL(Pattern.compile("/inside\\?.*decoder=sample.*temperature=0.8"));
            assertThat(page.locator(".positions .chip")).hasCount(5);
            assertThat(page.locator("#choice .score--chosen .score-table__token"))
                    .hasText(chosen);
            page.locator("#other-decoder").click();
            assertThat(page).hasURL(Pattern.compile("decoder=greedy"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void without_javascript_every_link_is_a_page_at_its_station() {
        try (Visit visit = Browsers.visit(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1280, 900))) {
            Page page = visit.page();
            page.navigate("/inside");
            page.locator("#tokens-fold > summary").click();
            page.locator("#piece-2").click();
            assertThat(page).hasURL(Pattern.compile("&position=1#tokens$"));
            page.locator("#layers-fold > summary").click();
            page.locator("#layer-2").click();
            assertThat(page).hasURL(Pattern.compile("&layer=2#layers$"));
            page.locator("#step").click();
            assertThat(page.locator(".positions .chip")).hasCount(12);
            page.locator("#embedding-fold > summary").click();
            page.locator("#embedding .station__link a").click();
            assertThat(page).hasURL(Pattern.compile("&station=embedding#embedding$"));
            assertThat(page.locator("#embedding-fold")).hasAttribute("open", "");
            assertThat(page.locator("#tokens-fold")).not().hasAttribute("open", "");
        }
    }

    @Test
    void a_phone_sees_the_tall_picture_and_nothing_overflows() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 740))) {
            Page page = visit.page();
            page.navigate("/inside?prompt=The+old+man+went+to+the+sea+and+saw+a+fish&head=2");
            assertThat(page.locator(".flow__picture--tall")).isVisible();
            assertThat(page.locator(".flow__picture--wide")).isHidden();
            assertThat(here(page)).isInViewport();
            for (String station : new String[] {"tokens", "embedding", "layers", "logits", "choice"}) {
                if (!page.locator("#" + station + " .station__body").isVisible()) {
                    page.locator("#" + station + "-fold > summary").click();
                }
                assertThat(page.locator("#" + station + " .station__body")).isVisible();
            }
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
            Accessibility.assertNothingFound(page, "on a phone");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_wide_screen_passes_the_accessibility_check() {
        try (Visit visit = Browsers.visit()) {
            visit.page()
                    .navigate("/inside?model=storyteller-lstm&decoder=sample&other="
                            + "Once+upon+a+time+there+was+a+little+boy+who");
            Accessibility.assertNothingFound(visit.page(), "an LSTM and two texts");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_focus_stays_near_a_switch_that_the_keyboard_turned_off_and_on() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/inside?prompt=The+king&target=12#logits");
            page.locator("#bill-layer-4-fold > summary").click();
            page.locator("[name='switch.4.2']").press("Enter");
            assertThat(page).hasURL(Pattern.compile("&switch\\.4\\.2=0"));
            assertThat(page.locator("#bill-layer-4-fold > summary")).isFocused();
            assertThat(page.locator("#bill-layer-4-fold")).hasAttribute("open", "");

            page.locator(".switches select").selectOption("2");
            page.locator("#switches-set").press("Enter");
            assertThat(page).hasURL(Pattern.compile("&switch\\.4\\.2=2"));
            assertThat(page.locator("#switches-set")).isFocused();

            page.locator(".switches select").selectOption("1");
            page.locator("#switches-set").press("Enter");
            assertThat(page.locator(".switches")).hasCount(0);
            assertThat(page.locator("#position-chips [aria-current]")).isFocused();
            assertThat(visit.problems()).isEmpty();
        }
    }
}
