package logitlab.web.tool;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor reads the ledger of a run, takes the run along, and has its receipt checked, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakeAwayJourneyTest {

    private static final String LINK =
            "/play?prompt=Once+upon+a+time&seed=42&at=4&a=greedy&b=sample&b.temperature=0.8&b.top-p=0.9";

    private static Visit visit(boolean scripts) {
        return Browsers.visit(
                new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setViewportSize(1280, 900));
    }

    private static void open(Page page, String tool) {
        page.navigate(LINK);
        page.locator("#tools summary").click();
        page.locator("#tools a", new Page.LocatorOptions().setHasText(tool)).click();
        assertThat(page.locator("h1")).hasText(tool);
    }

    private static Path saved(Page page, Locator link, Path folder) {
        Download download = page.waitForDownload(link::click);
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_visitor_reads_the_ledger_and_the_surprisal_of_an_own_text(boolean scripts) {
        try (Visit visit = visit(scripts)) {
            Page page = visit.page();
            open(page, "Ledger");
            assertThat(page.locator("#ledger tbody tr")).hasCount(5);
            assertThat(page.locator(".ledger__here td").first()).hasText("5");

            // a step of it in the playground, and back
            String token =
                    page.locator("#ledger tbody tr").nth(1).locator(".token").innerText();
            page.locator("#ledger tbody tr").nth(1).locator("a").click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&.*&at=1&.*"));
            assertThat(page.locator("#b-candidates .candidate--chosen .token")).containsText(token);
            page.goBack();

            // the other lane, then a text of one's own, which stays in the address
            page.locator(".toolhead__lanes a").first().click();
            assertThat(page).hasURL(Pattern.compile(".*&lane=a$"));
            page.locator("#text").fill("The king had a \"pink\" elephant.");
            page.locator(".ledger__form button").click();
            assertThat(page).hasURL(Pattern.compile(".*&lane=a&text=The\\+king.*"));
            assertThat(page.locator(".ledger__own .token").first()).hasText("The");
            assertThat(page.locator("#text")).hasValue("The king had a \"pink\" elephant.");
            assertThat(page.locator(".ledger__own")).containsText("The mean surprisal is");
            assertThat(visit.problems()).isEmpty();
        }
    }

    /** From a USB stick: a file, a browser without a network, and not one request. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_saved_run_opens_from_a_file_without_any_request(boolean scripts, @TempDir Path folder) {
        try (Visit visit = visit(scripts)) {
            Page page = visit.page();
            open(page, "Take it with you");
            Path run = saved(page, page.getByLabel("HTML: The run on a single page"), folder);
            assertThat(run.getFileName().toString()).isEqualTo("logitlab-run.html");

            List<String> requests = new ArrayList<>();
            List<String> messages = new ArrayList<>();
            page.context().setOffline(true);
            page.onRequest(request -> requests.add(request.url()));
            page.onConsoleMessage(message -> messages.add(message.text()));
            page.navigate(run.toUri().toString());
            assertThat(page.locator("h1")).hasText("A run after “Once upon a time”");
            assertThat(page.locator("section")).hasCount(10);

            page.locator("main table a").nth(2).click();
            assertThat(page).hasURL(Pattern.compile(".*#a3"));
            page.locator("#a3 .ways a", new Page.LocatorOptions().setHasText("Next"))
                    .click();
            assertThat(page).hasURL(Pattern.compile(".*#a4"));
            assertThat(page.locator("#b5 .chosen td").first()).isVisible();
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                        .isEqualTo(scheme == ColorScheme.DARK ? "rgb(18, 23, 30)" : "rgb(251, 250, 247)");
                if (scripts) {
                    assertThat(logitlab.Accessibility.axe(page).analyze().getViolations())
                            .isEmpty();
                }
            }
            page.setViewportSize(360, 740);
            assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                    .isEqualTo(0);
            assertThat(requests).containsExactly(run.toUri().toString());
            assertThat(messages).isEmpty();
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_receipt_comes_back_and_is_verified_and_a_changed_one_is_not(boolean scripts, @TempDir Path folder)
            throws Exception {
        try (Visit visit = visit(scripts)) {
            Page page = visit.page();
            open(page, "Receipt");
            Path file = saved(page, page.locator(".receipt__ways a"), folder);
            String receipt = Files.readString(file);

            page.locator("#receipt").fill(receipt);
            page.locator(".receipt__check button").click();
            assertThat(page.locator(".receipt__verdict")).containsText("Verified");

            String changed = receipt.replaceFirst("\"draw\":0\\.\\d+", "\"draw\":0.5");
            if (scripts) {
                Path other = Files.writeString(folder.resolve("other.json"), changed);
                page.locator("#receipt-file").setInputFiles(other);
                assertThat(page.locator("#receipt")).hasValue(changed);
            } else {
                assertThat(page.locator("#receipt-file")).isHidden();
                page.locator("#receipt").fill(changed);
            }
            page.locator(".receipt__check button").click();
            assertThat(page.locator(".receipt__verdict")).containsText("2 values differ");
            assertThat(page.locator(".receipt__differences tbody tr").nth(1)).containsText("draw");
            assertThat(page.locator(".receipt__differences tbody tr").nth(1)).containsText("0.5");
            page.locator("a", new Page.LocatorOptions().setHasText("Go to the step"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/play\\?v=1&.*&at=4&.*"));
            assertThat(visit.problems()).isEmpty();
        }
    }

    @Test
    void on_paper_the_receipt_has_all_rows_and_no_form() {
        try (Visit visit = visit(true)) {
            Page page = visit.page();
            open(page, "Receipt");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));

            assertThat(page.locator(".receipt__table").first()).isVisible();
            assertThat(page.locator(".receipt__digest")).isVisible();
            assertThat(page.locator("#receipt")).isHidden();
            assertThat(page.locator(".receipt__ways")).isHidden();
        }
    }
}
