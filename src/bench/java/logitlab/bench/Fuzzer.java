package logitlab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Sends thousands of requests, half of them valid and half hostile ({@link Requests}), to its own server over four connections.
 * Checks each answer for what must never happen: a server error, a blank refusal, a wrong type, a dropped connection, a
 * header or markup injected by the request, a stack trace, or a wait of more than two seconds.
 *
 * <p>Prints a table with the first requests that caused each problem and saves each of them in {@code target/bench/fuzzer},
 * from where {@code nc 127.0.0.1 7070 < FILE} sends it again. Nothing is asserted.
 */
public final class Fuzzer {

    private static final int USUAL = 20_000;
    private static final int CONNECTIONS = 4;
    private static final int PAGES = 500;
    private static final int MOST_REDIRECTS = 5;
    private static final int EXAMPLES = 3;
    private static final int PATIENCE_MILLISECONDS = 15_000;
    private static final double SLOW_MILLISECONDS = 2_000;
    private static final Path FOLDER = Path.of("target", "bench", "fuzzer");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern STACK_TRACE = Pattern.compile(
            "\\w+\\.java:\\d+|java\\.(lang|util|io|nio)\\.|org\\.eclipse\\.jetty|io\\.javalin|logitlab\\.(web|model)\\.");

    private record Example(String request, String what) {}

    private final URI server;
    private final Requests requests;
    private final int count;
    private final AtomicInteger next = new AtomicInteger();
    private final Tally valid = new Tally();
    private final Tally hostile = new Tally();
    private final Map<String, Integer> found = new TreeMap<>();
    private final Map<String, List<Example>> examples = new TreeMap<>();

    private Fuzzer(URI server, Requests requests, int count) {
        this.server = server;
        this.requests = requests;
        this.count = count;
    }

    /** @param arguments the number of requests, 20,000 by default, and a seed, 1 by default */
    public static void main(String... arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Files.createDirectories(FOLDER);
        try (ServerProcess server = ServerProcess.start("fuzzer", List.of("-Xmx512m"), List.of())) {
            Site site = Site.crawl(server.address(), PAGES);
            System.out.printf("%nThe fuzzer: %,d requests, seed %d%n", count, seed);
            site.families().forEach((family, links) -> System.out.printf("  %4d  %s%n", links.size(), family));
            Fuzzer fuzzer = new Fuzzer(
                    server.address(), new Requests(seed, server.address().getAuthority(), site), count);
            long start = System.nanoTime();
            fuzzer.run();
            fuzzer.report((System.nanoTime() - start) / 1e9);
            List<String> lines = server.lines();
            System.out.printf(
                    "  the server's log: %d lines, %d ERROR, %d WARN (%s)%n",
                    lines.size(), count(lines, " ERROR "), count(lines, " WARN "), server.log());
        }
    }

    private static long count(List<String> lines, String word) {
        return lines.stream().filter(line -> line.contains(word)).count();
    }

