package logitlab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many clients that load a server at the same time, for a limited time. Runs in its own process so that it can run under
 * {@code nice}.
 *
 * <p>Each client sends one request after another until the time is up, even after a refusal; so a server that refuses gets more
 * requests than one that makes its clients wait. Prints a summary of the answers.
 */
final class Load {

    /** How long to wait at the end for outstanding answers. */
    private static final long GRACE_SECONDS = 10;

    private static final long SLOW_MILLISECONDS = 8_000;
    private static final long PAUSE_MILLISECONDS = 1_000;
    private static final int SLOW_BYTES = 256;
    private static final int SLOW_BUFFER = 4_096;

    /** One request by one client. */
    private interface Client {
        void ask(Load load, int number) throws IOException, InterruptedException;
    }

    /** The loads by name; {@code src/bench/README.md} explains each. */
    enum Kind {
        B1("260 slow bodies", 260, 40, Load::slowBody),
        B2("260 slow readers of the largest answer", 260, 40, Load::slowAnswer),
        B2P("260 slow readers of the largest page", 260, 40, Load::slowPage),
        B3("6 bodies of 16 MB of biases", 6, 30, Load::biases),
        B4("400 clients of a widget that looks inside a model", 400, 25, Load::widget),
        M6("600 streams opened by one client", 600, 20, Load::stream),
        CROWD("300 clients of a lesson", 300, 20, Load::lesson);

        private final String what;
        private final int clients;
        private final int seconds;
        private final Client client;

        Kind(String what, int clients, int seconds, Client client) {
            this.what = what;
            this.clients = clients;
            this.seconds = seconds;
            this.client = client;
        }

        String what() {
            return what;
        }

        /** The longest that the load takes, including the wait at the end. */
        long mostSeconds() {
            return seconds + 6 * GRACE_SECONDS;
        }
    }

    private final Kind kind;
    private final URI server;
    private final boolean spread;
    private final Tally tally = new Tally();
    private final AtomicInteger asked = new AtomicInteger();
    private final long end;
    private byte[] large;

    private Load(Kind kind, URI server, boolean spread) throws IOException {
        this.kind = kind;
        this.server = server;
        this.spread = spread;
        this.large = switch (kind) {
            case B2 -> largestAnswer();
            case B2P -> largestPage();
            case B3 -> post(biases());
            default -> new byte[0];
        };
        this.end = System.nanoTime() + kind.seconds * 1_000_000_000L;
    }

    /**
     * @param arguments a kind, the server's address, and optionally {@code spread}, which gives every connection a different address
     *     as far as the machine allows
     */
    public static void main(String... arguments) throws Exception {
        URI server = URI.create(arguments[1]);
        if (!server.getHost().equals("127.0.0.1")) {
            throw new IllegalArgumentException("the server must be on this machine, at 127.0.0.1, but is " + server);
        }
        Load load =
                new Load(Kind.valueOf(arguments[0]), server, List.of(arguments).contains("spread"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print(load.tally.table())));
        load.run();
        System.exit(0); // even if clients are still waiting
    }

    private void run() throws InterruptedException {
        List<Thread> clients = IntStream.range(0, kind.clients)
                .mapToObj(number -> new Thread(() -> client(number), "client " + number))
                .toList();
        for (Thread client : clients) {
            client.setDaemon(true);
            client.start();
            Thread.sleep(2); // so that the queue of new connections does not overflow
        }
        for (Thread client : clients) {
            client.join(Math.max(1, left() + GRACE_SECONDS * 1_000));
        }
        clients.stream().filter(Thread::isAlive).forEach(client -> tally.count("no answer by the end"));
    }

