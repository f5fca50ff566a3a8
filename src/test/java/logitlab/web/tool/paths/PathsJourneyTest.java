package logitlab.web.tool.paths;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import logitlab.Accessibility;
import logitlab.Browsers;
import logitlab.Browsers.Visit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of paths in a browser: its picture, its list, and its file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathsJourneyTest {

    private static final String TREE =
            "/play/paths?prompt=The+cat&at=0&tree=7s.8z_1.5_0.kb.8m&a=greedy&a.ids=kb&b=sample&b.ids=8z.1";

    @Test
    void a_tip_of_the_picture_opens_its_path() {
        try (Visit visit = Browsers.visit()) {
            Page page = visit.page();
            page.navigate(TREE);
            assertThat(page.locator(".paths__end")).hasCount(4);
            page.locator(".paths__picture a").nth(1).click();
            assertThat(page)
                    .hasURL(Pattern.compile(
                            "/play\\?.*&tree=7s\\.8z_1\\.5_0\\.kb\\.8m_0\\.8z\\.1&.*&b\\.ids=7s\\.5&b\\.forced=0\\.1"));
            assertThat(page.locator(".story[data-lane=b] .story__by-hand")).hasCount(2);
            assertThat(visit.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_is_saved_and_opened_again_with_javascript_and_without(boolean script, @TempDir Path folder)
            throws Exception {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setJavaScriptEnabled(script))) {
            Page page = visit.page();
            page.navigate(TREE);
            String count = page.locator(".paths .tool__sentence").textContent();
            Download saved =
                    page.waitForDownload(() -> page.locator(".paths__file a").click());
            assertThat(saved.suggestedFilename()).isEqualTo("logit-lab-paths.json");
            Path file = folder.resolve("paths.json");
            saved.saveAs(file);
            assertThat(Files.readString(file)).startsWith("{\"format\":\"logit-lab-paths\"");

            page.navigate("/play/paths?prompt=Something+else&a=greedy");
            assertThat(page.locator(".paths__note")).containsText("No other path has been tried yet");
            page.locator("input[type=file]").setInputFiles(file);
            page.locator(".paths__form button").click();
            assertThat(page).hasURL(Pattern.compile("/play/paths\\?v=1&.*prompt=The\\+cat.*&tree=7s\\.8z"));
            assertThat(page.locator(".paths .tool__sentence")).hasText(count);

            page.locator("input[type=file]")
                    .setInputFiles(
                            new FilePayload("bad.json", "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
            page.locator(".paths__form button").click();
            assertThat(page.locator("#problem"))
                    .containsText("The file must be a file of paths that this site has saved");
            assertThat(page.locator(".paths .tool__sentence")).hasText(count);
        }
    }

    @Test
    void a_narrow_screen_scrolls_the_picture_and_not_the_page() {
        try (Visit visit = Browsers.visit(new Browser.NewContextOptions().setViewportSize(360, 800))) {
            Page page = visit.page();
            page.navigate(TREE);
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(page.evaluate(
                            "(box => box.scrollWidth > box.clientWidth)(document.querySelector('.paths__picture'))"))
                    .isEqualTo(true);
            Accessibility.assertNothingFound(page, "the tree of paths");
            assertThat(visit.problems()).isEmpty();
        }
    }
}
