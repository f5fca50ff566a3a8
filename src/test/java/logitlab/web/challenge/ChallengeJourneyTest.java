package logitlab.web.challenge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import logitlab.TestServer;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.web.link.Query;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the first question to the certificate in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChallengeJourneyTest {

    private static String unanswered() {
        return TestServer.address() + "/challenge?" + Query.format(Solved.parameters());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void right_answers_lead_to_a_certificate_with_and_without_javascript(boolean javaScript) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript))) {
            Page page = visit.page();
            page.navigate(unanswered());
            Map<String, String> answers = Solved.answers();
            for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
                String sort = question.kind().key();
                if (question.form() instanceof ChallengeQuestion.Choice) {
                    page.locator("input[name=" + sort + "][value='" + answers.get(sort) + "']")
                            .check();
                } else {
                    page.locator("#" + sort + "-answer").fill(answers.get(sort));
                }
            }
            page.getByText("Check my answers").click();
            assertThat(page).hasURL(Pattern.compile("softmax=.*#summary$"));
            assertThat(page.locator("#summary h2")).hasText("✓Passed: 10 of 10 right");
            assertThat(page.locator("#summary .draws")).isVisible();
            assertThat(page.locator(".question__tick")).hasCount(10);
            page.locator("#name").fill("Ada <Lovelace>");
            page.getByText("Make the certificate").click();
            assertThat(page.locator(".certificate__name")).hasText("Ada <Lovelace>");
            page.reload();
            assertThat(page.locator(".certificate__checked")).containsText("Checked again just now");
            assertThat(page.locator(".certificate__result")).containsText(Pattern.compile(", on \\d+ \\w+ \\d{4}\\.$"));
            assertThat(page.locator(".certificate__asked li[data-right]")).hasCount(10);
            page.getByText("The questions with these answers").click();
            assertThat(page.locator("#summary h2")).hasText("✓Passed: 10 of 10 right");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void answers_not_yet_sent_survive_reload_and_back() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(unanswered());
            page.locator("#softmax-answer").fill("12,5 %");
            page.locator("input[name=draw]").first().check();
            page.reload();
            assertThat(page.locator("#softmax-answer")).hasValue("12,5 %");
            assertThat(page.locator("input[name=draw]").first()).isChecked();
            page.locator("nav a[href='/lessons']").first().click();
            page.goBack();
            assertThat(page.locator("#softmax-answer")).hasValue("12,5 %");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_keyboard_alone_answers_sends_and_reaches_the_summary_first() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(unanswered());
            page.locator("#softmax-answer").focus();
            page.keyboard().type(Solved.answers().get("softmax"));
            page.keyboard().press("Tab");
            assertThat(page.locator("#draw-0")).isFocused();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#draw-1")).isChecked();
            page.keyboard().press("Tab");
            assertThat(page.locator("#temperature-answer")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#summary")).isFocused();
            assertThat(page.locator("#draw-1")).isChecked();
            page.keyboard().press("Tab");
            assertThat(page.locator("#summary a").first()).isFocused();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_pages_are_accessible_and_fit_desktop_and_phone() {
        List<String> links = List.of(
                "/challenge?" + Query.format(Solved.parameters()),
                Solved.link("/challenge", Map.of("softmax", "much", "draw", "", "row", "0", "penalty", "99")),
                Solved.link("/challenge", Map.of()),
                Solved.link("/certificate", Map.of("name", "W".repeat(60))),
                "/certificate",
                Solved.link("/certificate", Map.of("name", "Ada", "softmax", "", "row", "", "draw", "")));
        try (Visit visit = Browsers.visit()) {
            for (String link : links) {
                visit.page().navigate(TestServer.address() + link);
                Accessibility.assertNothingFound(visit.page(), link);
            }
            assertThat(visit.problems()).allMatch(problem -> problem.contains("400"));
        }
    }

    @Test
    void a_certificate_is_printed_on_one_landscape_page_copied_and_saved() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            String link = TestServer.address() + Solved.link("/certificate", Map.of("name", "W".repeat(60)));
            page.navigate(link);
            assertThat(page.locator(".certificate__address")).isHidden();
            assertThat(page.locator("[data-share]")).hasAttribute("data-share", link.replace(TestServer.address(), ""));
            page.evaluate("window.print = () => (window.printed = true)");
            page.locator("[data-print]").click();
            assertThat(page.evaluate("window.printed")).isEqualTo(true);
            String picture = page.locator("main a[download]").getAttribute("href");
            assertThat(picture)
                    .isEqualTo(link.replace(TestServer.address(), "")
                            .replace("/certificate?", "/certificate/picture.png?"));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator(".certificate__address")).containsText(link);
            assertThat(page.locator(".masthead")).isHidden();
            assertThat(page.locator("[data-share]")).isHidden();
            String pdf = new String(
                    page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(Pattern.compile("/Type */Page\\b(?!s)").matcher(pdf).results())
                    .hasSize(1);
            Matcher box =
                    Pattern.compile("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)]").matcher(pdf);
            assertThat(box.find()).isTrue();
            assertThat(Double.parseDouble(box.group(1))).isGreaterThan(Double.parseDouble(box.group(2)));
        }
    }
}
