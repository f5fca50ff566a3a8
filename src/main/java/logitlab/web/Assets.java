package logitlab.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The files that pages use, read once at the start and kept in memory: one style sheet, one script, the charting library
 * and the icons. The versions of the WebJars come from the POM.
 */
public final class Assets {

    /** The style sheets of {@code web/static/css}, in the order in which they apply. */
    private static final List<String> STYLES = List.of(
            "tokens",
            "base",
            "components",
            "play",
            "examples",
            "lesson",
            "inside",
            "widgets",
            "course",
            "challenge",
            "media");

    /** The scripts of {@code web/static/js}, in the order in which they run. */
    private static final List<String> SCRIPTS = List.of(
            "page",
            "said",
            "charts",
            "point",
            "motion",
            "waiting",
            "play",
            "keys",
            "share",
            "examples",
            "terms",
            "progress",
            "reading");

    public static final Assets INSTANCE = new Assets();

    private final Properties versions = new Properties();
    private final Map<String, Asset> assets = new LinkedHashMap<>();

    private Assets() {
        try (InputStream in = Assets.class.getResourceAsStream("/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add("site.css", styles());
        add("site.js", scripts());
        add("chart.js", webjar("chart.js", "chart", "chart.umd.min.js"));
        List.of("icon.svg", "icon-192.png", "icon-512.png").forEach(name -> add(name, read("/static/" + name)));
        add("site.webmanifest", manifest());
    }

    private void add(String name, byte[] bytes) {
        assets.put(name, Asset.of(name, bytes));
    }

    private static byte[] styles() {
        return bytes(STYLES.stream()
                .map(name -> text("/static/css/" + name + ".css"))
                .collect(Collectors.joining("\n")));
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

    /** The manifest, which a browser requests before it installs the site as an app. */
    private byte[] manifest() {
        Messages messages = Messages.ENGLISH;
        ObjectNode manifest = new JsonMapper().createObjectNode();
        manifest.put("name", messages.say("site.name"))
                .put("description", messages.say("home.lead"))
                .put("lang", messages.language())
                .put("id", "/")
                .put("start_url", "/")
                .put("display", "minimal-ui") // the address shows the state
                .put("background_color", "#fbfaf7")
                .put("theme_color", "#fbfaf7");
        for (int size : List.of(192, 512)) {
            manifest.withArrayProperty("icons")
                    .addObject()
                    .put("src", address("icon-" + size + ".png"))
                    .put("sizes", size + "x" + size)
                    .put("type", "image/png")
                    .put("purpose", "any maskable");
        }
        return bytes(manifest.toPrettyString());
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

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    public String version() {
        return versions.getProperty("logitlab");
    }
}
