package logitlab.web.play;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending a step to somebody else: the clipboard, the share sheet, a plain field, and what the link looks like elsewhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShareJourneyTest {

    @Test
    void the_button_copies_the_link_to_the_step_that_is_shown() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.navigate("/play");
            page.locator("#step").click();
            assertThat(page.locator(".stepbar__position")).hasText("Token 2 of 2");
            page.locator(".send__open").click();
            assertThat(page.locator(".send__link")).hasValue(page.url());
            page.locator("[data-copies]").click();
            assertThat(page.locator(".send__said")).hasText("Copied.");
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(page.url());
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_phone_opens_its_share_sheet_with_the_title_and_the_link() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions()
                .setViewportSize(360, 800)
                .setHasTouch(true)
                .setIsMobile(true))) {
            Page page = visit.page();
            page.addInitScript("navigator.share = async (what) => { window.shared = what; }");
            page.navigate("/play?prompt=The+fox");
            page.locator(".send__open").click();
            page.locator("[data-sheet]").click();
            page.waitForCondition(() -> page.evaluate("window.shared") != null);
            assertThat(page.evaluate("window.shared.url")).isEqualTo(page.url());
            assertThat(page.evaluate("window.shared.title").toString()).startsWith("Token 1: ");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_browser_that_refuses_says_so() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.addInitScript(
                    "navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); }");
            page.navigate("/play");
            page.locator(".send__open").click();
            assertThat(page.locator("[data-sheet]")).isHidden();
            page.locator("[data-copies]").click();
            assertThat(page.locator(".send__said")).containsText("copy the address instead");
        }
    }

    @Test
    void without_javascript_a_field_has_the_whole_link() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox&at=1");
            page.locator(".send__open").click();
            assertThat(page.locator(".send__link")).isVisible();
            assertThat(page.locator(".send__link")).hasValue(page.url());
            assertThat(page.locator(".send__picture")).isVisible();
            assertThat(page.locator("[data-copies]")).isHidden();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/inside?prompt=The+fox, /inside?v=1&prompt=The+fox&seed=",
        "/challenge?seed=3&softmax=0.5, /challenge?v=2&model=storyteller&digest="
    })
    void other_pages_have_a_link_to_copy_too(String path, String link) {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.navigate(path);
            page.locator(".send__open").click();
            page.locator("[data-copies]").click();
            assertThat(page.locator(".send__said")).hasText("Copied.");
            assertThat(page.evaluate("navigator.clipboard.readText()").toString())
                    .startsWith(TestServer.address() + link)
                    .doesNotContain("softmax=", "toy");
            assertThat(visit.problems()).isEmpty();
        }
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = visit.page();
            page.navigate(path);
            assertThat(page.locator(".send__link").inputValue()).startsWith(TestServer.address() + link);
            assertThat(page.locator("[data-copies]")).isHidden();
        }
    }

    @Test
    void the_look_inside_copies_the_link_to_the_token_that_is_shown() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.navigate("/inside?prompt=The+fox");
            String before = page.url();
            page.locator(".positions button").first().click();
            page.waitForURL(url -> !url.equals(before));
            page.locator(".send__open").click();
            assertThat(page.locator(".send__link")).hasValue(page.url());
            page.locator("[data-copies]").click();
            assertThat(page.locator(".send__said")).hasText("Copied.");
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(page.url());
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_card_follows_the_step_with_its_address_and_its_picture_and_closes_on_escape() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox");
            page.locator(".send__open").click();
            assertThat(page.locator(".send__picture"))
                    .hasAttribute("src", page.url().replace("/play?", "/play/picture.png?"));
            page.keyboard().press("Escape");
            assertThat(page.locator(".send__card")).isHidden();
            assertThat(page.locator(".send__open")).isFocused();
            String before = page.url();
            page.locator("#step").click();
            page.waitForURL(url -> !url.equals(before));
            page.locator(".send__open").click();
            assertThat(page.locator(".send__link")).hasValue(page.url());
            assertThat(page.locator(".send__picture"))
                    .hasAttribute("src", page.url().replace("/play?", "/play/picture.png?"));
            page.waitForCondition(() -> page.locator(".send__picture")
                    .evaluate("picture => picture.naturalWidth")
                    .equals(1200));
            Accessibility.assertNothingFound(page, "the card");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_lesson_is_sent_with_its_figures_and_the_place_of_reading_but_without_the_answers() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/lessons/softmax?toy.logits.0=3&practice.answer=0.5");
            page.locator(".send__open").click();
            assertThat(page.locator(".send__link")).hasValue(TestServer.address() + "/lessons/softmax?toy.logits.0=3");
            page.keyboard().press("Escape");
            String section = page.locator("[data-place]").nth(1).getAttribute("aria-labelledby");
            page.locator("#" + section).evaluate("heading => heading.scrollIntoView()");
            page.locator(".send__open").evaluate("button => button.click()");
            assertThat(page.locator(".send__link"))
                    .hasValue(TestServer.address() + "/lessons/softmax?toy.logits.0=3#" + section);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void elsewhere_the_link_has_a_title_a_description_and_a_picture_that_loads() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate("/play?prompt=The+fox&at=1");
            assertThat(page).hasTitle(Pattern.compile("^Token 2: “.*” after “The fox” · Logit Lab$"));
            assertThat(page.locator("meta[name=description]")).hasAttribute("content", Pattern.compile("The fox"));
            String picture = page.locator("meta[property='og:image']").getAttribute("content");
            assertThat(picture).startsWith(TestServer.address() + "/play/picture.png?v=1&");
            page.navigate(picture);
            assertThat(page.evaluate("document.images[0].naturalWidth")).isEqualTo(1200);
        }
    }
}
