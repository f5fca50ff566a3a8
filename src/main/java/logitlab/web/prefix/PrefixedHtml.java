package logitlab.web.prefix;

import java.util.Set;

/**
 * Adds the prefix to the addresses of this site's pages in HTML. These are the values of some attributes, if the value begins with a
 * slash. Texts and all other attributes stay as they are, because they may contain what a visitor typed.
 *
 * <pre>
 * &lt;a href="/play?at=1" title="/play"&gt;a="/play"&lt;/a&gt;   becomes   &lt;a href="/logitlab/play?at=1" title="/play"&gt;a="/play"&lt;/a&gt;
 * </pre>
 *
 * <p>The HTML must be written as in the templates: its attributes are quoted, and its texts contain no bare {@code <}.
 */
final class PrefixedHtml {

    /** The attributes that contain addresses, and those from which the scripts take addresses. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "data-hx-get",
            "data-hx-post",
            "data-address",
            "data-alone",
            "data-chart-library",
            "data-checked",
            "data-link",
            "data-play",
            "data-share");

    private final String html;
    private final PathPrefix prefix;
    private final StringBuilder prefixed;
    private int copied;

    private PrefixedHtml(String html, PathPrefix prefix) {
        this.html = html;
        this.prefix = prefix;
        this.prefixed = new StringBuilder(html.length() + html.length() / 8);
    }

    static String of(String html, PathPrefix prefix) {
        PrefixedHtml work = new PrefixedHtml(html, prefix);
        for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', tag)) {
            tag = work.tag(tag + 1);
        }
        return work.prefixed.append(html, work.copied, html.length()).toString();
    }

    /** Reads a tag to its end, and returns the position after it. */
    private int tag(int from) {
        int at = from;
        while (at < html.length() && html.charAt(at) != '>') {
            char c = html.charAt(at);
            if (c == '"' || c == '\'') {
                addAt(at);
                int end = html.indexOf(c, at + 1);
                at = end < 0 ? html.length() : end;
            }
            at++;
        }
        return at;
    }

    /** Adds the prefix if the value is such an address. @param quote the position of the quotation mark before the value */
    private void addAt(int quote) {
        boolean address = html.startsWith("/", quote + 1) && !html.startsWith("//", quote + 1);
        if (address && html.charAt(quote - 1) == '=' && ATTRIBUTES.contains(name(quote - 1))) {
            prefixed.append(html, copied, quote + 1).append(prefix.text());
            copied = quote + 1;
        }
    }

    /** The name of an attribute. @param end the position of its equals sign */
    private String name(int end) {
        int begin = end;
        while (begin > 0 && !Character.isWhitespace(html.charAt(begin - 1)) && html.charAt(begin - 1) != '<') {
            begin--;
        }
        return html.substring(begin, end);
    }
}
