package logitlab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbered requests. Even numbers give addresses of the site, unchanged or with one value slightly changed; odd numbers give
 * hostile requests. The same seed, number and site give the same request every time.
 */
final class Requests {

    private static final int MOST_WEIGHT = 30;
    private static final String MARK = "%3Cx9fuzz+a%3D%22b%27%3E";

    private static final List<String> NUMBERS = list("""
            99999999999 2147483648 -2147483649 9223372036854775808 1e308 1e999 -1 -0 0 NaN Infinity 0x10 1e-400 1.5
            1%2C5 1%2C2%2C3 1.000%2C5 %D9%A3 + %20 1_000 00000000000000000001 %2B1 1f true null""", "", "0." + "1".repeat(400), "9".repeat(300));

    private static final List<String> BYTES = list("""
            %ff%fe %c0%af %ed%a0%80 %00 % %zz %f0%9f%98%80 %e2%80%ae %0d%0aX-Injected:%201 %0D%0A%0D%0A%3Chtml%3E
            \u00ff\u00fe \u0001 %u0041 %C3 MARK {{7*7}} ${7*7} '" %5c""");

    private static final List<String> KEYS = list("""
            x tempratur a a. .a .. a..b a.a.a.a lane constructor __proto__ model seed steps speed at prompt
            toy.logits.2147483648 exhibit-1.logits.99999999999 desk.0 %ff MARK a.temperature b.top-k z.seed a.bias.1
            a.bias.x a.ids a.model done name softmax chat system template special""");

