package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Slow readers, on a server with few threads whose answers are as long as the number in their address. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResponseBufferTest {

    private static final int KIB = 1 << 10;
    private static final int SOCKET = 16 * KIB;
    private static final int THREADS = 8;

    private final Server server = new Server(new QueuedThreadPool(THREADS));
    private final ServerConnector connector = new ServerConnector(server);

    /** Writes as a servlet does: piece by piece, each time waiting until it is accepted. */
    private static final class Numbered extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            String path = Request.getPathInContext(request);
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, path.startsWith("/events/") ? "text/event-stream" : "text/plain");
            int left = Integer.parseInt(path.replaceFirst(".*/", ""));
            while (left > 0) {
                int size = Math.min(left, 32 * 1024);
                left -= size;
                try (Blocker.Callback taken = Blocker.callback()) {
                    response.write(left == 0, ByteBuffer.allocate(size), taken);
                    taken.block();
                }
            }
            callback.succeeded();
            return true;
        }
    }

    /** The operating system may hold little of what nobody reads, so that small answers wait for their readers, too. */
    private void start(long most, Duration patience) throws Exception {
        connector.setAcceptedSendBufferSize(SOCKET);
        server.addConnector(connector);
        server.setHandler(new ResponseBuffer(most, patience, 64L * KIB * KIB));
        ((ResponseBuffer) server.getHandler()).setHandler(new Numbered());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * KIB);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private String answer(String path) throws IOException {
        try (Socket socket = ask(path)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void an_answer_says_how_long_it_is_and_comes_whole() throws Exception {
        start(1024 * KIB, Duration.ofSeconds(20));
        String answer = answer("/100000");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: 100000");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(100_000);
    }

    @Test
    void readers_that_take_nothing_hold_no_thread() throws Exception {
        start(64L * 1024 * KIB, Duration.ofSeconds(20));
        List<Socket> deaf = new ArrayList<>();
        for (int i = 0; i < 3 * THREADS; i++) {
            deaf.add(ask("/" + 512 * KIB));
        }

        assertThat(answer("/10")).startsWith("HTTP/1.1 200 ");
        for (Socket socket : deaf) {
            socket.close();
        }
    }

    @Test
    void the_answers_on_their_way_are_bounded_and_there_is_room_again_once_they_have_gone() throws Exception {
        start(1100 * KIB, Duration.ofSeconds(20));
        String refused;
        try (Socket first = ask("/" + 1024 * KIB)) {
            first.getInputStream().read();
            refused = answer("/" + 128 * KIB);
        }

        assertThat(refused)
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 2", "Content-Security-Policy: ", "Too many visitors are waiting");
        String again = "";
        for (int i = 0; i < 100 && !again.contains(" 200 "); i++) {
            Thread.sleep(20);
            again = answer("/" + 128 * KIB).substring(0, 20);
        }
        assertThat(again).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void the_connection_of_a_reader_that_is_too_slow_is_closed() throws Exception {
        start(64L * 1024 * KIB, Duration.ofMillis(300));
        try (Socket slow = ask("/" + 2048 * KIB)) {
            slow.getInputStream().read(); // the answer has begun
            Thread.sleep(2_000);

            assertThat(rest(slow.getInputStream())).isLessThan(2048 * KIB);
        }
    }

    private static long rest(InputStream in) throws IOException {
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
            }
        } catch (SocketException reset) {
            // closed while bytes are still on their way
        }
        return size;
    }

    @Test
    void events_are_sent_as_they_come() throws Exception {
        start(1, Duration.ofSeconds(20));

        assertThat(answer("/events/100000")).startsWith("HTTP/1.1 200 ").doesNotContain("Content-Length");
    }
}
