package logitlab.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import logitlab.web.Server;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a server still does after it was told to stop. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FinishingHandlerTest {

    /** A client that keeps its connection, as proxies do. */
    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        private Connection(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        private Connection ask(String path) throws IOException {
            String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        /** The head of the answer; its body, which has two letters, is read too. */
        private List<String> head() throws IOException {
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            assertThat(in.skip(2)).isEqualTo(2);
            return head;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void what_runs_is_finished_and_an_open_connection_gets_one_more_answer_and_is_closed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Server server = Server.start("127.0.0.1", 0, List.of(routes -> {
            routes.get("/quick", ctx -> ctx.result("ok"));
            routes.get("/slow", ctx -> {
                begun.countDown();
                assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                ctx.result("ok");
            });
        }));
        URI address = URI.create(server.address());
        try (server;
                Connection slow = new Connection(address).ask("/slow");
                Connection kept = new Connection(address).ask("/quick")) {
            assertThat(kept.head()).contains("HTTP/1.1 200 OK").doesNotContain("Connection: close");
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            while (accepts(address)) {
                Thread.sleep(10);
            }
            assertThat(kept.ask("/quick").head()).contains("HTTP/1.1 200 OK", "Connection: close");
            assertThat(kept.in.read()).as("closed").isEqualTo(-1);
            assertThat(stopped).isNotDone();
            go.countDown();

            assertThat(slow.head()).contains("HTTP/1.1 200 OK");
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    private static boolean accepts(URI server) {
        try (Connection another = new Connection(server)) {
            return another.socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
