package logitlab.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Addresses of scripts and style sheets; the versions of the WebJars come from the POM. */
public final class Assets {

    public static final Assets INSTANCE = new Assets();

    private final Properties versions = new Properties();

    private Assets() {
        try (InputStream in = Assets.class.getResourceAsStream("/versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String htmx() {
        return "/webjars/htmx.org/" + versions.getProperty("htmx") + "/dist/htmx.min.js";
    }

    public String chart() {
        return "/webjars/chart.js/" + versions.getProperty("chart") + "/dist/chart.umd.min.js";
    }

    /** A file of {@code web/static}; the program's version in the address lets browsers keep it. */
    public String file(String path) {
        return "/static/" + path + "?v=" + version();
    }

    public String version() {
        return versions.getProperty("logitlab");
    }
}
