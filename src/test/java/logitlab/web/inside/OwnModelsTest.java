package logitlab.web.inside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import logitlab.TestServer;
import logitlab.model.Packages;
import logitlab.web.Messages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models that people bring. Those that {@code models/training/huggingface.py} made show everything; of all others the pages and the API
 * say what is missing, and where to read how to get it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnModelsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GUIDE = "The section “A model of your own” in models/training/README.md";

    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        for (String whole : List.of("own-gpt2", "own-llama", "small-transformer", "small-lstm", "gpt2", "llama")) {
            Packages.copy(Packages.SMALL.resolve(whole), folder);
        }
        without(folder, "own-gpt2", "no-queries", "queries");
        without(folder, "own-gpt2", "no-values", "values");
        without(folder, "own-gpt2", "no-weights", "output_weight");
        without(folder, "own-gpt2", "no-parts-of-heads", "output_weight", "attention_out");
        without(folder, "own-gpt2", "no-mlps", "mlp_out");
        without(folder, "own-gpt2", "no-attention", "attentions");
        without(folder, "own-gpt2", "no-vectors", "hidden_states");
        without(folder, "own-gpt2", "no-embeddings", "inputs_embeds");
        without(folder, "own-gpt2", "no-norm", "final_norm");
        without(folder, "own-gpt2", "no-layers", "hidden_states", "attentions");
        without(folder, "own-gpt2", "no-lens", "lens_logits");
        without(folder, "own-gpt2", "no-rows", "output_rows");
        without(folder, "own-llama", "no-table", "output_rows");
        without(folder, "small-lstm", "no-gates", "gates");
        Path lessons = Files.createDirectories(folder.resolve("lessons").resolve("en"));
        server = TestServer.with(
                "--models", folder.toString(), "--lessons", lessons.getParent().toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A copy of a package whose graph has other names for some outputs, which nobody reads. */
    private static void without(Path folder, String whole, String id, String... outputs) throws IOException {
        Path copy = Packages.copy(Packages.SMALL.resolve(whole), Files.createDirectory(folder.resolve("copies-" + id)));
        Files.move(copy, folder.resolve(id));
        Path graph = folder.resolve(id).resolve("inspect.onnx");
        String bytes = Files.readString(graph, ISO_8859_1);
        for (String output : outputs) {
            assertThat(bytes).contains(output);
            bytes = bytes.replace(output, "_" + output.substring(1));
        }
        Files.writeString(graph, bytes, ISO_8859_1);
    }

    private static String page(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(path + TestServer.text(answer)).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode inspect(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/inspect"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"own-gpt2", "own-llama", "small-transformer"})
    void a_complete_package_lacks_nothing(String id) throws Exception {
        String page = page("/inside?model=" + id + "&prompt=the+cat+sat&target=5&against=9&layer=2&head=2");
        assertThat(page)
                .doesNotContain("class=\"missing\"")
                .contains("Why it looks there", "On the way", "Head 2", "Turn off");

        JsonNode answer = inspect("{\"model\": \"" + id + "\", \"prompt\": \"the cat sat\"}");
        assertThat(answer.get("missing")).isEmpty();
        assertThat(answer.get("lens")).hasSize(5);
        for (String which : List.of("target", "against")) {
            assertThat(answer.get("sum").get(which).asDouble())
                    .isCloseTo(answer.get(which).get("logit").asDouble(), within(1e-4));
        }
        for (JsonNode head : answer.get("attention")) {
            double all = StreamSupport.stream(head.get("scores").spliterator(), false)
                    .mapToDouble(score -> Math.exp(score.asDouble()))
                    .sum();
            for (int at = 0; at < head.get("weights").size(); at++) {
                assertThat(Math.exp(head.get("scores").get(at).asDouble()) / all)
                        .isCloseTo(head.get("weights").get(at).asDouble(), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"own-gpt2", "own-llama"})
    void switches_change_an_answer_and_without_them_it_is_as_before(String id) throws Exception {
        String request = "{\"model\": \"" + id + "\", \"prompt\": \"the cat sat\", \"target\": 5, \"switches\": {%s}}";
        JsonNode before = inspect(request.formatted(""));

        JsonNode after = inspect(request.formatted("\"1.3\": 0, \"2.mlp\": 0.5"));

        assertThat(after.get("target").get("logit"))
                .isNotEqualTo(before.get("target").get("logit"));
        assertThat(after.get("sum").get("target").asDouble())
                .isCloseTo(after.get("target").get("logit").asDouble(), within(1e-4));
        assertThat(inspect(request.formatted("\"1.3\": 1"))).isEqualTo(before);
        assertThat(page("/inside?model=" + id + "&prompt=the+cat+sat&switch.1.3=0&target=5"))
                .contains("Switched inside the model", "for=\"switch.1.3\">head 3 of layer 1");
    }

    /** @param what of the API's answer; {@code says} is in its reasons, and those of {@code onPage} on the page */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    gpt2              | parts lens attention scores          | no inspect.onnx                                | parts
                    llama             | switches                             | inputs head_scale and mlp_scale                | switches
                    no-queries        | scores                               | outputs queries, keys, values                  | scores
                    no-values         | from scores                          | attentions, values and output_weight           | from scores
                    no-weights        | from                                 | attentions, values and output_weight           | from
                    no-parts-of-heads | heads scores                         | both attention_out and output_weight           | heads scores
                    no-mlps           | heads                                | lacks mlp_out                                  | heads
                    no-attention      | from attention                       | lacks the outputs attentions                   | from attention
                    no-vectors        | lens                                 | inputs_embeds, hidden_states and final_norm    | lens
                    no-embeddings     | parts lens                           | outputs inputs_embeds, hidden_states           | parts
                    no-norm           | parts lens                           | final_norm.weight and final_norm.scale         | parts
                    no-table          | parts lens                           | the input rows and the output output_rows      | parts
                    no-gates          | attention gates                      | lacks the output gates                         | attention
                    small-lstm        | attention                            | does not look back                             | attention
                    """)
    void what_is_missing_is_said_with_the_way_to_get_it(String id, String what, String says, String onPage)
            throws Exception {
        JsonNode missing = inspect("{\"model\": \"" + id + "\", \"prompt\": \"the cat sat\"}")
                .get("missing");

        assertThat(missing.findValuesAsText("what")).containsExactly(what.split(" "));
        assertThat(missing.findValuesAsText("why").toString()).contains(says);
        boolean lstm = id.equals("small-lstm") || id.equals("no-gates");
        String page = page("/inside?model=" + id + "&prompt=the+cat+sat&target=5&layer=1" + (lstm ? "" : "&head=1"));
        for (JsonNode lack : missing) {
            String why = lack.get("why").asText();
            boolean never = lack.get("what").asText().equals("attention") && lstm;
            assertThat(why).startsWith(never ? id : "").contains(id).endsWith(".");
            assertThat(why.contains(GUIDE)).isEqualTo(!never);
            if (List.of(onPage.split(" ")).contains(lack.get("what").asText())) {
                String alone = never ? why : why.substring(0, why.indexOf(" " + GUIDE));
                assertThat(page).contains("<p class=\"missing\">" + alone + "</p>");
                assertThat(page.contains("<p class=\"missing\">" + GUIDE))
                        .isEqualTo(!id.equals("small-lstm") && !id.equals("no-gates"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-table, 0",
        "no-norm, 0",
        "no-embeddings, 0",
        "gpt2, 0",
        "own-llama, 1",
        "no-vectors, 1",
        "small-lstm, 1"
    })
    void only_tokens_that_have_a_bill_have_a_link_to_it(String id, int bills) throws Exception {
        String play = page("/play?model=" + id + "&prompt=the+cat+sat");

        assertThat(play).contains("id=\"a-candidates\"");
        assertThat(play.contains("class=\"why\"")).isEqualTo(bills > 0);
        assertThat(play.contains(Messages.ENGLISH.say("candidates.bills"))).isEqualTo(bills > 0);
        assertThat(page("/inside?model=" + id + "&prompt=the+cat+sat&target=5").contains("class=\"bill\""))
                .as("the bill that a link would lead to")
                .isEqualTo(bills > 0);
    }

    /** Without it the output table is the token table, which is right for a model that has only one. */
    @Test
    void a_model_with_one_table_needs_no_output_of_its_rows() throws Exception {
        assertThat(inspect("{\"model\": \"no-rows\", \"prompt\": \"the cat sat\"}")
                        .get("missing"))
                .isEmpty();
    }

    @Test
    void the_stations_say_what_they_lack() throws Exception {
        String start = "&prompt=the+cat+sat&target=5";
        assertThat(page("/inside?model=no-lens" + start)).contains("lacks the outputs lens_logits.</p>", GUIDE);
        assertThat(page("/inside?model=no-vectors" + start)).contains("lacks the outputs hidden_states.</p>", GUIDE);
        assertThat(page("/inside?model=no-embeddings" + start)).contains("lacks the output inputs_embeds.</p>", GUIDE);
        assertThat(page("/inside?model=no-attention&layer=2" + start))
                .contains("lacks the outputs attentions.</p>", GUIDE);
    }

    @Test
    void a_list_of_what_is_missing_says_the_way_once() throws Exception {
        String page = page("/inside?model=no-layers&prompt=the+cat+sat&station=layers");

        assertThat(page).contains("lacks the outputs hidden_states.</p>", "lacks the outputs attentions.</p>");
        assertThat(page).containsOnlyOnce(GUIDE);
    }
}
