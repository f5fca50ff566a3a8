package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import logitlab.TestServer;

/** A caller of the API on the real server. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Api() {}

    /** What came back: always JSON, never a page. */
    record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

        /** The body of a 200. */
        JsonNode ok() {
            assertThat(status).as(body.toString()).isEqualTo(200);
            return body;
        }

        String field() {
            return body.get("error").get("field").textValue();
        }

        String message() {
            return body.get("error").get("message").textValue();
        }
    }

    static Answer post(String path, String json) {
        return post(path, BodyPublishers.ofString(json));
    }

    static Answer post(String path, BodyPublisher body) {
        return send(request(path).header("Content-Type", "application/json").POST(body));
    }

    static Answer get(String path) {
        return send(request(path));
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(TestServer.uri("/api/v1/" + path));
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
