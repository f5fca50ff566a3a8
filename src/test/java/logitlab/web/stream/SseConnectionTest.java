package logitlab.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.lesson.file.CourseOutline;
import logitlab.lesson.file.Lessons;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.pack.ModelLoader;
import logitlab.web.ClientQuota;
import logitlab.web.RequestLimiter;
import logitlab.web.Server;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.play.PlayRoutes;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Running lanes over server-sent events, and what they cost, on a server of their own so that its runs can be counted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SseConnectionTest {

    private static final Pattern LINK = Pattern.compile("data-link=\"/play\\?([^\"]*)\"");
    private static final String ONE_LANE = "/play/stream?prompt=The+old+king&a=greedy&";
    private static final int PERMITS = 2;
    private static final int DEAF = 10 * PERMITS; // more than could ever hold a permit each
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Models models;
    private static LanguageModel model;
    private static RequestLimiter limiter;
    private static SseExecutor streams;
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        models = ModelLoader.load(List.of(Packages.STORYTELLER));
        model = models.first();
        limiter = RequestLimiter.of(PERMITS);
        streams = new SseExecutor(limiter, new ClientQuota(500, 400));
        server = server(streams);
    }

    private static Server server(SseExecutor streams) throws IOException {
        return Server.start(
                "127.0.0.1",
                0,
                List.of(new PlayRoutes(
                        models, () -> CourseOutline.of(Lessons.load(Path.of("lessons"), models)), limiter, streams)));
    }

    @BeforeEach
    void nobody_plays() throws InterruptedException {
        await(() -> streams.open() == 0);
    }

    @AfterAll
    static void stop() {
        streams.close();
        server.close();
        limiter.close();
        models.close();
    }

    /** One event of a stream; {@code link} is what the fragment in it stands for. */
    private record Event(String name, String id, String data) {

        private String link() {
            Matcher link = LINK.matcher(data);
            assertThat(link.find()).isTrue();
            return link.group(1).replace("&amp;", "&");
        }
    }

    /** A browser that listens, as plain as can be. */
    private static final class Listener implements AutoCloseable {

        private final Socket socket = new Socket();
        private final BufferedReader in;

        private Listener(String path, String... headers) throws IOException {
            this(server, path, headers);
        }

        private Listener(Server server, String path, String... headers) throws IOException {
            URI uri = URI.create(server.address());
            socket.setReceiveBufferSize(8192);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                    + String.join("", headers) + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            in = new BufferedReader(new InputStreamReader(body(socket.getInputStream()), StandardCharsets.UTF_8));
        }

        /** What follows the header, without the sizes of its chunks. */
        private static InputStream body(InputStream response) throws IOException {
            boolean chunked = false;
            for (String line = line(response); !line.isEmpty(); line = line(response)) {
                chunked |= line.equalsIgnoreCase("Transfer-Encoding: chunked");
            }
            return chunked ? new Chunks(response) : response;
        }

        /** A line of the header, or the size of a chunk. */
        private static String line(InputStream response) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = response.read(); c != '\n' && c >= 0; c = response.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        /** A body whose length nobody knew when it began. */
        private static final class Chunks extends InputStream {

            private final InputStream response;
            private int left;

            private Chunks(InputStream response) {
                this.response = response;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    String size = line(response);
                    left = Integer.parseInt(size.isEmpty() ? line(response) : size, 16); // an empty line ends a chunk
                }
                int read = left == 0 ? -1 : response.read(bytes, offset, Math.min(length, left));
                left -= Math.max(0, read);
                return read;
            }
        }

        private Event next() throws IOException {
            String name = "";
            String id = "";
            List<String> data = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.add(line.substring(6));
                } else if (line.isEmpty() && !name.isEmpty() && !data.isEmpty()) {
                    return new Event(name, id, String.join("\n", data));
                }
            }
            throw new IOException("the stream ended without an event");
        }

        private List<Event> all() throws IOException {
            List<Event> events = new ArrayList<>();
            do {
                events.add(next());
            } while (!List.of("end", "error")
                    .contains(events.get(events.size() - 1).name()));
            return events;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static List<Event> events(String path, String... headers) throws IOException {
        try (Listener listener = new Listener(path, headers)) {
            return listener.all();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @Test
    void each_event_is_a_step_of_every_lane_and_the_link_to_it() throws Exception {
        List<Event> events = events("/play/stream?prompt=Once&at=1&steps=3&speed=100");

        assertThat(events).extracting(Event::name).containsExactly("step", "step", "step", "end");
        assertThat(events).extracting(Event::id).containsExactly("2", "3", "4", "");
        for (Event event : events.subList(0, 3)) {
            OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(event.link())), models);
            assertThat(play.verified()).isTrue();
            assertThat(play.link().at()).isEqualTo(Integer.parseInt(event.id()));
            assertThat(event.data()).contains("id=\"a-candidates\"", "id=\"b-candidates\"", "was chosen:");
        }
        assertThat(events.get(3).data()).contains("Played all the steps.");
    }

    @Test
    void a_stream_chooses_what_the_steps_choose() throws Exception {
        List<Event> events = events("/play/stream?prompt=Once&steps=6&speed=100");
        OpenedLink stepped = OpenedLink.open(PlayLink.parse(Query.parse("prompt=Once&at=6")), models);

        assertThat(events.get(5).link()).isEqualTo(stepped.link().query());
    }

    @Test
    void tokens_that_are_there_already_are_shown_first_and_run_no_model() throws Exception {
        String link = OpenedLink.open(PlayLink.parse(Query.parse("prompt=Twice&at=5&a=greedy")), models)
                .link()
                .at(0)
                .query();
        LanguageModel.Runs before = model.runs();

        assertThat(events("/play/stream?" + link + "&steps=5&speed=100")).hasSize(6);
        assertThat(model.runs()).isEqualTo(before);
    }

    @Test
    void the_first_event_is_sent_before_the_last_step_is_computed() throws Exception {
        try (Listener listener = new Listener(ONE_LANE + "steps=50&speed=2")) {
            long runs = model.runs().runs();
            assertThat(listener.next().id()).isEqualTo("1");
            assertThat(model.runs().runs()).isLessThan(runs + 10);
        }
    }

    @Test
    void leaving_stops_the_model_within_one_step() throws Exception {
        Listener listener = new Listener(ONE_LANE + "steps=50&speed=5");
        listener.next();
        listener.next();
        listener.close();
        long runs = model.runs().runs();

        await(() -> streams.open() == 0);
        assertThat(model.runs().runs()).isBetween(runs, runs + 1);
    }

    /** Before each step the server looks whether the browser is still there. */
    @Test
    void nothing_is_computed_for_a_connection_that_broke() throws Exception {
        Listener listener = new Listener(ONE_LANE + "steps=50&speed=1");
        listener.next();
        listener.socket.setSoLinger(true, 0);
        listener.close();
        long runs = model.runs().runs();

        await(() -> streams.open() == 0);
        assertThat(model.runs().runs()).isEqualTo(runs);
    }

    @Test
    void a_reconnect_goes_on_after_the_last_event_that_arrived() throws Exception {
        List<Event> whole = events(ONE_LANE + "steps=6&speed=100");
        List<Event> rest = events(ONE_LANE + "steps=6&speed=100", "Last-Event-ID: 4\r\n");

        assertThat(rest).isEqualTo(whole.subList(4, 7));
    }

    @Test
    void three_hundred_open_streams_leave_other_visitors_their_pages() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            listeners.add(new Listener("/play/stream?prompt=Stream+" + i % 7 + "&steps=50&speed=0.1"));
        }
        for (Listener listener : listeners) {
            assertThat(listener.next().name()).isEqualTo("step");
        }
        assertThat(streams.open()).isEqualTo(300);
        assertThat(get("/play/step?prompt=A+visitor&at=3").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").body()).isEqualTo("ok");
        for (Listener listener : listeners) {
            listener.close();
        }
    }

    @Test
    void browsers_that_do_not_read_hold_nobody_up() throws Exception {
        List<Listener> deaf = new ArrayList<>();
        for (int i = 0; i < DEAF; i++) {
            deaf.add(new Listener("/play/stream?prompt=Deaf&rows=200&steps=50&speed=100"));
        }
        await(() -> streams.open() == DEAF);

        assertThat(events("/play/stream?prompt=Reads&steps=5&speed=100")).hasSize(6);
        assertThat(get("/play/step?prompt=A+visitor&at=3").statusCode()).isEqualTo(200);
        for (Listener listener : deaf) {
            listener.close();
        }
    }

    @Test
    void events_are_packed_for_a_browser_that_takes_it() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + ONE_LANE + "steps=4&speed=100"))
                .header("Accept-Encoding", "gzip, deflate, br")
                .build();
        HttpResponse<byte[]> packed = CLIENT.send(request, BodyHandlers.ofByteArray());
        String plain = get(ONE_LANE + "steps=4&speed=100").body();

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("deflate");
        assertThat(packed.body().length).isLessThan(plain.length() / 4);
        java.util.zip.InflaterInputStream unpacked =
                new java.util.zip.InflaterInputStream(new java.io.ByteArrayInputStream(packed.body()));
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        assertThat(unpacked.readNBytes(bytes.length)).isEqualTo(bytes);
    }

    @Test
    void a_stream_ends_where_every_lane_does() throws Exception {
        List<Event> events = events("/play/stream?prompt=The+end&a=greedy&a.bias.0=1000&steps=9&speed=100");

        assertThat(events).extracting(Event::name).containsExactly("end");
        assertThat(events.get(0).data()).contains("Played to the end of the text.");
    }

    @ParameterizedTest
    @CsvSource({
        "steps=0, The number of steps must be from 1 to 50",
        "steps=51, The number of steps must be from 1 to 50",
        "speed=0, Speed must be from 0.1 to 100",
        "speed=fast, Speed must be a number",
        "model=gpt-9, Model must be one of",
        "b=sample&b.top-p=2, Lane B: Top-p must be above 0",
        "prompt=%zz, Prompt must be text in UTF-8",
    })
    void what_cannot_play_says_so_in_an_event(String words, String sentence) throws Exception {
        List<Event> events = events("/play/stream?" + words);

        assertThat(events).extracting(Event::name).containsExactly("error");
        assertThat(events.get(0).data()).contains(sentence);
    }

    @Test
    void a_last_event_of_another_stream_is_refused() throws Exception {
        assertThat(events(ONE_LANE + "steps=6", "Last-Event-ID: 40\r\n").get(0).data())
                .contains("Last-Event-ID must be from 0 to 6; it is “40”");
    }

    @Test
    void packing_that_is_not_wanted_is_not_used() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + ONE_LANE + "steps=1&speed=100"))
                .header("Accept-Encoding", "gzip, deflate;q=0")
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void one_more_than_a_client_may_have_is_503_with_a_sentence_and_there_is_room_once_one_has_gone() throws Exception {
        SseExecutor own = new SseExecutor(limiter, new ClientQuota(5, 1));
        try (Server small = server(own);
                Listener first = new Listener(small, ONE_LANE + "steps=50&speed=0.1")) {
            first.next();

            HttpResponse<String> refused = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(small.address() + ONE_LANE + "steps=1"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("2");
            assertThat(refused.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(refused.body())
                    .startsWith(
                            "event: error\ndata: The server, or your network, is already running as many playgrounds");

            HttpResponse<String> browser = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(small.address() + ONE_LANE + "steps=1"))
                            .header("Accept", "text/event-stream")
                            .header("Accept-Encoding", "gzip, deflate, br")
                            .build(),
                    BodyHandlers.ofString());
            assertThat(browser.statusCode())
                    .as("a browser reads no stream with another status")
                    .isEqualTo(200);
            assertThat(browser.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(browser.body()).startsWith("event: error\ndata: The server");
            own.close();
            await(() -> own.open() == 0);
        }
    }

    @Test
    void one_more_than_all_clients_may_have_together_is_503() throws Exception {
        SseExecutor own = new SseExecutor(limiter, new ClientQuota(1, 5));
        try (Server small = server(own);
                Listener first = new Listener(small, ONE_LANE + "steps=50&speed=0.1")) {
            first.next();

            HttpResponse<String> refused = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(small.address() + ONE_LANE + "steps=1"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).startsWith("event: error\ndata: The server, or your network,");
            own.close();
            await(() -> own.open() == 0);
        }
    }

    @Test
    void a_server_that_stops_ends_its_streams() throws Exception {
        SseExecutor own = new SseExecutor(limiter, ClientQuota.of(10));
        try (Server stopping = server(own);
                Listener listener = new Listener(stopping, ONE_LANE + "steps=50&speed=0.1")) {
            listener.next();
            own.close();
            await(() -> own.open() == 0);
        }
    }
}
