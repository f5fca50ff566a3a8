package logitlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Listens to a stream as browsers do: after a connection that broke, or ended without an {@code end} event, it asks again with the id of the last
 * event, after the time that the server has named.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">The standard of server-sent events</a>
 */
final class EventListener {

    private static final int MOST_CONNECTIONS = 50;

    private final HttpClient client;
    private final URI address;
    private final List<Integer> ids = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long retry = 1000;
    private int connections;
    private boolean ended;

    EventListener(HttpClient client, String address) {
        this.client = client;
        this.address = URI.create(address);
    }

    /** Listens until the stream has ended. */
    EventListener listen() {
        while (!ended && connections < MOST_CONNECTIONS) {
            connections++;
            try {
                connect();
            } catch (IOException | UncheckedIOException broken) {
                // as an end without an event
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return this;
            }
        }
        return this;
    }

    private void connect() throws IOException, InterruptedException {
        if (connections > 1) {
            Thread.sleep(retry);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        if (!ids.isEmpty()) {
            request.header("Last-Event-ID", Integer.toString(ids.get(ids.size() - 1)));
        }
        HttpResponse<Stream<String>> answer = client.send(request.build(), BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                failures.add("status " + answer.statusCode());
                return;
            }
            read(lines.iterator());
        }
    }

    private void read(Iterator<String> lines) {
        String id = "";
        String name = "";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty()) {
                dispatch(id, name, data.toString());
                id = "";
                name = "";
                data.setLength(0);
            } else if (line.startsWith("retry: ")) {
                retry = Long.parseLong(line.substring("retry: ".length()));
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(line.substring("data: ".length())).append('\n');
            }
        }
    }

    private void dispatch(String id, String name, String data) {
        switch (name) {
            case "step" -> {
                ids.add(Integer.parseInt(id));
                steps.add(data);
            }
            case "end" -> ended = true;
            case "error" -> {
                failures.add(data.strip());
                ended = true;
            }
            default -> {
                // a comment
            }
        }
    }

    /** The ids of the steps in the order in which they arrived. */
    List<Integer> ids() {
        return ids;
    }

    /** The data of each step. */
    List<String> steps() {
        return steps;
    }

    /** What was refused or failed; broken connections are not among it. */
    List<String> failures() {
        return failures;
    }

    int connections() {
        return connections;
    }
}
