package logitlab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import logitlab.decoding.Settings;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;

/**
 * What one request of each kind costs a server: processor time and memory allocated, as its {@code /metrics} reports them, and the
 * bytes that it sends.
 *
 * <p>Each kind is first requested until the compiler has had its time. Requests come one after the other on one connection, each step
 * after the one before, each story with a prompt of its own.
 */
final class StepCosts {

    private static final int WARM_UP = 3_000;
    private static final int REQUESTS = 600;
    private static final int STEPS = 20;
    private static final int LONG = 50;
    /** What a class opens at the same time, and an answer of an exercise. */
    private static final List<String> PAGES = List.of(
            "/",
            "/play",
            "/inside",
            "/lessons",
            "/lessons/softmax",
            "/lessons/inside",
            "/glossary",
            "/models",
            "/lessons/logit/exercises/best/feedback?typed=best&best.answer=moon");

    private static final String LINE = "%-34s %10s %12s %12s%n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final Connection connection;
    private int stories;
    private long bytes;

    /** Sends the requests of one story. @return how many there were */
    private interface Story {

        int tell() throws IOException;
    }

    private StepCosts(URI server) throws IOException {
        this.server = server;
        this.connection = new Connection(server);
    }

    /**
     * @param args the address of a server that nobody else uses; then how many requests to discard, how many to count, and what the names
     *     of the kinds to measure contain
     */
    public static void main(String... args) throws IOException {
        int discarded = args.length > 1 ? Integer.parseInt(args[1]) : WARM_UP;
        int counted = args.length > 2 ? Integer.parseInt(args[2]) : REQUESTS;
        String only = args.length > 3 ? args[3] : "";
        StepCosts costs = new StepCosts(URI.create(args[0]));
        System.out.printf(LINE, "kind", "CPU ms", "allocated kB", "sent kB");
        Map<String, Story> kinds = new LinkedHashMap<>();
        kinds.put("/play/step, two lanes", costs::steps);
        kinds.put("/play/settings", costs::settings);
        kinds.put("a streamed step", () -> costs.stream(""));
        kinds.put("a streamed step, deflate", () -> costs.stream("deflate"));
        kinds.put("/play at a link of 50 steps", costs.longPage());
        kinds.put("/api/v1/next", costs::next);
        PAGES.forEach(page -> kinds.put(page, () -> costs.page(page)));
        kinds.put(
                "/inside/look, new texts",
                () -> costs.page("/inside/look?" + Query.format(Map.of("prompt", costs.prompt()))));
        for (Map.Entry<String, Story> kind : kinds.entrySet()) {
            if (kind.getKey().contains(only)) {
                costs.measure(kind.getKey(), kind.getValue(), discarded, counted);
            }
        }
    }

    private void measure(String kind, Story story, int discarded, int counted) throws IOException {
        for (int done = 0; done < discarded; ) {
            done += story.tell();
        }
        long sent = bytes;
        double before = metric("process_cpu_time_ns_total");
        double allocated = metric("jvm_gc_memory_allocated_bytes_total");
        int done = 0;
        while (done < counted) {
            done += story.tell();
        }
        System.out.printf(
                LINE,
                kind,
                number((metric("process_cpu_time_ns_total") - before) / 1e6 / done),
                number((metric("jvm_gc_memory_allocated_bytes_total") - allocated) / 1e3 / done),
                number((bytes - sent) / 1e3 / done));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private double metric(String name) throws IOException {
        byte[] metrics = connection.send(connection.plain("/metrics")).ok().body();
        return new String(metrics, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private String prompt() {
        return "Tale %d. Once upon a time there was a".formatted(stories++);
    }

    private Connection.Answer get(String address) throws IOException {
        Connection.Answer answer = connection.send(connection.get(address)).ok();
        bytes += answer.body().length;
        return answer;
    }

    private static PlayLink link(Connection.Answer answer, String header) {
        String address = answer.header(header).orElseThrow();
        return PlayLink.parse(Query.parse(address.substring(address.indexOf('?') + 1)));
    }

    private PlayLink opened() throws IOException {
        return link(
                get("/play/step?" + PlayLink.parse(Map.of("prompt", prompt())).query()), "HX-Push-Url");
    }

    private int page(String address) throws IOException {
        get(address);
        return 1;
    }

    private int steps() throws IOException {
        PlayLink shown = opened();
        for (int i = 1; i < STEPS; i++) {
            shown = link(get("/play/step?" + shown.at(shown.at() + 1).query()), "HX-Push-Url");
        }
        return STEPS;
    }

    private int settings() throws IOException {
        PlayLink shown = link(
                get("/play/step?"
                        + PlayLink.parse(Map.of("prompt", prompt(), "at", "12")).query()),
                "HX-Push-Url");
        for (int i = 0; i < STEPS; i++) {
            get("/play/settings?" + otherTemperature(shown, i).query());
        }
        return STEPS;
    }

    private static PlayLink otherTemperature(PlayLink shown, int i) {
        Settings settings =
                Settings.of(Map.of("temperature", String.format(Locale.ROOT, "1.%d5", i % 10), "top-p", "0.95"));
        PlayLink before = shown.first(shown.at());
        SortedMap<String, LaneLink> lanes = new TreeMap<>(before.lanes());
        lanes.computeIfPresent("b", (name, lane) -> lane.sampled(settings).name(lane.name()));
        return before.lanes(lanes);
    }

    private int stream(String encoding) throws IOException {
        String address =
                "/play/stream?" + PlayLink.parse(Map.of("prompt", prompt())).query() + "&steps=" + STEPS + "&speed=100";
        byte[] body = connection
                .send(("GET " + address + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAccept-Encoding: "
                                + encoding + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .ok()
                .body();
        bytes += body.length;
        InputStream plain = encoding.isEmpty()
                ? new ByteArrayInputStream(body)
                : new InflaterInputStream(new ByteArrayInputStream(body));
        return (int) Pattern.compile("^event: step$", Pattern.MULTILINE)
                .matcher(new String(unfinished(plain), StandardCharsets.UTF_8))
                .results()
                .count();
    }

    /** A stream is flushed after each event and never finished. */
    private static byte[] unfinished(InputStream plain) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            plain.transferTo(read);
        } catch (java.io.EOFException end) {
            return read.toByteArray();
        }
        return read.toByteArray();
    }

    private Story longPage() throws IOException {
        PlayLink shown = opened();
        while (shown.at() < LONG - 1) {
            PlayLink longer = link(get("/play/step?" + shown.at(shown.at() + 1).query()), "HX-Push-Url");
            shown = longer.at() == shown.at() ? opened() : longer;
        }
        String address = "/play?" + shown.query();
        return () -> {
            get(address);
            return 1;
        };
    }

    private int next() throws IOException {
        String prompt = prompt();
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            byte[] request = connection.post("/api/v1/next", """
                    {"model": "storyteller", "prompt": "%s", "tokens": %s, "seed": 42, "top": 10,
                     "settings": {"temperature": 0.8, "top_p": 0.95}}""".formatted(prompt, tokens));
            byte[] body = connection.send(request).ok().body();
            bytes += body.length;
            int next = JSON.readTree(body).get("sampled").intValue();
            if (next == 0) {
                return i + 1;
            }
            tokens.add(next);
        }
        return STEPS;
    }
}
