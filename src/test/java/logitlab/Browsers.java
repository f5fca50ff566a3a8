package logitlab;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The browser of the tests: the installed Chrome or Chromium, else what Playwright downloads, else, as root on Debian or Ubuntu,
 * Debian's chromium, which is then installed. Where none can be had the tests fail; they are never skipped.
 *
 * <p>A browser serves one visit at a time, since no two threads may use it at once, and is then kept for the next one.
 */
public final class Browsers {

    private static final List<String> NAMES =
            List.of("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome");
    private static final List<Path> ELSEWHERE = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("C:/Program Files/Google/Chrome/Application/chrome.exe"));

    private static final Queue<Browser> IDLE = new ConcurrentLinkedQueue<>();

    private Browsers() {}

    private static synchronized Browser start() {
        Optional<Path> installed = installed();
        if (installed.isPresent()) {
            return launch(installed);
        }
        try {
            return launch(Optional.empty());
        } catch (RuntimeException noDownload) {
            if (!Debian.installs()) {
                throw new IllegalStateException(
                        "The browser tests need Chrome or Chromium, and Playwright could not download one. Install one.",
                        noDownload);
            }
            Debian.install("chromium");
            return launch(installed());
        }
    }

    private static Optional<Path> installed() {
        Stream<Path> onThePath = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onThePath, ELSEWHERE.stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Browser launch(Optional<Path> program) {
        Map<String, String> environment =
                program.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions();
        program.ifPresent(options::setExecutablePath);
        return playwright.chromium().launch(options);
    }

    /** A fresh browser window, without cookies or history, for one journey; what goes wrong in it is collected. */
    public static Visit visit(Browser.NewContextOptions options) {
        Browser idle = IDLE.poll();
        return new Visit(idle == null ? start() : idle, options);
    }

    public static Visit visit() {
        return visit(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** One visitor, and every error that the browser reported: scripts, policy violations, failed requests. */
    public static final class Visit implements AutoCloseable {

        private final Browser browser;
        private final BrowserContext context;
        private final Page page;
        private final List<String> problems = new ArrayList<>();

        private Visit(Browser browser, Browser.NewContextOptions options) {
            this.browser = browser;
            context =
                    browser.newContext(options.setBaseURL(TestServer.address()).setReducedMotion(ReducedMotion.REDUCE));
            page = context.newPage();
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    problems.add(message.text());
                }
            });
            page.onPageError(problems::add);
            page.onRequestFailed(request -> {
                if (!request.url().contains("/play/stream?")) { // one that is closed counts as failed
                    problems.add(request.url() + " failed: " + request.failure());
                }
            });
        }

        public Page page() {
            return page;
        }

        public List<String> problems() {
            return problems;
        }

        @Override
        public void close() {
            context.close();
            IDLE.add(browser);
        }
    }
}
