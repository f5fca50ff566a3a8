package logitlab.web.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a body that is refused before all of it has arrived, on the real server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestOfBodyTest {

    private static final int MEGABYTE = 1 << 20;

    private final URI server = TestServer.uri("/");

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** Sends a head and then a body of zeros in full, as a browser does, before it reads anything. */
    private String afterSending(String head, int bytes) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            byte[] piece = new byte[MEGABYTE / 16];
            for (int sent = 0; sent < bytes; sent += piece.length) {
                socket.getOutputStream().write(piece);
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/play/paths/open,             multipart/form-data; boundary=b, 413, at most 64 KiB",
        "/api/v1/next,                 application/json,                413, at most 1 MiB",
        "/api/v1/next,                 text/plain,                      415, application/json",
        "/there/is/nothing,            text/plain,                      413, at most 64 KiB",
    })
    void a_client_that_sends_its_whole_body_first_still_reads_why_it_was_refused(
            String path, String type, int status, String reason) throws Exception {
        String answer = afterSending(
                head(path, "Content-Type: " + type + "\r\nContent-Length: " + 8 * MEGABYTE + "\r\n"), 8 * MEGABYTE);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(reason);
    }

    @Test
    void the_answer_does_not_wait_for_the_body() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(head("/play/paths/open", "Content-Length: " + 8 * MEGABYTE + "\r\n")
                            .getBytes(ISO_8859_1));

            assertThat(new String(socket.getInputStream().readNBytes(13), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_body_that_never_ends_is_cut_off() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(head("/play/paths/open", "Content-Length: " + Integer.MAX_VALUE + "\r\n")
                            .getBytes(ISO_8859_1));
            int sent = 0;
            try {
                while (sent < 200) {
                    socket.getOutputStream().write(new byte[MEGABYTE]);
                    sent++;
                }
            } catch (IOException closed) {
                // expected: the other end is gone
            }

            assertThat(sent).isLessThan(200);
        }
    }

    @Test
    void a_client_that_asks_before_it_sends_is_refused_without_being_told_to_send() throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(head("/play/paths/open", "Expect: 100-continue\r\nContent-Length: 70000\r\n")
                            .getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();

            assertThat(new String(in.readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 413 ")
                    .doesNotContain("HTTP/1.1 100 ");
        }
    }
}
