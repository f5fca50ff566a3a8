package logitlab.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that pages use, read once at the start and kept in memory: one style sheet, one script, the charting library,
 * the typefaces and the icons. The versions of the WebJars come from the POM.
 */
public final class Assets {

    /** The style sheets of {@code web/static/css}, in the order in which they apply. */
    private static final List<String> STYLES = List.of(
            "tokens",
            "base",
            "components",
            "strip",
            "play",
            "chat",
            "tools",
            "take",
            "save",
            "paths",
            "beams",
            "futures",
            "paper",
            "examples",
            "lesson",
            "inside",
            "heads",
            "drawings",
            "widgets",
            "pictures",
            "course",
            "home",
            "challenge",
            "certificate",
            "models",
            "send",
            "media");

    /** The scripts of {@code web/static/js}, in the order in which they run. */
    private static final List<String> SCRIPTS = List.of(
            "page",
            "said",
            "arrive",
            "charts",
            "point",
            "card",
            "motion",
            "presets",
            "waiting",
            "play",
            "keys",
            "share",
            "receipt",
            "examples",
            "menus",
            "terms",
            "progress",
            "reading",
            "lesson");

    /** The typefaces of {@code web/static/fonts}: to read, to operate, for what the model sees. */
    private static final List<String> FONTS = List.of("serif.woff2", "sans.woff2", "mono.woff2");

    public static final Assets INSTANCE = new Assets();

    private final Properties versions = new Properties();
    private volatile Map<String, Asset> assets;

    private Assets() {
        try (InputStream in = Assets.class.getResourceAsStream("/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reload();
    }

    /** Reads all files again, for development. */
    public void reload() {
        List<Asset> fonts = FONTS.stream()
                .map(name -> Asset.of(name, read("/static/fonts/" + name)))
                .toList();
        List<Asset> others = List.of(
                Asset.of("site.css", styles(fonts)),
                Asset.of("site.js", scripts()),
                Asset.of("chart.js", webjar("chart.js", "chart", "chart.umd.min.js")),
                Asset.of("icon.svg", read("/static/icon.svg")),
                Asset.of("icon-192.png", read("/static/icon-192.png")),
                Asset.of("icon-512.png", read("/static/icon-512.png")));
        assets = Stream.concat(fonts.stream(), others.stream())
                .collect(Collectors.toUnmodifiableMap(Asset::name, asset -> asset));
    }

    /** Joins the style sheets. They refer to each typeface by the name with its hash, under which browsers may keep the file. */
    private static byte[] styles(List<Asset> fonts) {
        String styles = STYLES.stream()
                .map(name -> text("/static/css/" + name + ".css"))
                .collect(Collectors.joining("\n"));
        for (Asset font : fonts) {
            styles = styles.replace("url(\"" + font.name() + "\")", "url(\"" + font.file() + "\")");
        }
        return bytes(styles);
    }

    /** htmx, then our scripts: each has its own scope, and one that fails does not stop the others. */
    private byte[] scripts() {
        String htmx = new String(webjar("htmx.org", "htmx", "htmx.min.js"), StandardCharsets.UTF_8);
        return bytes(SCRIPTS.stream()
                .map(name -> text("/static/js/" + name + ".js"))
                .map(
                        "(() => {\n'use strict';\ntry {\n%s} catch (failure) {\nreportError(failure);\n}\n})();\n"
                                ::formatted)
                .collect(Collectors.joining("", htmx + ";\n", "")));
    }

    private byte[] webjar(String name, String version, String file) {
        return read("/META-INF/resources/webjars/%s/%s/dist/%s".formatted(name, versions.getProperty(version), file));
    }

    private static String text(String path) {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its file " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a file, such as {@code address("site.css")}; it changes with the content, so browsers may cache it. */
    public String address(String name) {
        return assets.get(name).address();
    }

    /** The addresses of the typefaces, which every page loads early so that no text changes its face. */
    public List<String> fonts() {
        return FONTS.stream().map(this::address).toList();
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    public String version() {
        return versions.getProperty("logitlab");
    }
}
