package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.web.link.InsideLink;
import logitlab.web.link.PlayLink;

/**
 * The claims in a lesson's prose. A test repeats each claim with figures that it has computed, and no claim may be left over.
 *
 * <pre>
 * claims.says("`mat` has %s%%", Claims.percent(0.5913))
 * assertThat(claims.leftOver()).isEmpty()
 * </pre>
 */
public final class Claims {

    /** Front matter, blocks and notes that are checked on their own, and numbers that count lessons and lines of a list. */
    private static final Pattern BESIDE_PROSE = Pattern.compile(
            "(?sm)\\A---.*?\n---\n|^```(?:widget|exercise|formula|note (?:In code|Read on)\n).*?^```$|^\\d+\\. "
                    + "|[Ll]essons? \\d+(?: and \\d+)?|^\\*\\*Time\\.\\*\\*[^\n]*");

    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private final ClaimedText text;
    private final String prose;

    private Claims(ClaimedText text) {
        this.text = text;
        this.prose = text.without(BESIDE_PROSE);
    }

    public static Claims of(String file) {
        return new Claims(ClaimedText.lesson(file));
    }

    /** Asserts that the prose contains this text, without the brackets and addresses of links, with these figures in place of {@code %s}. */
    public void says(String format, Object... figures) {
        text.says(prose, format, figures);
    }

    /** The numbers in the prose that no claim covers, with the text around them. */
    public List<String> leftOver() {
        return text.unsaidNumbers(prose).stream()
                .map(number -> ClaimedText.plain(
                        prose.substring(Math.max(0, number.start() - 40), Math.min(prose.length(), number.end() + 20))))
                .toList();
    }

    public static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value).replace('-', '−');
    }

    /** A logit as the site writes it. */
    public static String logit(double value) {
        return figure("%.2f", value);
    }

    public static String percent(double share) {
        return figure("%.2f", 100 * share);
    }

    public static String whole(double value) {
        return figure("%,.0f", value);
    }

    /** What a link changes in a widget of its own lesson. */
    record Change(String widget, Map<String, String> words) {}

    /** The links to the lesson's own widgets. */
    List<Change> changes() {
        return links().filter(link -> link.startsWith("?"))
                .map(link -> {
                    String widget = link.substring(link.indexOf('#') + 1);
                    Map<String, String> words = new LinkedHashMap<>();
                    words(link).forEach((key, word) -> {
                        assertThat(key).startsWith(widget + ".");
                        words.put(key.substring(widget.length() + 1), word);
                    });
                    return new Change(widget, words);
                })
                .toList();
    }

    /** The links to a step of the playground. */
    List<PlayLink> plays() {
        return links().filter(link -> link.startsWith("/play?"))
                .map(link -> PlayLink.parse(words(link)))
                .toList();
    }

    List<InsideLink> insides() {
        return links().filter(link -> link.startsWith("/inside?"))
                .map(link -> InsideLink.parse(words(link)))
                .toList();
    }

    private Stream<String> links() {
        return LINK.matcher(text.source()).results().map(match -> match.group(1));
    }

    private static Map<String, String> words(String link) {
        Map<String, String> words = new LinkedHashMap<>();
        String query = link.substring(link.indexOf('?') + 1).replaceFirst("#.*", "");
        for (MatchResult word :
                Pattern.compile("([^&=]+)=([^&]*)").matcher(query).results().toList()) {
            words.put(word.group(1), URLDecoder.decode(word.group(2), StandardCharsets.UTF_8));
        }
        return words;
    }
}
