package logitlab.web.challenge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.LinkedHashMap;
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

    private static void answer(Page page, Map<String, String> answers) {
        for (ChallengeQuestion question : Solved.CHALLENGE.questions()) {
            String key = question.kind().key();
            if (question.form() instanceof ChallengeQuestion.Choice) {
                page.locator("input[name=" + key + "][value='" + answers.get(key) + "']")
                        .check();
            } else {
                page.locator("#" + key + "-answer").fill(answers.get(key));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void right_answers_lead_to_a_certificate_with_and_without_javascript(boolean javaScript) {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript))) {
            Page page = visit.page();
            page.navigate(unanswered());
            answer(page, Solved.answers());
            page.getByText("Check my answers").click();
            assertThat(page).hasURL(Pattern.compile(Solved.keys().get(0) + "=.*#summary$"));
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
        String field = "#" + Solved.first(ChallengeQuestion.Number.class).kind().key() + "-answer";
        String options = "input[name="
                + Solved.first(ChallengeQuestion.Choice.class).kind().key() + "]";
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(unanswered());
            page.locator(field).fill("12,5 %");
            page.locator(options).first().check();
            page.reload();
            assertThat(page.locator(field)).hasValue("12,5 %");
            assertThat(page.locator(options).first()).isChecked();
            page.locator("nav a[href='/lessons']").first().click();
            page.goBack();
            assertThat(page.locator(field)).hasValue("12,5 %");
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void after_the_check_neither_back_nor_the_address_leads_to_the_fields_but_to_the_first_check_or_another_seed() {
        Map<String, String> wrong = new LinkedHashMap<>(Solved.answers());
        ChallengeQuestion number = Solved.first(ChallengeQuestion.Number.class);
        wrong.put(number.kind().key(), "-99");
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(unanswered());
            answer(page, wrong);
            page.getByText("Check my answers").click();
            assertThat(page.locator("#summary h2")).hasText("✓Passed: 9 of 10 right");
            assertThat(page.locator("article input:not(#name):not([type=hidden])"))
                    .hasCount(0);
            page.goBack();
            assertRemembered(page);
            page.reload();
            assertRemembered(page);
            page.navigate(unanswered());
            assertRemembered(page);
            page.getByText("See the first check").click();
            assertThat(page.locator("#summary h2")).hasText("✓Passed: 9 of 10 right");
            assertThat(page.locator("#name")).isVisible();
            assertThat(page.locator("[data-remembered]")).isHidden();
            page.navigate(TestServer.address() + Solved.link("/challenge", Map.of()));
            assertThat(page.locator("#summary h2")).hasText("✓Passed: 10 of 10 right");
            assertThat(page.locator("#name")).isHidden();
            assertThat(page.locator("[data-remembered]")).containsText("its first check counts");
            page.locator("[data-remembered]")
                    .getByText("Ten different questions")
                    .click();
            assertThat(page.locator("[data-remembered]")).isHidden();
            assertThat(page.locator(".challenge__form .question")).hasCount(10);
            assertThat(page.getByText("Check my answers")).isVisible();
            assertThat(visit.problems()).isEmpty();
        }
    }

    private static void assertRemembered(Page page) {
        assertThat(page.locator("[data-remembered]")).isVisible();
        assertThat(page.locator("form.challenge__form")).isHidden();
        assertThat(page.getByText("Check my answers")).isHidden();
    }

    @Test
    void enter_in_a_field_checks_nothing_while_answers_are_missing() {
        String field = "#" + Solved.first(ChallengeQuestion.Number.class).kind().key() + "-answer";
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(unanswered());
            page.locator(field).focus();
            page.keyboard().type("12");
            page.keyboard().press("Enter");
            assertThat(page.locator("#summary")).isFocused();
            assertThat(page.locator("#summary h2")).hasText("Nothing is checked yet");
            assertThat(page.locator(field)).hasValue("12");
            page.getByText("Check without the 9 missing answers").click();
            assertThat(page.locator("#summary h2")).containsText("of 10 right");
            page.goBack();
            assertRemembered(page);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void the_pages_are_accessible_and_fit_desktop_and_phone() {
        Map<String, String> gaps = new LinkedHashMap<>(Solved.replaced(4, ""));
        gaps.put("gaps", "on");
        List<String> links = List.of(
                "/challenge?" + Query.format(Solved.parameters()),
                Solved.link("/challenge", Solved.replaced(4, "much")),
                Solved.link("/challenge", gaps),
                Solved.link("/challenge", Map.of()),
                Solved.oldLink("/challenge", Map.of("softmax", "much", "draw", "", "row", "0", "penalty", "99")),
                Solved.link("/certificate", Map.of("name", "W".repeat(60))),
                "/certificate",
                Solved.link("/certificate", Solved.replaced(3, "")));
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
