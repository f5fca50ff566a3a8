package logitlab.web.tool.paths;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.TestServer;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the paths that were tried, on the real server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathsPageTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String STEP = "?prompt=The+cat&at=0&tree=7s.8z_1.5&a=greedy&a.ids=7s.5&b=sample&b.ids=8z";

    private static String page(String address) {
        HttpResponse<String> answer = TestServer.get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> send(String query, String file) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.json\"\r\n\r\n" + file
                + "\r\n--b--\r\n";
        HttpRequest request = HttpRequest.newBuilder(TestServer.uri("/play/paths/open" + query))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static int times(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void the_tree_has_each_path_once_in_the_picture_and_in_the_list_with_the_lanes_that_are_there() {
        String page = page("/play/paths" + STEP);
        assertThat(page).contains("There are 3 paths with 4 tokens in all");
        assertThat(times(page, "class=\"paths__end\"")).isEqualTo(3);
        assertThat(times(page, "class=\"paths__tip\"")).isEqualTo(3);
        assertThat(page).contains("lane A is here:", "lane B is here:");
        assertThat(times(page, "name=\"path\" value=\"b\\."))
                .as("lane b is at the third already")
                .isEqualTo(2);
        assertThat(page).contains("name=\"path\" value=\"b.7s.8z\"").contains("&amp;path=b.7s.8z\"");
    }

    @Test
    void probabilities_are_the_models() {
        LanguageModel model = TestServer.models().first();
        Prefix prompt = model.prompt("The cat");
        double first = model.logits(prompt).logProbability(280);
        double second = model.logits(prompt.plus(List.of(280))).logProbability(323);
        String sum = String.format(Locale.ROOT, "ln p = −%.2f", -(first + second));
        assertThat(page("/play/paths" + STEP)).contains(sum);
    }

    @Test
    void without_another_path_the_page_says_how_to_try_one() {
        assertThat(page("/play/paths?prompt=The+cat&a=greedy")).contains("No other path has been tried yet");
        assertThat(page("/play/paths" + STEP)).doesNotContain("No other path has been tried yet");
    }

    @Test
    void lanes_on_models_of_their_own_have_no_place_in_the_tree() {
        String page = page("/play/paths?prompt=The+cat&tree=7s&a=greedy&a.model=storyteller-lstm");
        assertThat(page).contains("no lane can take one of these paths").doesNotContain("name=\"path\"");
        String other = page("/play/paths?prompt=The+cat&lane=a&tree=7s&a=greedy&a.model=storyteller-lstm&b=greedy");
        assertThat(other).contains("name=\"path\" value=\"b.7s\"").doesNotContain("lane A is here:");
    }

    @Test
    void a_tree_that_is_nearly_too_big_for_a_link_says_so() {
        String ids = IntStream.range(0, 499).mapToObj(id -> "5").collect(Collectors.joining("."));
        HttpResponse<String> longer = TestServer.get("/play/paths?prompt=The+cat&tree=" + ids);
        assertThat(longer.statusCode())
                .as("a path that does not fit the context")
                .isEqualTo(400);
        String tree = IntStream.range(0, 250)
                .mapToObj(at -> "0." + Integer.toString(1000 + at, 36) + ".7")
                .collect(Collectors.joining("_"))
                .substring(2);
        assertThat(page("/play/paths?prompt=The+cat&at=2&a=greedy&tree=" + tree))
                .contains("These paths do not fit into a link, which has room for 500 tokens and 6,000 characters")
                .contains("The page shows the first 100 paths; there are 151 more");
        assertThat(page("/play?prompt=The+cat&at=2&a=greedy&tree=" + tree))
                .contains("The 251 paths tried: the link has no room for the next");
    }

    @Test
    void a_saved_file_opens_the_same_tree_again() throws Exception {
        HttpResponse<String> saved = TestServer.get("/play/paths.json" + STEP);
        assertThat(saved.headers().firstValue("content-disposition").orElse(""))
                .contains("attachment", "logit-lab-paths.json");
        HttpResponse<String> opened = send("", saved.body());
        assertThat(opened.statusCode()).isEqualTo(303);
        String address = opened.headers().firstValue("location").orElseThrow();
        assertThat(address).startsWith("/play/paths?v=1").contains("&tree=7s.8z_1.5_0.8z&");
        assertThat(page(address)).contains("There are 3 paths with 4 tokens in all");
    }

    @Test
    void a_file_that_is_too_big_for_a_link_is_shown_right_away_and_each_path_opens() throws Exception {
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            paths.append(i == 0 ? "" : ",").append("[").append(1000 + i).append("]");
        }
        String link = new ObjectMapper()
                .readTree(TestServer.get("/play/paths.json" + STEP).body())
                .get("link")
                .textValue();
        HttpResponse<String> opened = send(
                "",
                "{\"format\":\"logit-lab-paths\",\"version\":1,\"link\":\"" + link + "\",\"paths\":[" + paths + "]}");
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body())
                .contains("There are 600 paths with 600 tokens in all")
                .contains("The paths of this file do not fit into a link")
                .contains("name=\"path\" value=\"b.rs\"")
                .doesNotContain("name=\"tree\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no file of paths", "{\"format\": \"logit-lab-paths\"}"})
    void a_bad_file_is_told_and_the_page_keeps_its_paths(String file) throws Exception {
        HttpResponse<String> answer = send(STEP, file);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        file.isEmpty()
                                ? "The file is required."
                                : "The file must be a file of paths that this site has saved")
                .contains("There are 3 paths with 4 tokens in all");
    }

    @Test
    void ids_outside_the_vocabulary_and_a_wrong_link_in_a_file_are_told() throws Exception {
        String file = "{\"format\":\"logit-lab-paths\",\"version\":1,\"link\":\"prompt=x%s\",\"paths\":[[9999]]}";
        assertThat(send("", file.formatted("")).body()).contains("The tree of paths must be from 0 to 4095");
        HttpResponse<String> wrong = send("", file.formatted("&b=sample&b.top-p=7"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Lane B: Top-p must be above 0 and at most 1");
        assertThat(send("", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    }
}
