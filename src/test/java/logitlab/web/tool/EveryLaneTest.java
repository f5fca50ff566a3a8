package logitlab.web.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.decoding.Order;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.step.OpenedLink;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tool and every file with a lane that searches with beams, and with a lane in each order; nothing here depends on the weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryLaneTest {

    private static final String PROMPT = "prompt=Once+upon+a+time&seed=42&";
    private static final String CUTS = "&a.temperature=1.5&a.top-k=60&a.top-p=0.9&a.min-p=0.01";
    private static final List<String> FILES = List.of(
            "/play/run.html",
            "/play/step.csv",
            "/play/step.json",
            "/play/ledger.csv",
            "/play/ledger.json",
            "/play/paths.json",
            "/play/picture.png",
            "/play/picture.svg",
            "/play/bars.png",
            "/play/bars.svg",
            "/api/v1/receipt");

    private static String body(String path, String query) {
        HttpResponse<String> answer = TestServer.get(path + "?" + PROMPT + query);
        assertThat(answer.statusCode())
                .as("%s of %s: %s", path, query, answer.body())
                .isEqualTo(200);
        return answer.body().replace("&#39;", "'");
    }

    private static void opensEverything(String query) {
        Stream<String> tools = Arrays.stream(Tool.values()).map(tool -> "/play/" + tool.key());
        Stream.concat(tools, FILES.stream()).forEach(path -> body(path, query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=beam&at=4", "a=beam", "a=beam&at=4&b=greedy&c=sample", "a=sample&b=beam&at=2"})
    void a_lane_that_searches_opens_everywhere(String query) {
        opensEverything(query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "take    | A beam search makes no draw. It compares whole texts",
                "draws   | A beam search makes no draw. Every seed gives",
                "texts   | A beam search makes no draw, so it has one text",
                "futures | A beam search has no probabilities of its own",
                "ledger  | A beam search makes no draw, so there is no side of the sampling.",
                "others  | This lane makes no draw: a beam search compares whole texts.",
                "parting | There is only one lane",
                "beam    | What the search found",
                "paths   | There is one path.",
                "receipt | 4 beams",
                "save    | Take it with you"
            })
    void a_tool_says_what_a_search_makes_of_it(String tool, String sentence) {
        assertThat(body("/play/" + tool, "a=beam&at=4")).contains(sentence);
        assertThat(body("/play/" + tool, "a=beam")).contains(sentence);
    }

    @Test
    void what_a_search_found_is_no_matter_of_one_setting() {
        String page = body("/play/parting", "a=beam&b=sample&b.temperature=50&at=5");
        assertThat(page).contains("A beam search compares whole texts, so no single setting explains its choice.");
        assertThat(page).doesNotContain("Enough?");
    }

    @Test
    void the_ledger_of_a_lane_without_a_draw_has_no_side_of_the_sampling() {
        for (String decoder : List.of("beam", "greedy")) {
            assertThat(body("/play/ledger", "at=3&a=" + decoder))
                    .doesNotContain("Log probability, sampling", "Entropy, sampling", "Cut by");
            List<String> lines =
                    body("/play/ledger.csv", "at=3&a=" + decoder).lines().toList();
            int column = List.of(lines.get(0).split(",")).indexOf("sampling_log_probability");
            assertThat(lines.get(1).replaceAll("\"[^\"]*\"", "").split(",", -1)[column])
                    .isEmpty();
        }
        assertThat(body("/play/ledger", "at=3&a=sample" + CUTS)).contains("Log probability, sampling", "Cut by Top-k");
    }

    @Test
    void no_script_repeats_a_search() {
        HttpResponse<String> answer = TestServer.get("/play/step.py?" + PROMPT + "a=beam&at=2");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("because a beam search compares whole texts");
    }

    @Test
    void a_search_that_has_all_its_tokens_says_so() {
        String query = "v=1&prompt=The+king+had+42&a=beam&a.beams=1&at=199";
        OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(query), TestServer.models()), TestServer.models());
        boolean ended = play.lanes().get("a").finished().isPresent();
        assertThat(TestServer.get("/play?" + query).body())
                .contains(
                        ended
                                ? "This lane is finished: it chose the end-of-text token."
                                : "This lane is finished: a beam search takes at most 200 tokens.");
        assertThat(play.canStep()).isFalse();
    }

    @Test
    void a_search_that_is_played_takes_its_steps() {
        assertThat(body("/api/v1/stream", "a=beam&steps=3&speed=100"))
                .contains("id: 1", "id: 3", "event: end")
                .doesNotContain("event: error");
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void a_lane_in_each_order_opens_everywhere_and_its_receipt_is_verified(Order order) {
        String query = "at=3&a=sample" + CUTS + "&a.order=" + order.key() + "&b=sample";
        opensEverything(query);
        assertThat(verified(body("/api/v1/receipt", query))).contains("\"verified\":true");
        String take = body("/play/take", query);
        assertThat(take).contains("To be kept", "This draw");
        String name = order == Order.VLLM ? "vLLM" : "Ollama";
        for (String setting : List.of("typical-p", "bias")) {
            String lacks = name + " has no " + setting + ".";
            assertThat(take.contains(lacks)).as(lacks).isEqualTo(order.lacks(setting));
        }
    }

    @Test
    void a_receipt_of_a_search_is_verified() {
        assertThat(verified(body("/api/v1/receipt", "a=beam&at=4&b=beam&b.beams=2&b.length-penalty=0.5")))
                .contains("\"verified\":true");
    }

    private static String verified(String receipt) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(TestServer.address() + "/api/v1/verify"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(receipt))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void lanes_that_part_because_of_their_order_are_told_so() {
        String query =
                "at=12&a=sample&a.temperature=4&a.top-p=0.7&b=sample&b.temperature=4&b.top-p=0.7&b.order=llama.cpp";
        assertThat(body("/play/parting", query)).contains("the order “llama.cpp”");
    }

    @Test
    void a_token_chosen_by_hand_is_marked_on_the_receipt_and_in_the_file_of_the_run() {
        OpenedLink play = OpenedLink.open(
                PlayLink.parse(Query.parse("prompt=Once&seed=3&at=1&a=sample"), TestServer.models()),
                TestServer.models());
        int taken = play.lanes().get("a").ids().get(1);
        PlayLink forced = play.link().at(1).choose("a", taken == 280 ? 281 : 280);
        assertThat(TestServer.get("/play/receipt?" + forced.query()).body())
                .contains("One token was chosen by hand. The draw of that step stays the same.")
                .doesNotContain("One token is not what");
        assertThat(TestServer.get("/play/run.html?" + forced.query()).body())
                .contains("Some tokens were chosen by hand; they are marked.", "by hand");
    }
}
