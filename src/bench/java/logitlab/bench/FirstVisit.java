package logitlab.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import logitlab.BenchServer;

/** Counts the bytes that a browser with gzip receives on its first visit: the page, and every file that its HTML refers to. */
final class FirstVisit {

    private static final double AIM = 200;
    private static final double KILO = 1_000;

    private static final Pattern REFERENCE =
            Pattern.compile("<(?:link|script|img)\\b[^>]*?\\b(?:href|src)=\"([^\"]+)\"");

    private final Connection connection;
    private final Map<String, Integer> bytes = new LinkedHashMap<>();
    private int heads;

    private FirstVisit(Connection connection) {
        this.connection = connection;
    }

    static Row measure(BenchServer server) throws IOException {
        try (Connection connection = new Connection(server.address())) {
            FirstVisit visit = new FirstVisit(connection);
            String html = new String(visit.fetch("/play").plainBody(), StandardCharsets.UTF_8);
            for (String address : references(html)) {
                visit.fetch(address);
            }
            visit.bytes.put("the heads of all answers", visit.heads);
            return visit.row();
        }
    }

    /** Fetches an address and follows redirects. */
    private Connection.Answer fetch(String address) throws IOException {
        String at = address;
        Connection.Answer answer = send(at);
        while (answer.status() / 100 == 3) {
            at = answer.header("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
            answer = send(at);
        }
        bytes.merge(at.replaceFirst("\\?.*", ""), answer.ok().body().length, Integer::sum);
        return answer;
    }

    private Connection.Answer send(String address) throws IOException {
        Connection.Answer answer = connection.send(connection.get(address));
        heads += answer.head().length() + (answer.status() == 200 ? 0 : answer.body().length);
        return answer;
    }

    private static List<String> references(String html) {
        return REFERENCE
                .matcher(html)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .filter(address -> address.matches("/.*\\.(css|js|svg)(\\?.*)?"))
                .distinct()
                .toList();
    }

    private Row row() {
        bytes.forEach((address, count) -> System.out.printf("  %8.1f kB  %s%n", count / KILO, address));
        double total = bytes.values().stream().mapToInt(Integer::intValue).sum() / KILO;
        return new Row(
                "the first visit of /play, compressed, %d files".formatted(bytes.size() - 1),
                total,
                "kB",
                "",
                AIM,
                false);
    }
}
