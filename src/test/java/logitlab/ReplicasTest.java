package logitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Three servers run behind nginx, each in a process of its own. Visitors reach nginx over TLS and below a path, and nginx sends the requests
 * to the servers in turn. While streams play and visitors take steps, one server is killed and another gets the signal to stop. The visitors
 * notice nothing.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplicasTest {

    private static final String PREFIX = "/logitlab";
    private static final int STEPS = 24;
    private static final List<String> PROMPTS = List.of(
            "Once upon a time",
            "The old king",
            "A little dog",
            "In the garden",
            "Her friend said",
            "The rain",
            "One day Tom",
            "Mum");

    private static List<Replica> replicas;
    private static Nginx nginx;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        List<Replica.Starting> starting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starting.add(Replica.start("--port", "0", "--path", PREFIX, "--proxy", "127.0.0.1", "--drain", "3"));
        }
        replicas = starting.stream().map(Replica.Starting::join).toList();
        nginx = Nginx.before(
                PREFIX, false, replicas.stream().map(Replica::address).toList());
        client = HttpClient.newBuilder()
                .sslContext(nginx.trust())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        for (Replica replica : replicas) {
            replica.close();
        }
    }

    /**
     * What must be the same on every server: the link, with its tokens, and the greedy and the sampled token. The last digits of a probability
     * may differ, because a server that has the state of the text runs the model on fewer tokens.
     */
    private static final Pattern CHOSEN = Pattern.compile("/play\\?v=1&[^\"]*|\"(?:greedy|sampled|draw)\":[0-9.]+");

    private static String chosen(String answer) {
        return CHOSEN.matcher(answer.replace("&amp;", "&"))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
    }

    private static String first(String step) {
        return chosen(step).lines().findFirst().orElseThrow();
    }

    /** A request with the answer that it had while all was quiet. */
    private record Known(HttpRequest request, String answer) {}

    private static String link(int number) {
        return "prompt=" + URLEncoder.encode(PROMPTS.get(number), StandardCharsets.UTF_8) + "&seed=" + number
                + "&a=sample&a.temperature=0.9&b=greedy";
    }

    private static String stream(String path, int number, int speed) {
        return nginx.address() + PREFIX + path + "?" + link(number) + "&steps=" + STEPS + "&speed=" + speed;
    }

    private static Stream<HttpRequest> requests(int number) {
        String site = nginx.address() + PREFIX;
        String body =
                "{\"model\": \"storyteller\", \"prompt\": \"%s\", \"seed\": %d}".formatted(PROMPTS.get(number), number);
        return Stream.of(
                HttpRequest.newBuilder(URI.create(site + "/play/step?" + link(number) + "&at=5"))
                        .build(),
                HttpRequest.newBuilder(URI.create(site + "/play?" + link(number) + "&at=3"))
                        .build(),
                HttpRequest.newBuilder(URI.create(site + "/api/v1/next"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static String answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return answer.statusCode() + " "
                + answer.headers().firstValue("location").orElse("") + "\n" + chosen(answer.body());
    }

    /** Asks again and again until told to stop. */
    private static void ask(List<Known> all, AtomicBoolean until, AtomicInteger count, List<String> wrong)
            throws InterruptedException {
        for (int i = 0; !until.get(); i++) {
            Known known = all.get(i % all.size());
            try {
                String now = answer(known.request());
                count.incrementAndGet();
                if (!now.equals(known.answer())) {
                    wrong.add(known.request().uri() + " answered " + now.substring(0, Math.min(300, now.length())));
                }
            } catch (IOException broken) {
                wrong.add(known.request().uri() + " broke: " + broken);
            }
        }
    }

    @Test
    void a_killed_server_and_one_that_stops_are_not_noticed() throws Exception {
        List<EventListener> quiet = IntStream.range(0, PROMPTS.size())
                .mapToObj(i -> new EventListener(client, stream("/api/v1/stream", i, 100)).listen())
                .toList();
        List<Known> known = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            for (HttpRequest request : requests(i).toList()) {
                String first = answer(request);
                assertThat(first)
                        .startsWith(request.uri().getPath().endsWith("/play") ? "302 " + PREFIX + "/play?" : "200 ");
                assertThat(answer(request)).as("the same from the next server").isEqualTo(first);
                known.add(new Known(request, first));
            }
        }

        ExecutorService visitors = Executors.newCachedThreadPool();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        List<Future<EventListener>> programs = new ArrayList<>();
        List<Future<EventListener>> pages = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            EventListener program = new EventListener(client, stream("/api/v1/stream", i, 5));
            EventListener page = new EventListener(client, stream("/play/stream", i, 5));
            programs.add(visitors.submit(program::listen));
            pages.add(visitors.submit(page::listen));
        }
        Future<?> asking = visitors.submit(() -> {
            ask(known, over, asked, wrong);
            return null;
        });

        Thread.sleep(1200);
        replicas.get(0).kill();
        Thread.sleep(1200);
        Replica stopping = replicas.get(1);
        stopping.terminate();
        assertThat(status(stopping, "/readyz"))
                .as("not ready while it still answers")
                .isEqualTo(503);
        assertThat(status(stopping, "/healthz")).isEqualTo(200);
        assertThat(stopping.endsWithin(10)).as("ends within 10 seconds").isTrue();

        for (int i = 0; i < PROMPTS.size(); i++) {
            EventListener program = programs.get(i).get();
            assertThat(program.failures()).isEmpty();
            assertThat(program.ids())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, STEPS).boxed().toList());
            assertThat(program.steps().stream().map(ReplicasTest::chosen).toList())
                    .isEqualTo(quiet.get(i).steps().stream()
                            .map(ReplicasTest::chosen)
                            .toList());
            EventListener page = pages.get(i).get();
            assertThat(page.failures()).isEmpty();
            assertThat(page.ids()).isEqualTo(program.ids());
            assertThat(page.steps()).allMatch(step -> step.contains("data-link=\"" + PREFIX + "/play?"));
            assertThat(page.steps().stream().map(ReplicasTest::first).toList())
                    .isEqualTo(program.steps().stream().map(ReplicasTest::first).toList());
        }
        over.set(true);
        asking.get();
        visitors.shutdown();
        assertThat(wrong).isEmpty();
        List<EventListener> all = new ArrayList<>();
        for (Future<EventListener> each :
                Stream.concat(programs.stream(), pages.stream()).toList()) {
            all.add(each.get());
        }
        int again = all.stream().mapToInt(each -> each.connections() - 1).sum();
        assertThat(again).as("streams that another server continued").isPositive();
        System.out.printf(
                "Three servers behind nginx, one killed with SIGKILL and one stopped with SIGTERM: %d streams of %d steps, resumed %d times, "
                        + "each step exactly once and equal to the undisturbed run; %d other answers in the meantime, all equal.%n",
                all.size(), STEPS, again, asked.get());
    }

    private static int status(Replica server, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).build();
        int status = 200;
        for (int i = 0; i < 50 && status == 200; i++) {
            status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (path.equals("/healthz")) {
                break;
            }
            Thread.sleep(10);
        }
        return status;
    }
}
