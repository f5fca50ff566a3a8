package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.web.link.Query;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A link that plays, as numbers. How a stream ends with its connection is in {@link logitlab.web.stream.SseConnectionTest}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamAnswersTest {

    private static final String LINK =
            "prompt=The+old+king&seed=7&rows=3&speed=100&a=greedy&b=sample&b.temperature=0.8&b.top-p=0.9&";

    private record Event(String name, String id, JsonNode data) {}

    private static HttpResponse<String> get(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(TestServer.uri("/api/v1/stream?" + query));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Event> events(String query, String... headers) throws IOException {
        HttpResponse<String> answer = get(query, headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        List<Event> events = new ArrayList<>();
        for (String block : answer.body().split("\n\n")) {
            Map<String, String> lines = Stream.of(block.split("\n"))
                    .filter(line -> line.matches("(?s)(id|event|data): .*"))
                    .collect(Collectors.toMap(line -> line.replaceFirst(": .*", ""), line -> line.split(": ", 2)[1]));
            if (lines.containsKey("event")) {
                events.add(new Event(
                        lines.get("event"), lines.getOrDefault("id", ""), Api.JSON.readTree(lines.get("data"))));
            }
        }
        return events;
    }

    private static JsonNode next(List<Integer> tokens, String settings) {
        return Api.post("next", """
                        {"model": "storyteller", "prompt": "The old king", "tokens": %s, "settings": %s, "seed": 7, "top": 3}""".formatted(tokens, settings)).ok();
    }

    @Test
    void each_step_has_the_numbers_of_the_next_token() throws IOException {
        List<Event> events = events(LINK + "steps=4");

        assertThat(events).extracting(Event::name).containsExactly("step", "step", "step", "step", "end");
        assertThat(events).extracting(Event::id).containsExactly("1", "2", "3", "4", "");
        assertThat(events.get(4).data()).isEqualTo(Api.JSON.readTree("{\"reason\": \"steps\"}"));
        List<Integer> tokens = new ArrayList<>();
        tokens.add(next(List.of(), "{\"temperature\": 0.8, \"top_p\": 0.9}")
                .get("sampled")
                .asInt());
        for (Event event : events.subList(0, 4)) {
            ObjectNode lane = (ObjectNode) event.data().at("/lanes/b");
            ObjectNode next = (ObjectNode) next(tokens, "{\"temperature\": 0.8, \"top_p\": 0.9}");
            next.remove(List.of("prompt_ids", "prefix_tokens"));
            tokens.add(lane.at("/token/id").asInt());
            assertThat(lane.at("/token/id")).isEqualTo(next.get("sampled"));
            lane.remove("token");
            assertThat(lane).isEqualTo(next);
            assertThat(event.data().get("step").asText()).isEqualTo(event.id());
        }
    }

    @Test
    void the_reason_of_a_greedy_lane_says_that_it_is_greedy() throws IOException {
        JsonNode lane = events(LINK + "steps=1").get(0).data().at("/lanes/a");

        assertThat(lane.get("reason").asText()).contains("greedy always takes that one");
        assertThat(lane.at("/token/id")).isEqualTo(lane.get("greedy"));
    }

    @Test
    void the_link_of_a_step_opens_the_playground_there() throws IOException {
        JsonNode step = events(LINK + "steps=2").get(1).data();
        Map<String, String> link = Query.parse(step.get("link").asText().substring("/play?".length()));

        assertThat(link).containsEntry("at", "2");
        assertThat(link.get("b.ids").split("\\.")).hasSize(3);
        assertThat(Integer.parseInt(link.get("b.ids").split("\\.")[2], 36))
                .isEqualTo(step.at("/lanes/b/token/id").asInt());
        assertThat(TestServer.getFirst(step.get("link").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void after_a_lost_connection_the_same_steps_follow() throws IOException {
        List<Event> whole = events(LINK + "steps=4");
        List<Event> rest = events(LINK + "steps=4", "Last-Event-ID", "2");

        assertThat(rest).isEqualTo(whole.subList(2, 5));
    }

    @Test
    void a_finished_text_ends_the_stream() throws IOException {
        Event end = Optional.of(events("prompt=The&a=greedy&a.bias.0=1000&steps=9&speed=100"))
                .map(all -> all.get(all.size() - 1))
                .orElseThrow();

        assertThat(end.name()).isEqualTo("end");
        assertThat(end.data().get("reason").asText()).isEqualTo("finished");
    }

    @Test
    void what_cannot_play_is_refused_as_by_every_route() throws IOException {
        for (String wrong : List.of("seed=-1", "steps=51", "speed=0", "a=beam-me-up", "nonsense=1")) {
            HttpResponse<String> answer = get(wrong);
            JsonNode error = Api.JSON.readTree(answer.body()).get("error");

            assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
            assertThat(error.get("field").asText()).isEqualTo(wrong.split("=")[0]);
        }
    }

    /** The link is well formed, but only the model knows that it does not fit, and the model runs once the stream has begun. */
    @Test
    void what_fails_later_is_an_event() throws IOException {
        List<Event> events = events("prompt=The&a=greedy&a.ids=zzzz");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).name()).isEqualTo("error");
        assertThat(events.get(0).data().at("/error/field").asText()).isEqualTo("a.ids");
        assertThat(events.get(0).data().at("/error/message").asText()).contains("must be from 0 to 4095");
    }
}
