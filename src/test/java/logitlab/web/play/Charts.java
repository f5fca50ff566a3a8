package logitlab.web.play;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The charts of a page, which are drawn when they come into view. */
public final class Charts {

    private Charts() {}

    /** Scrolls to every chart, waits until it is drawn, and scrolls back. */
    public static void see(Page page) {
        page.locator("canvas:visible").all().forEach(Locator::scrollIntoViewIfNeeded);
        page.waitForCondition(() -> page.evaluate(
                        "[...document.querySelectorAll('canvas')].every(c => !c.checkVisibility() || window.Chart?.getChart(c))")
                .equals(true));
        page.evaluate("window.scrollTo(0, 0)");
    }
}
