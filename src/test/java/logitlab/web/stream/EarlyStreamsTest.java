package logitlab.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import logitlab.model.Packages;
import logitlab.web.ClientQuota;
import logitlab.web.RequestLimiter;
import logitlab.web.Server;
import logitlab.web.operation.Loading;
import logitlab.web.play.PlayRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are asked for while the server loads, and whose browsers leave before it has loaded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class EarlyStreamsTest {

    private static final String STREAM = "/play/stream?prompt=The+old+king&a=greedy";
    private static final int PLACES = 10;

    private final CountDownLatch arrived = new CountDownLatch(PLACES);
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Loading loading = new Loading(List.of(new Loading.Part("models", this::load)));
    private final RequestLimiter limiter = RequestLimiter.of(2);
    private final SseExecutor streams = new SseExecutor(limiter, new ClientQuota(PLACES, PLACES));
    private Server server;

    private void load() {
        try {
            loaded.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = Server.start(
                "127.0.0.1",
                0,
                List.of(
                        routes -> routes.before(ctx -> arrived.countDown()),
                        loading,
                        new PlayRoutes(Packages.SHIPPED, () -> null, limiter, streams)));
        loading.start();
    }

    @AfterEach
    void stop() {
        loaded.countDown();
        loading.close();
        streams.close();
        server.close();
        limiter.close();
    }

    private Socket ask(String path) throws IOException {
        URI address = URI.create(server.address());
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** The second way is that of a program that is killed: the connection is reset. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void give_their_places_back(boolean reset) throws Exception {
        List<Socket> early = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            early.add(ask(STREAM + "&steps=50&speed=0.25")); // 200 seconds for one who listens
        }
        arrived.await();
        for (Socket socket : early) {
            socket.setSoLinger(reset, 0);
            socket.close();
        }
        loaded.countDown();
        loading.await();
        while (streams.opened() < PLACES || streams.open() > 0) {
            Thread.sleep(10);
        }
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + STREAM + "&steps=1"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.body()).contains("event: end");
    }
}
