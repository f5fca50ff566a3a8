package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import logitlab.model.Models;
import logitlab.web.Server;
import logitlab.web.Turns;
import logitlab.web.api.Api.Answer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BusyTest {

    private static Answer decode(Server server) {
        return Api.send(HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/decode"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"logits\": [1]}")));
    }

    @Test
    void one_more_than_may_wait_is_503_and_told_when_to_come_back() throws IOException {
        Turns turns = new Turns(1, 0, Duration.ZERO);
        try (Models models = Models.load(List.of(Path.of("models")));
                Server server = Server.start("127.0.0.1", 0, List.of(new ApiRoutes(models, turns)))) {

            Answer refused = turns.take(() -> decode(server));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.message()).contains("Try again");
            assertThat(refused.response().headers().firstValue("Retry-After")).contains("2");
            assertThat(decode(server).status()).isEqualTo(200);
        }
    }

    @Test
    void one_that_waited_too_long_is_503_too() throws IOException {
        Turns turns = new Turns(1, 1, Duration.ofMillis(50));
        try (Models models = Models.load(List.of(Path.of("models")));
                Server server = Server.start("127.0.0.1", 0, List.of(new ApiRoutes(models, turns)))) {

            assertThat(turns.take(() -> decode(server)).status()).isEqualTo(503);
            assertThat(decode(server).status()).isEqualTo(200);
        }
    }

    @Test
    void what_is_being_answered_when_the_server_stops_is_answered_to_its_end() throws Exception {
        Turns turns = new Turns(1, 1, Duration.ofSeconds(20));
        try (Models models = Models.load(List.of(Path.of("models")))) {
            Server server = Server.start("127.0.0.1", 0, List.of(new ApiRoutes(models, turns)));
            CompletableFuture<Void> stopped = new CompletableFuture<>();

            CompletableFuture<Answer> answer = turns.take(() -> {
                CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> decode(server));
                pause();
                stopped.completeAsync(() -> {
                    server.close();
                    return null;
                });
                pause();
                return asked;
            });

            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
