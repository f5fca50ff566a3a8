package logitlab.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * One keep-alive connection, plain HTTP/1.1 over a socket. It writes and then reads on the calling thread, so that the measured
 * time is the server's and not that of a client with threads of its own.
 */
public final class Connection implements AutoCloseable {

    private static final int CONNECT_MILLISECONDS = 5_000;

    private final Socket socket;
    private final InputStream in;
    private final String host;

    /** An answer, with its head exactly as received. */
    public record Answer(String head, byte[] body) {

        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        public Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** The body, decompressed. */
        public byte[] plainBody() throws IOException {
            if (body.length > 0
                    && header("Content-Encoding").filter("gzip"::equals).isPresent()) {
                return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            return body;
        }

        public Answer ok() {
            if (status() != 200) {
                throw new IllegalStateException(head + new String(body, StandardCharsets.UTF_8));
            }
            return this;
        }
    }

    public Connection(URI server) throws IOException {
        this(server, new Socket());
    }

    /** Uses an unconnected socket, which may have its own address, buffer size and timeout. */
    Connection(URI server, Socket socket) throws IOException {
        this.socket = socket;
        try {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLISECONDS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        host = server.getAuthority();
    }

    /** A request that accepts compressed answers, as browsers do. */
    public byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept-Encoding: gzip\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A request for an uncompressed answer. */
    public byte[] plain(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A request that does not ask for compression, as scripts do. */
    byte[] post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head);
        request.writeBytes(body);
        return request.toByteArray();
    }

    public Answer send(byte[] request) throws IOException {
        write(request);
        return read();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads the next answer; the request must have been written and must not be a {@code HEAD}. */
    Answer read() throws IOException {
        Answer head = readHead();
        return new Answer(head.head(), readBody(head));
    }

    /** Reads the next answer up to its body. */
    Answer readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append("\r\n");
        }
        return new Answer(head.append("\r\n").toString(), new byte[0]);
    }

    byte[] readBody(Answer answer) throws IOException {
        if (answer.status() == 204 || answer.status() == 304) {
            return new byte[0];
        }
        Optional<String> length = answer.header("Content-Length");
        if (length.isPresent()) {
            return exactly(Integer.parseInt(length.get()));
        }
        if (answer.header("Transfer-Encoding").isEmpty()) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
            body.writeBytes(exactly(chunk));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** Whether unread bytes have arrived. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /**
     * Sets how many milliseconds each read waits before it throws {@link java.net.SocketTimeoutException}.
     */
    public void waitAtMost(long milliseconds) throws IOException {
        socket.setSoTimeout((int) Math.max(1, milliseconds));
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(
                    "the server closed the connection after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    /** Reads one line of a body that has not ended yet. */
    String readLine() throws IOException {
        return line();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