    private static final List<String> METHODS =
            List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "FOO", "get", "PROPFIND");

    private static final List<String> PATHS = list("""
            /lessons/X /lessons/X/teacher /lessons/X/sheet /lessons/logit/widgets/X /lessons/logit/exercises/X
            /lessons/logit/exercises/X/feedback /lessons/ /lessons/logit/ /lessons/%2e%2e/%2e%2e/pom.xml // /..
            /static/../App.class /static/%2e%2e/logback.xml /static/..%2flogback.xml /static/ /static/none.css /webjars/
            /webjars/../../pom.xml /play/ /play/none /PLAY /play;jsessionid=1 /inside/none /api/v1/none /api/v1/ /api/
            /api/v1/decode /api/v1/next /favicon.ico /robots.txt /.git/config /%00 /%ff /MARK /lessons/MARK /healthz/
            /healthz?x=1 /./play * http://example.org/play /lessons/logit/widgets/MARK /play/picture.png /play/stream
            /certificate""", "/lessons/" + "a".repeat(5000));

    private static final List<String> HEADERS = List.of(
            "Host: evil.example",
            "Host: " + "a".repeat(300),
            "Host: a b",
            "Host: <x9fuzz>",
            "X-Forwarded-Proto: javascript",
            "X-Forwarded-Host: evil.example",
            "Accept: application/json",
            "Accept: nonsense",
            "Accept: image/png",
            "Accept-Encoding: nonsense;q=x",
            "Accept-Encoding: gzip, deflate, br",
            "Accept-Language: \u00ff",
            "Range: bytes=0-1",
            "Range: bytes=9-1",
            "If-None-Match: *",
            "If-Modified-Since: never",
            "Last-Event-ID: 99999999999",
            "Last-Event-ID: x",
            "HX-Request: true",
            "HX-Current-URL: javascript:1",
            "Cookie: a=b; =; ;;",
            "Expect: nonsense",
            "Content-Length: x",
            "Content-Length: -1",
            "Content-Length: 1000000000",
            "Transfer-Encoding: nonsense",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "NoColon",
            ": empty",
            " Folded: line",
            "Upgrade: websocket",
            "X-Long: " + "a".repeat(20_000),
            "Connection: close",
            "Origin: null",
            "User-Agent: " + "\u00e9".repeat(200),
            "Referer: " + "b".repeat(9000),
            "Content-Type: \u0001",
            "Accept: text/event-stream");

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "",
            "application/json; charset=utf-16",
            "multipart/form-data",
            "a/b/c",
            "application/x-www-form-urlencoded");

    private static final List<String> JSON = List.of(
            "",
            "{",
            "[]",
            "null",
            "1",
            "\"x\"",
            "{\"logits\":}",
            "{\"model\":\"storyteller\",\"messages\":[{\"role\":\"user\"}]}",
            "{\"model\":\"storyteller\",\"messages\":[[[[{}]]]],\"prompt\":\"x\"}",
            "{\"logits\":[1,2}",
            "{\"logits\":[]}",
            "{\"logits\":[1]}x",
            "{\"logits\":[1,null]}",
            "{\"logits\":[NaN]}",
            "{\"logits\":[1e999]}",
            "{\"logits\":\"1\"}",
            "{\"logits\":[[1]]}",
            "{\"logits\":[1,2],\"logits\":[1,2]}",
            "{\"logits\":[1,2],\"x\":1}",
            "{\"logits\":[1,2],\"top\":0}",
            "{\"logits\":[1,2],\"top\":1e99}",
            "{\"logits\":[1,2],\"seed\":-1}",
            "{\"logits\":[1,2],\"seed\":1.5}",
            "{\"logits\":[1,2],\"settings\":[]}",
            "{\"logits\":[1,2],\"settings\":{\"bias\":{\"x\":1}}}",
            "{\"logits\":[1,2],\"settings\":{\"bias\":{\"99999999999\":1}}}",
            "{\"logits\":[1,2],\"settings\":{\"top_k\":0}}",
            "{\"logits\":[1,2],\"settings\":{\"temperature\":0}}",
            "{\"logits\":[1,2],\"prefix\":[99999999999]}",
            "{\"logits\":[1,2],\"target\":2}",
            "{\"model\":\"storyteller\"}",
            "{\"model\":\"none\",\"prompt\":\"x\"}",
            "{\"model\":\"../x\",\"prompt\":\"x\"}",
            "{\"model\":\"storyteller\",\"prompt\":\"\"}",
            "{\"model\":\"storyteller\",\"prompt\":\"\\ud800\"}",
            "{\"model\":\"storyteller\",\"prompt\":\"x\",\"tokens\":[-1]}",
            "{\"model\":\"storyteller\",\"prompt\":\"x\",\"tokens\":[99999]}",
            "{\"prompt\":1,\"model\":2}",
            "// x\n{}",
            "{'a':1}",
            "[".repeat(5000),
            "{\"a\":".repeat(2000),
            "{\"" + "k".repeat(60_000) + "\":1}",
            "{\"model\":\"storyteller\",\"prompt\":\"" + "word ".repeat(5000) + "\"}",
            "{\"logits\":[" + "9".repeat(2000) + "]}",
            "{\"logits\":[1" + ",1".repeat(20_000) + "],\"top\":3}");

    private final long seed;
    private final String host;
    private final List<List<String>> families = new ArrayList<>();
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    Requests(long seed, String host, Site site) {
        this.seed = seed;
        this.host = host;
        site.families().values().stream().filter(links -> !links.isEmpty()).forEach(links -> {
            for (int weight = 0; weight < Math.min(MOST_WEIGHT, links.size()); weight++) {
                families.add(links);
            }
            links.forEach(link -> pairs(link)
                    .forEach(pair -> values.computeIfAbsent(key(pair), none -> new ArrayList<>())
                            .add(value(pair))));
        });
    }

    Request number(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        return number % 2 == 0 ? valid(random) : hostile(random);
    }

    private Request valid(SplittableRandom random) {
        int which = random.nextInt(100);
        if (which < 5) {
            return api("valid: api", "/api/v1/next").json("""
                    {"model": "storyteller", "prompt": "%s", "seed": %d, "top": %d,
                     "settings": {"temperature": %.1f, "top_p": 0.9}}""".formatted(
                    words(random), random.nextInt(1000), 1 + random.nextInt(20), 0.5 + random.nextInt(10) / 10.0));
        }
        if (which < 10) {
            return api("valid: api", "/api/v1/decode")
                    .json("""
                    {"logits": [2.1, -0.5, 0.3, 1.2, %d], "seed": %d, "settings": {"top_k": %d}}""".formatted(random.nextInt(5), random.nextInt(1000), 1 + random.nextInt(5)));
        }
        String link = link(random);
        Request request = Request.get("valid", host, which < 50 ? link : changed(link, random));
        return which % 3 == 0 ? request.header("HX-Request: true") : request.header("Accept-Encoding: gzip, deflate");
    }

    private Request api(String kind, String path) {
        return Request.get(kind, host, path);
    }

    private String link(SplittableRandom random) {
        return pick(pick(families, random), random);
    }

    private static String words(SplittableRandom random) {
        List<String> words = List.of("Once", "upon", "a", "time", "the", "cat", "sat", "and", "then", "she", "said");
        return random.ints(1 + random.nextInt(8), 0, words.size())
                .mapToObj(words::get)
                .collect(Collectors.joining(" "));
    }

    /** Changes one value slightly, so that it probably stays valid. */
    private String changed(String link, SplittableRandom random) {
        List<String> pairs = new ArrayList<>(pairs(link));
        if (pairs.isEmpty()) {
            return link;
        }
        int at = random.nextInt(pairs.size());
        String key = key(pairs.get(at));
        String value = value(pairs.get(at));
        switch (random.nextInt(4)) {
            case 0 -> pairs.remove(at);
            case 1 -> pairs.set(at, key + "=" + near(value, random));
            default -> pairs.set(at, key + "=" + pick(values.get(key), random));
        }
        return whole(link, pairs);
    }

    private static String near(String value, SplittableRandom random) {
        if (value.matches("\\d{1,9}")) {
            return Long.toString(Math.max(0, Long.parseLong(value) + random.nextInt(-3, 4)));
        }
        if (value.matches("-?\\d{1,9}\\.\\d{1,9}")) {
            return String.format(Locale.ROOT, "%.3f", Double.parseDouble(value) * random.nextDouble(0.8, 1.2));
        }
        return value + "+" + words(random).replace(' ', '+');
    }

    private Request hostile(SplittableRandom random) {
        Request request = Request.get("", host, link(random));
        for (int more = random.nextInt(4) == 0 ? 2 : 1; more > 0; more--) {
            request = spoilt(request, random);
        }
        return request;
    }

    private Request spoilt(Request request, SplittableRandom random) {
        String link = request.target();
        return switch (random.nextInt(14)) {
            case 0 -> request.kind("hostile: wrong key").target(with(link, pick(KEYS, random), pick(NUMBERS, random)));
            case 1, 2 -> request.kind("hostile: number").target(replaced(link, pick(NUMBERS, random), random));
            case 3, 4 -> request.kind("hostile: bytes").target(replaced(link, pick(BYTES, random), random));
            case 5 ->
                request.kind("hostile: overlong value")
                        .target(replaced(link, "x".repeat(1 << random.nextInt(8, 15)), random));
            case 6 -> request.kind("hostile: nested key").target(with(link, nested(link, random), "1"));
            case 7 -> request.kind("hostile: repeated key").target(twice(link, random));
            case 8 -> request.kind("hostile: method").method(pick(METHODS, random));
            case 9 -> request.kind("hostile: path").target(pick(PATHS, random));
            case 10, 11 -> odd(request, pick(HEADERS, random));
            case 12 -> broken(random);
            default -> type(random);
        };
    }

    /** Half of the time a second {@code Host} replaces the first; the HTTP version may be unusual too. */
    private Request odd(Request request, String header) {
        Request odd = request.kind("hostile: header " + header.substring(0, Math.min(20, header.length())));
        if (header.startsWith("Host:") && header.length() % 2 == 0) {
            return odd.headers(List.of(header));
        }
        return header.equals("NoColon") ? odd.version("HTTP/1.0") : odd.header(header);
    }

    private Request broken(SplittableRandom random) {
        return api("hostile: JSON", pick(List.of("/api/v1/decode", "/api/v1/next"), random))
                .json(pick(JSON, random));
    }

    private Request type(SplittableRandom random) {
        Request request = api("hostile: content type", pick(List.of("/api/v1/decode", "/api/v1/next"), random))
                .json("{\"logits\": [1, 2]}");
        List<String> headers = new ArrayList<>(request.headers());
        headers.removeIf(line -> line.startsWith("Content-Type"));
        headers.add("Content-Type: " + pick(TYPES, random));
        return request.headers(headers);
    }

    private static String with(String link, String key, String value) {
        return link + (link.contains("?") ? "&" : "?") + key + "=" + value;
    }

    private static String replaced(String link, String value, SplittableRandom random) {
        List<String> pairs = new ArrayList<>(pairs(link));
        if (pairs.isEmpty()) {
            return with(link, pick(KEYS, random), value);
        }
        int at = random.nextInt(pairs.size());
        pairs.set(at, key(pairs.get(at)) + "=" + value);
        return whole(link, pairs);
    }

    /** A key of the link with a number that is too large, an overlong key, or the same part repeated up to 2,048 times. */
    private static String nested(String link, SplittableRandom random) {
        List<String> pairs = pairs(link);
        String key = pairs.isEmpty() ? "toy.logits.0" : key(pick(pairs, random));
        return switch (random.nextInt(4)) {
            case 0 -> key.matches(".*\\d.*") ? key.replaceAll("\\d+", "2147483648") : key + ".2147483648";
            case 1 -> key + ".99999999999";
            case 2 -> key + ".x".repeat(1 << random.nextInt(1, 12));
            default -> pick(List.of("a.", "toy.", "a.b."), random).repeat(1 << random.nextInt(1, 12)) + "x";
        };
    }

    private static String twice(String link, SplittableRandom random) {
        List<String> pairs = pairs(link);
        String pair = pairs.isEmpty() ? "seed=1&seed=2" : pick(pairs, random);
        return link + (link.contains("?") ? "&" : "?") + pair;
    }

    private static List<String> pairs(String link) {
        int at = link.indexOf('?');
        return at < 0 || at == link.length() - 1
                ? List.of()
                : Arrays.asList(link.substring(at + 1).split("&"));
    }

    private static String key(String pair) {
        return pair.split("=", 2)[0];
    }

    private static String value(String pair) {
        return pair.contains("=") ? pair.split("=", 2)[1] : "";
    }

    private static String whole(String link, List<String> pairs) {
        return Site.path(link) + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }

    /** The values of a text between its spaces, where {@code MARK} stands for the mark, and then some that a text cannot hold. */
    private static List<String> list(String text, String... more) {
        return Stream.concat(Stream.of(text.replace("MARK", MARK).split("\\s+")), Stream.of(more))
                .toList();
    }

    private static <T> T pick(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }
}
