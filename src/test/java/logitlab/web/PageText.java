package logitlab.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of a page or a fragment that a visitor reads or hears, except those in elements that are left out. */
final class PageText {

    private static final Pattern PIECE = Pattern.compile(
            "<!--.*?-->|<!doctype[^>]*>|<(/?)([a-z0-9]+)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>|[^<]+", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z0-9:-]+)=[\"']([^\"']*)[\"']");
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr", "img", "col");
    private static final Set<String> SILENT = Set.of("script", "style", "code", "kbd");

    /** The attributes whose values are read, heard, or shown by a script. */
    private static final Set<String> READ = Set.of(
            "aria-label",
            "title",
            "alt",
            "placeholder",
            "data-says",
            "data-says-set",
            "data-arrives-saying",
            "data-title",
            "data-place",
            "data-logit",
            "data-model",
            "data-sampling",
            "data-lost",
            "data-paused",
            "data-copied",
            "data-failed",
            "data-caption",
            "data-others",
            "data-range",
            "data-tokens");

    private final Set<String> leftOut;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> texts = new ArrayList<>();
    private int hidden; // how many of the open elements are left out

    private PageText(Set<String> leftOut) {
        this.leftOut = leftOut;
    }

    /** @param leftOut the classes of elements that are left out with all that is in them */
    static List<String> of(String html, Set<String> leftOut) {
        PageText page = new PageText(leftOut);
        Matcher piece = PIECE.matcher(html);
        while (piece.find()) {
            page.add(piece);
        }
        return page.texts;
    }

    private void add(Matcher piece) {
        String name = piece.group(2);
        if (name == null) {
            add(piece.group().startsWith("<!") ? "" : piece.group());
        } else if (!piece.group(1).isEmpty()) {
            if (open.pop().startsWith("-")) {
                hidden--;
            }
        } else {
            boolean out = isLeftOut(name, piece.group(3));
            hidden += out ? 1 : 0;
            attributes(name, piece.group(3));
            if (VOID.contains(name) || piece.group(3).endsWith("/")) {
                hidden -= out ? 1 : 0;
            } else {
                open.push(out ? "-" : name);
            }
        }
    }

    private void add(String text) {
        if (hidden == 0 && !text.isBlank()) {
            texts.add(text.strip());
        }
    }

    private boolean isLeftOut(String name, String attributes) {
        Matcher all = ATTRIBUTE.matcher(attributes);
        while (all.find()) {
            if (all.group(1).equals("class")
                    && Set.of(all.group(2).split(" +")).stream().anyMatch(leftOut::contains)) {
                return true;
            }
        }
        return SILENT.contains(name);
    }

    private void attributes(String name, String attributes) {
        Matcher all = ATTRIBUTE.matcher(attributes);
        boolean described =
                name.equals("meta") && attributes.matches("(?s).*(description|og:title|og:site_name|image:alt)\".*");
        while (all.find()) {
            if (READ.contains(all.group(1)) || described && all.group(1).equals("content")) {
                add(all.group(2));
            }
        }
    }
}