    private void run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(threads.submit(() -> new Client().run()));
        }
        threads.shutdown();
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** One of the four connections. */
    private final class Client {

        private Connection connection;
        private boolean used;

        Void run() throws IOException {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                Request request = requests.number(number);
                Optional<String> onward = ask(number, request);
                for (int more = 0; onward.isPresent(); more++) {
                    if (more == MOST_REDIRECTS) {
                        find("endless redirects", number, request, onward.get());
                        break;
                    }
                    request = Request.get(request.kind() + ", redirected", server.getAuthority(), onward.get());
                    onward = ask(number, request);
                }
            }
            disconnect();
            return null;
        }

        /** The address within the site that the answer redirects to. */
        private Optional<String> ask(int number, Request request) throws IOException {
            Tally tally = request.valid() ? valid : hostile;
            long start = System.nanoTime();
            try {
                Connection.Answer answer = answer(request);
                double milliseconds = (System.nanoTime() - start) / 1e6;
                tally.count(answer, request.method().equals("HEAD") ? "-".getBytes() : answer.body());
                tally.time(System.nanoTime() - start);
                look(number, request, answer, milliseconds);
                return onward(number, request, answer);
            } catch (SocketTimeoutException e) {
                tally.count("no answer");
                find("no answer in 15 s", number, request, "");
            } catch (EOFException | SocketException e) {
                tally.count("dropped");
                find("dropped connection", number, request, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                tally.count("no HTTP");
                find("answer that is not HTTP", number, request, e.toString());
            }
            disconnect();
            return Optional.empty();
        }

        private Connection.Answer answer(Request request) throws IOException {
            try {
                return exchange(request);
            } catch (EOFException | SocketException e) {
                if (!used) {
                    throw e;
                }
                disconnect(); // an idle connection may be closed at any time
                return exchange(request);
            }
        }

        private Connection.Answer exchange(Request request) throws IOException {
            if (connection == null) {
                connection = new Connection(server);
                connection.waitAtMost(PATIENCE_MILLISECONDS);
                used = false;
            }
            connection.write(request.bytes());
            Connection.Answer head = connection.readHead();
            while (head.status() == 100) {
                head = connection.readHead();
            }
            boolean stream = type(head).startsWith("text/event-stream");
            byte[] body = new byte[0];
            if (stream && !request.method().equals("HEAD")) {
                body = connection.readLine().getBytes(); // the rest would take minutes
            } else if (!request.method().equals("HEAD")) {
                body = connection.readBody(head);
            }
            used = true;
            if (stream
                    || head.header("Connection")
                            .filter("close"::equalsIgnoreCase)
                            .isPresent()) {
                disconnect();
            } else if (connection.hasMore()) {
                disconnect();
                throw new IllegalStateException("bytes after the end of the answer");
            }
            return new Connection.Answer(head.head(), body);
        }

        private void disconnect() throws IOException {
            if (connection != null) {
                connection.close();
            }
            connection = null;
        }
    }

    private static String type(Connection.Answer answer) {
        return answer.header("Content-Type").orElse("");
    }

    private void look(int number, Request request, Connection.Answer answer, double milliseconds) throws IOException {
        int status = answer.status();
        String body = text(answer);
        String what = "%d, %.0f ms".formatted(status, milliseconds);
        if (status >= 500 && status != 503) {
            find("status " + status, number, request, what);
        }
        if (status == 503 && answer.header("Retry-After").isEmpty()) {
            find("503 without Retry-After", number, request, what);
        }
        if (status >= 400 && body.isBlank() && !request.method().equals("HEAD")) {
            find("blank refusal", number, request, what);
        }
        if (milliseconds > SLOW_MILLISECONDS) {
            find("over 2 s", number, request, what);
        }
        if (answer.head().lines().anyMatch(line -> line.startsWith("X-Injected"))) {
            find("header injection", number, request, what);
        }
        if (body.contains("<x9fuzz")) {
            find("markup from the request", number, request, what);
        }
        if (STACK_TRACE.matcher(body).find() && !request.path().startsWith("/webjars")) {
            find("stack trace", number, request, what);
        }
        expected(request, status)
                .filter(types -> wrong(types, answer, body))
                .ifPresent(types -> find(
                        "wrong type", number, request, "%s: %s instead of %s".formatted(what, type(answer), types)));
        if (type(answer).startsWith("application/json") && !body.isBlank() && !isJson(body)) {
            find("invalid JSON", number, request, what);
        }
    }

    /** The text of the body, which may be compressed. */
    private static String text(Connection.Answer answer) throws IOException {
        return new String(answer.plainBody(), StandardCharsets.UTF_8);
    }

    private static boolean wrong(String types, Connection.Answer answer, String body) {
        return !body.isBlank() && !type(answer).matches("(" + types + ")\\b.*");
    }

    /** A pattern for the type that an answer must have; empty if any type is allowed. */
    private static Optional<String> expected(Request request, int status) {
        String path = request.path();
        boolean odd = request.headers().stream().anyMatch(line -> line.startsWith("Accept:"));
        if (odd || status / 100 == 3 || !path.startsWith("/")) {
            return Optional.empty();
        }
        if (path.startsWith("/api/")) {
            return Optional.of("application/json");
        }
        if (status >= 400) {
            return Optional.of(path.equals("/play/stream") ? "text/html|text/event-stream" : "text/html");
        }
        return switch (path.replaceFirst("/$", "")) {
            case "/play/stream" -> Optional.of("text/event-stream");
            case "/play/picture.png" -> Optional.of("image/png");
            case "/healthz" -> Optional.of("text/plain");
            default -> path.matches(".*\\.\\w{2,11}") ? Optional.empty() : Optional.of("text/html");
        };
    }

    private static boolean isJson(String body) {
        try {
            JSON.readTree(body);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private Optional<String> onward(int number, Request request, Connection.Answer answer) {
        Optional<String> to = answer.header("Location").filter(where -> answer.status() / 100 == 3);
        if (to.isPresent() && !to.get().matches("/([^/\\\\].*)?")) {
            find("redirect to another site", number, request, to.get());
            return Optional.empty();
        }
        return to.filter(where -> request.method().equals("GET"));
    }

    private synchronized void find(String kind, int number, Request request, String what) {
        found.merge(kind, 1, Integer::sum);
        List<Example> some = examples.computeIfAbsent(kind, none -> new ArrayList<>());
        if (some.size() < EXAMPLES) {
            Path file = FOLDER.resolve(kind.replaceAll("\\W+", "-") + "-" + number + ".http");
            try {
                Files.write(file, request.bytes());
            } catch (IOException e) {
                throw new IllegalStateException("cannot write " + file, e);
            }
            some.add(new Example(line(request), what + "  " + file));
        }
    }

    /** The first line, shortened and without control characters for a terminal, and what is special about the rest. */
    private static String line(Request request) {
        String line = (request.method() + " " + request.target()).replaceAll("[^\\x20-\\x7e]", "?");
        String body = request.body().replaceAll("[^\\x20-\\x7e]", "?");
        return shortened(line, 150) + (body.isEmpty() ? "" : "  " + shortened(body, 60)) + "  (" + request.kind() + ")";
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "... " + text.length() + " characters";
    }

    private void report(double seconds) {
        System.out.printf("  %.0f s, %.0f requests per second%n", seconds, count / seconds);
        System.out.println("  valid: " + valid.counts() + "; " + valid.times());
        System.out.println("  hostile: " + hostile.counts() + "; " + hostile.times());
        if (found.isEmpty()) {
            System.out.println("  nothing found");
        }
        found.forEach((kind, times) -> {
            System.out.printf("  %6d  %s%n", times, kind);
            examples.get(kind)
                    .forEach(example ->
                            System.out.printf("            %s%n              %s%n", example.request(), example.what()));
        });
    }
}
