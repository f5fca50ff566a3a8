package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.util.List;

/** What axe finds on a page. All rules run once; in the dark only contrasts are checked, since nothing else is different there. */
public final class Accessibility {

    private static final ViewportSize PHONE = new ViewportSize(360, 800);

    private Accessibility() {}

    /** No findings, light or dark, and nothing to scroll sideways, neither at the width of the window nor on a phone. */
    public static void assertNothingFound(Page page, String where) {
        assertThat(axe(page).analyze().getViolations()).as(where).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(contrasts(page)).as(where + ", dark").isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertFits(page, where);
        ViewportSize before = page.viewportSize();
        page.setViewportSize(PHONE.width, PHONE.height);
        assertFits(page, where + ", on a phone");
        page.setViewportSize(before.width, before.height);
    }

    /** Only findings are described, and without frames there is no need for the extra page that axe opens otherwise. */
    public static AxeBuilder axe(Page page) {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(options).setLegacyMode(true);
    }

    private static List<Rule> contrasts(Page page) {
        return axe(page).withRules(List.of("color-contrast")).analyze().getViolations();
    }

    private static void assertFits(Page page, String where) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                .as(where)
                .isEqualTo(0);
    }
}