    private void client(int number) {
        try {
            while (left() > 0) {
                once(number);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once(int number) throws InterruptedException {
        try {
            kind.client.ask(this, number);
        } catch (SocketTimeoutException e) {
            tally.count("no answer by the end");
        } catch (IOException e) {
            if (left() > 0) {
                tally.count("disconnected by the server");
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        }
    }

    private long left() {
        return (end - System.nanoTime()) / 1_000_000;
    }

    /** Announces a body and then sends it byte by byte. */
    private void slowBody(int number) throws IOException, InterruptedException {
        try (Connection connection = new Connection(server, socket(number))) {
            connection.write(("POST /api/v1/decode HTTP/1.1\r\nHost: " + server.getAuthority()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
                    .getBytes());
            while (left() > 0) {
                connection.waitAtMost(Math.min(SLOW_MILLISECONDS, left()));
                try {
                    tally.count(connection.read());
                    Thread.sleep(PAUSE_MILLISECONDS);
                    return;
                } catch (SocketTimeoutException notYet) {
                    connection.write(new byte[] {' '});
                }
            }
            tally.count("open until the end");
        }
    }

    private void slowAnswer(int number) throws IOException, InterruptedException {
        slowly(number, large);
    }

    private void slowPage(int number) throws IOException, InterruptedException {
        slowly(number, large);
    }

    /** Reads an answer a few bytes at a time. */
    private void slowly(int number, byte[] request) throws IOException, InterruptedException {
        try (Socket socket = socket(number)) {
            socket.setReceiveBufferSize(SLOW_BUFFER);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            socket.setSoTimeout((int) Math.max(1, left()));
            socket.getOutputStream().write(request);
            String status = "";
            while (left() > 0) {
                byte[] some = socket.getInputStream().readNBytes(SLOW_BYTES);
                if (status.isEmpty() && some.length > 12) {
                    status = new String(some, 9, 3);
                    tally.count(status + " started");
                }
                if (some.length < SLOW_BYTES) {
                    tally.count(status + " ended early");
                    Thread.sleep(PAUSE_MILLISECONDS);
                    return;
                }
                if (!status.startsWith("2")) {
                    Thread.sleep(PAUSE_MILLISECONDS); // a refusal is short
                    return;
                }
                Thread.sleep(Math.max(1, Math.min(SLOW_MILLISECONDS, left())));
            }
            tally.count("open until the end");
        }
    }

    private void biases(int number) throws IOException {
        ask(number, large);
    }

    /** Asks for a different text each time, so that nothing is cached. */
    private void widget(int number) throws IOException {
        get(
                number,
                "/lessons/inside/widgets/deep?deep.prompt=word+number+" + asked.incrementAndGet() + "+"
                        + "once+upon+a+time+".repeat(45));
    }

    private void lesson(int number) throws IOException {
        get(number, "/lessons/inside");
    }

    /** Opens a stream that lasts for minutes and needs almost no work. */
    private void stream(int number) throws IOException, InterruptedException {
        try (Connection connection = new Connection(server, socket(number))) {
            connection.write(connection.plain("/play/stream?prompt=Once+upon+a+time&a=greedy&speed=0.1&steps=50"));
            connection.waitAtMost(left());
            Connection.Answer head = connection.readHead();
            if (head.status() != 200) {
                tally.count(head, "-".getBytes());
                Thread.sleep(PAUSE_MILLISECONDS);
                return;
            }
            while (left() > 0) {
                connection.waitAtMost(left());
                if (connection.readLine().startsWith("event: error")) {
                    tally.count("200 with a refusal");
                    Thread.sleep(PAUSE_MILLISECONDS);
                    return;
                }
            }
            tally.count("200 that plays until the end");
        } catch (SocketTimeoutException playsStill) {
            tally.count("200 that plays until the end");
        }
    }

    private void get(int number, String path) throws IOException {
        try (Connection connection = new Connection(server, socket(number))) {
            byte[] request = connection.get(path);
            while (left() > 0) {
                answer(connection, request);
            }
        }
    }

    private void ask(int number, byte[] request) throws IOException {
        try (Connection connection = new Connection(server, socket(number))) {
            answer(connection, request);
        }
    }

    private void answer(Connection connection, byte[] request) throws IOException {
        connection.waitAtMost(left() + GRACE_SECONDS * 1_000);
        long start = System.nanoTime();
        connection.write(request);
        tally.count(connection.read());
        tally.time(System.nanoTime() - start);
    }

    /**
     * A crowd of learners shares the address of the probe, as if behind one router. Attackers use another address, or a different
     * one for each connection. If the machine has only one loopback address, everyone uses that one.
     */
    private Socket socket(int number) throws IOException {
        Socket socket = new Socket();
        if (kind != Kind.CROWD) {
            String from = spread ? "127.0.%d.%d".formatted(1 + number / 250, 1 + number % 250) : "127.0.0.2";
            try {
                socket.bind(new InetSocketAddress(from, 0));
            } catch (IOException noSuchAddress) {
                socket.close();
                return new Socket();
            }
        }
        return socket;
    }

    /** Finds the request with the largest answer that the server gives: all candidates of a long list of logits. */
    private byte[] largestAnswer() throws IOException {
        for (int logits : List.of(300_000, 10_000, 1_000)) {
            byte[] request = post("{\"logits\": [1" + ",1".repeat(logits - 1) + "]}");
            try (Connection connection = new Connection(server)) {
                Connection.Answer answer = connection.send(request);
                if (answer.status() == 200) {
                    System.out.printf("  %,d logits, an answer of %,d bytes%n", logits, answer.body().length);
                    return request;
                }
            }
        }
        throw new IllegalStateException("the server answers no list of logits");
    }

    private byte[] largestPage() throws IOException {
        String text = "once+upon+a+time+".repeat(45);
        try (Connection connection = new Connection(server)) {
            record Sized(String path, int bytes) {}
            Sized largest = List.of("/glossary", "/lessons/inside", "/lessons/bugs", "/inside?prompt=" + text).stream()
                    .map(path -> {
                        try {
                            return new Sized(
                                    path,
                                    connection.send(connection.plain(path)).body().length);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .max(Comparator.comparingInt(Sized::bytes))
                    .orElseThrow();
            System.out.printf("  %.30s, a page of %,d bytes%n", largest.path(), largest.bytes());
            return connection.plain(largest.path());
        }
    }

    private static String biases() {
        StringBuilder body = new StringBuilder("{\"logits\": [1, 2], \"settings\": {\"bias\": {");
        for (int id = 0; id < 1_400_000; id++) {
            body.append(id == 0 ? "\"" : ",\"").append(id).append("\":1");
        }
        return body.append("}}}").toString();
    }

    private byte[] post(String json) {
        return ("POST /api/v1/decode HTTP/1.1\r\nHost: " + server.getAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                .getBytes();
    }
}
