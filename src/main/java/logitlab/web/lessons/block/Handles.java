package logitlab.web.lessons.block;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.Query;

/**
 * The links in the prose that set a widget. With a script they set it in place; a link whose text is a number or a token looks
 * like something to press.
 *
 * <pre>
 * [0.5](?sweep.temperature=0.5#sweep)                    a handle
 * [a temperature of 0.3](?sweep.temperature=0.3#sweep)   a link
 * </pre>
 */
public final class Handles {

    private static final Pattern LINK = Pattern.compile("<a href=\"\\?([^\"#]+)#([a-z0-9-]+)\">(.*?)</a>");
    private static final Pattern PRESSED = Pattern.compile("[−+]?\\d[\\d,.]*%?|<code>[^<]*</code>");

    private Handles() {}

    /** The prose with its links that set a widget. */
    public static String in(String prose, LessonRequest request) {
        return LINK.matcher(prose).replaceAll(link -> Matcher.quoteReplacement(set(link, request)));
    }

    /** A link to an exercise, or to several blocks, stays as it is. */
    private static String set(MatchResult link, LessonRequest request) {
        String id = link.group(2);
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> values = Query.parse(link.group(1).replace("&amp;", "&"));
        values.forEach((key, value) -> {
            if (key.startsWith(id + ".")) {
                own.put(key.substring(id.length() + 1), value);
            }
        });
        Optional<Widget> widget = request.lesson().find(id, Widget.class);
        return widget.isEmpty() || own.size() < values.size()
                ? link.group()
                : set(link.group(3), widget.get(), own, request);
    }

    private static String set(String text, Widget widget, Map<String, String> own, LessonRequest request) {
        FragmentLinks there = request.with(widget.id(), own);
        String state = state(WidgetInput.changes(widget, own));
        boolean now = state.equals(state(WidgetInput.changes(widget, request.of(widget.id()))));
        return "<a%s href=\"%s\" data-hx-get=\"%s\" data-hx-target=\"#%s\" data-hx-swap=\"outerHTML settle:0ms\" data-sets=\"%s\" data-to=\"%s\"%s>%s</a>"
                .formatted(
                        PRESSED.matcher(text).matches() ? " class=\"handle\"" : "",
                        escaped(there.page()),
                        escaped(there.fragment()),
                        widget.id(),
                        widget.id(),
                        escaped(state),
                        now ? " aria-current=\"true\"" : "",
                        text);
    }

    /** What was changed in a widget, to be compared; empty for the lesson's own state. */
    public static String state(Map<String, String> changes) {
        return Query.format(new TreeMap<>(changes));
    }

    private static String escaped(String address) {
        return address.replace("&", "&amp;").replace("\"", "&quot;");
    }
}
