package logitlab.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.Goldens;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What a screen reader presents: each sentence that the live region announces, in order, and afterwards the content of the part
 * that changed. Both are compared with {@code src/test/resources/said}; {@code mvn test -Dtest=SaidJourneyTest -Dgoldens=write} writes
 * new files.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SaidJourneyTest {

    private static final Path GOLDENS = Path.of("src", "test", "resources", "said");

    private static final String LISTEN = """
            window.said = [];
            document.addEventListener('DOMContentLoaded', () => {
              const region = document.getElementById('said');
              new MutationObserver(() => region.textContent && window.said.push(region.textContent))
                .observe(region, { childList: true, characterData: true, subtree: true });
            });
            """;

    private static Page opened(Visit visit, String path) {
        Page page = visit.page();
        page.addInitScript(LISTEN);
        page.navigate(path);
        return page;
    }

    private static void assertAsBefore(String name, Page page, String part) throws IOException {
        @SuppressWarnings("unchecked")
        List<String> said = (List<String>) page.evaluate("window.said");
        String now = "said:\n- " + String.join("\n- ", said) + "\n\nfound in " + part + ":\n"
                + page.locator(part).ariaSnapshot().replaceAll("\n *- /url: .*", "")
                + "\n"; // links change, and are not read out
        Path golden = GOLDENS.resolve(name + ".txt");
        if (Goldens.WRITE) {
            Files.writeString(golden, now);
        }
        assertThat(now).isEqualTo(Files.readString(golden));
    }

    private static void waitFor(Page page, int sentences) {
        page.waitForCondition(() -> page.evaluate("window.said.length").equals(sentences));
        page.waitForTimeout(1200); // in case more is said
    }

    @Test
    void a_step_in_the_playground() throws IOException {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+king&a=greedy&b=sample&b.temperature=0.8&seed=7&rows=3");
            page.locator("#step").click();
            waitFor(page, 1);
            assertAsBefore("step", page, "#lab");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_changed_value_in_a_widget() throws IOException {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/lessons/softmax");
            page.locator("#toy-logits-0").fill("1.2");
            waitFor(page, 1);
            assertAsBefore("widget", page, "#toy");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void an_exercise_answered_wrong_twice_the_same_way_then_right() throws IOException {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/lessons/softmax");
            page.locator("#practice-answer").fill("0.5488");
            page.locator("#practice-answer").press("Enter");
            waitFor(page, 1);
            page.locator("#practice-answer").press("Enter");
            waitFor(page, 2);
            page.locator("#practice-answer").fill("0.2729");
            page.locator("#practice-answer").press("Enter");
            waitFor(page, 3);
            assertAsBefore("exercise", page, "#practice");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void what_is_refused_and_what_plays_are_said_too_and_each_part_leaves_the_region_where_it_is() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+king&a=greedy&b=sample&seed=7");
            page.evaluate("window.region = document.getElementById('said')");
            page.locator("#b-top-p").fill("1.5");
            assertThat(page.locator("#said")).containsText("Top-p");
            page.locator("#b-top-p").fill("");
            assertThat(page.locator("#said")).containsText("Token 1.");
            page.locator("#steps").fill("3");
            page.locator("#speed").selectOption("20");
            page.locator("#play").click();
            assertThat(page.locator("#said")).hasText(Pattern.compile("Token 4\\..* Played all the steps\\.$"));
            page.goBack();
            assertThat(page.locator("#said")).containsText("Token 1.");
            assertThat(page.evaluate("window.region.isConnected")).isEqualTo(true);
        }
    }

    @Test
    void a_lane_that_comes_goes_or_gets_a_name_is_said_and_the_focus_is_where_the_work_goes_on() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+king&a=greedy&b=sample&seed=7");
            page.locator("#another-lane").press("Enter");
            assertThat(page.locator("#said")).hasText("Lane C added.");
            assertThat(page.locator("#c-menu > summary")).isFocused();
            page.locator("#c-menu > summary").press("Enter");
            page.locator("input[name='c.name']").fill("Mine");
            page.locator("input[name='c.name']").press("Enter");
            assertThat(page.locator("#said")).hasText("Lane C renamed.");
            assertThat(page.locator("#c-menu > summary")).isFocused();
            page.locator("#c-menu > summary").press("Enter");
            page.locator("#c-menu").getByText("Remove this lane").press("Enter");
            assertThat(page.locator("#said")).hasText("Lane C removed.");
            assertThat(page.locator("#another-lane")).isFocused();
            page.locator(".tries > summary").press("Enter");
            page.locator("[data-example]").first().press("Enter");
            assertThat(page.locator("#said")).containsText("New prompt");
            assertThat(page.locator("#step")).isFocused();
            page.reload();
            page.waitForTimeout(1000);
            assertThat(page.locator("#said")).isEmpty();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void a_changed_setting_is_said_before_the_token_that_it_chooses() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+king&a=greedy&b=sample&seed=7");
            page.locator("#b-top-k").fill("5");
            assertThat(page.locator("#said"))
                    .hasText(Pattern.compile(
                            "Lane B: Top-k.5; 5 of 4,096 tokens kept\\. Sampled: .*, [0-9]+%; the draw .*"));
            page.navigate("/");
            page.locator("#temperature").fill("0.3");
            assertThat(page.locator("#said")).hasText(Pattern.compile("Temperature 0\\.3\\. The draw .* fell on .*"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void what_is_wrong_with_a_value_is_said_after_the_typing_and_described_at_its_field() {
        try (Visit visit = Browsers.visit()) {
            Page page = opened(visit, "/play?prompt=The+king&a=greedy&b=sample&seed=7");
            page.locator("#b-temperature").press("0");
            assertThat(page.locator("#b-temperature")).hasAttribute("aria-describedby", "problem");
            page.locator("#b-temperature").pressSequentially(".2");
            assertThat(page.locator("#said")).containsText("Temperature\u00a00.2");
            assertThat(page.locator("#b-temperature")).not().hasAttribute("aria-describedby", "problem");
            assertThat(page.evaluate("window.said.length")).isEqualTo(1);
            page.locator("#b-temperature").press("Control+A");
            page.locator("#b-temperature").press("0");
            page.locator("#b-temperature").press("Tab");
            assertThat(page.locator("#said")).containsText("must not be 0");
        }
    }
}
