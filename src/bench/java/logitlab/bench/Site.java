package logitlab.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that the site's own pages lead to, grouped into families: links, htmx requests, and forms with their current
 * values. The same site gives the same addresses in the same order.
 */
final class Site {

    private static final int MOST_OF_A_PATH = 4;
    private static final int MOST_LINKS_OF_A_FAMILY = 400;

    private static final Pattern ADDRESS = Pattern.compile("\\s[a-z-]+=\"((?:/|\\?)[^\"\\s]*)\"");
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern GOES_TO = Pattern.compile("\\b(?:action|hx-get)=\"([^\"]+)\"");
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)\\b[^>]*>");
    private static final Pattern TEXTAREA =
            Pattern.compile("<textarea\\b[^>]*\\bname=\"([^\"]+)\"[^>]*>(.*?)</textarea>", Pattern.DOTALL);
    private static final Pattern SELECT =
            Pattern.compile("<select\\b[^>]*\\bname=\"([^\"]+)\"[^>]*>(.*?)</select>", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option\\b[^>]*\\bvalue=\"([^\"]*)\"");

    /** Where to start: the home page, and addresses that few pages or none link to. */
    private static final List<String> START = List.of(
            "/",
            "/healthz",
            "/api/v1/models",
            "/challenge?seed=1",
            "/certificate?seed=1&name=A",
            "/play/picture.png?prompt=Once+upon+a+time&a=greedy&b=sample&b.top-k=5",
            "/play/stream?prompt=Once+upon+a+time&a=greedy&steps=2&speed=100",
            "/inside/tokens?prompt=Once+upon+a+time",
            "/inside/embedding?prompt=Once+upon+a+time",
            "/inside/layers?prompt=Once+upon+a+time&layer=1&head=1",
            "/inside/logits?prompt=Once+upon+a+time",
            "/inside/choice?prompt=Once+upon+a+time");

    private final Map<String, Set<String>> links = new LinkedHashMap<>();
    private final Map<String, Integer> visits = new HashMap<>();
    private final Deque<String> next = new ArrayDeque<>();

    private Site() {}

    /** Reads up to this many pages, breadth first, and each path only a few times. */
    static Site crawl(URI server, int pages) throws IOException {
        Site site = new Site();
        START.forEach(site::add);
        int read = 0;
        Connection connection = new Connection(server);
        try {
            while (!site.next.isEmpty() && read < pages) {
                String address = site.next.poll();
                if (site.visits.merge(path(address), 1, Integer::sum) > MOST_OF_A_PATH || isFile(address)) {
                    continue;
                }
                connection.waitAtMost(10_000);
                Connection.Answer answer = connection.send(connection.plain(address));
                read++;
                answer.header("Location").ifPresent(site::add);
                answer.header("HX-Push-Url").ifPresent(site::add);
                if (answer.header("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent()) {
                    site.read(path(address), new String(answer.body(), StandardCharsets.UTF_8));
                }
                if (answer.header("Connection")
                        .filter("close"::equalsIgnoreCase)
                        .isPresent()) {
                    connection.close();
                    connection = new Connection(server);
                }
            }
        } finally {
            connection.close();
        }
        return site;
    }

    /** The families, such as {@code /lessons/{slug}/widgets/{id}}, each with its addresses. */
    Map<String, List<String>> families() {
        Map<String, List<String>> families = new LinkedHashMap<>();
        links.forEach((family, addresses) -> families.put(family, List.copyOf(addresses)));
        return families;
    }

    private void add(String address) {
        String plain = address.replaceFirst("#.*", "");
        Set<String> family = links.computeIfAbsent(family(path(plain)), none -> new LinkedHashSet<>());
        if (plain.startsWith("/")
                && !plain.startsWith("//")
                && family.size() < MOST_LINKS_OF_A_FAMILY
                && family.add(plain)
                && !path(plain).equals("/play/stream")) {
            next.add(plain);
        }
    }

    static String path(String address) {
        return address.replaceFirst("[?#].*", "");
    }

    static String family(String path) {
        return path.replaceFirst("^/lessons/[^/]+", "/lessons/{slug}")
                .replaceFirst("/(widgets|exercises)/[^/]+", "/$1/{id}")
                .replaceFirst("^/(static|webjars)/.*", "/$1/{file}");
    }

    private static boolean isFile(String address) {
        return address.startsWith("/static/") || address.startsWith("/webjars/");
    }

    private void read(String path, String html) {
        Matcher address = ADDRESS.matcher(html);
        while (address.find()) {
            String found = plain(address.group(1));
            add(found.startsWith("?") ? path + found : found);
        }
        Matcher form = FORM.matcher(html);
        while (form.find()) {
            for (List<String> query : queries(form.group(2))) {
                Matcher to = GOES_TO.matcher(form.group(1));
                while (to.find()) {
                    String action = path(plain(to.group(1)));
                    add(action + "?" + String.join("&", query));
                }
            }
        }
    }

    /** What a form sends: once with its current values, and once with the last option of each choice. */
    private static List<List<String>> queries(String form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        FIELD.matcher(form).results().forEach(found -> {
            String tag = found.group();
            String name = attribute(tag, "name");
            if (!name.isEmpty()) {
                values.computeIfAbsent(name, none -> new ArrayList<>()).add(attribute(tag, "value"));
            }
        });
        TEXTAREA.matcher(form).results().forEach(found -> values.put(found.group(1), List.of(plain(found.group(2)))));
        SELECT.matcher(form)
                .results()
                .forEach(found -> values.put(
                        found.group(1),
                        OPTION.matcher(found.group(2))
                                .results()
                                .map(option -> plain(option.group(1)))
                                .toList()));
        List<String> first = new ArrayList<>();
        List<String> last = new ArrayList<>();
        values.forEach((name, all) -> {
            if (!all.isEmpty()) {
                first.add(pair(name, all.get(0)));
                last.add(pair(name, all.get(all.size() - 1)));
            }
        });
        return List.of(first, last);
    }

    private static String attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? plain(found.group(1)) : "";
    }

    static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
