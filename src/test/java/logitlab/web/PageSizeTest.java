package logitlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.PostProcessed;
import logitlab.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page may grow with the number of tokens, but not with its square, on a model with room for thousands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageSizeTest {

    private static final int IDS = 400;

    private static TestServer.Own server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path bigram = Path.of("src", "test", "resources", "model", "bigram");
        Path config =
                PostProcessed.copy(bigram, folder, new int[] {1}, new int[0]).resolve("config.json");
        Files.writeString(config, Files.readString(config).replace(": 32,", ": 4096,"));
        server = TestServer.with("--models", folder.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Ids that no decoder would choose in a row. */
    private static String ids(int count) {
        return IntStream.range(0, count)
                .map(i -> 3 + i * 37 % 256)
                .mapToObj(id -> Integer.toString(id, 36))
                .collect(Collectors.joining("."));
    }

    private static String lanes(int count) {
        return Stream.of("a", "b", "c", "d")
                .map(lane -> "&" + lane + "=sample&" + lane + ".ids=" + ids(count))
                .collect(Collectors.joining("", "&prompt=the+cat&at=" + (count - 2), ""));
    }

    private static int size(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(path.substring(0, 20)).isEqualTo(200);
        return answer.body().length();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/play?v=1",
                "/play/step?v=1",
                "/play/settings?v=1",
                "/play/roll?v=1",
                "/play/stream?steps=1&speed=100"
            })
    void twice_the_ids_of_four_lanes_at_most_double_the_playground(String path) throws Exception {
        assertThat(size(path + lanes(2 * IDS))).isLessThanOrEqualTo(2 * size(path + lanes(IDS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/look", "/tokens", "/embedding", "/layers", "/logits", "/choice"})
    void twice_the_ids_at_most_double_the_look_inside(String part) throws Exception {
        String path = "/inside" + part + "?prompt=the+cat&ids=";
        assertThat(size(path + ids(2 * IDS))).isLessThanOrEqualTo(2 * size(path + ids(IDS)));
    }

    @Test
    void two_texts_as_a_batch_are_no_exception() throws Exception {
        String one = "/inside/look?prompt=" + "a".repeat(600) + "&other=" + "b".repeat(600);
        String two = "/inside/look?prompt=" + "a".repeat(1200) + "&other=" + "b".repeat(1200);
        assertThat(size(two)).isLessThanOrEqualTo(2 * size(one));
    }

    @Test
    void a_station_in_a_lesson_is_none_either() {
        String path = "/lessons/inside/widgets/deep?deep.prompt=";
        int one = TestServer.get(path + "Once+".repeat(100)).body().length();
        int two = TestServer.get(path + "Once+".repeat(200)).body().length();
        assertThat(two).isLessThanOrEqualTo(2 * one);
    }

    @Test
    void of_many_tokens_chosen_by_hand_the_first_twenty_have_a_button_and_the_others_are_counted() throws Exception {
        String lab = server.get("/play/step?v=1" + lanes(100)).body();
        assertThat(lab.split("class=\"verification__step\"", -1)).hasSize(1 + 20);
        assertThat(lab)
                .contains("form=\"lanes\" name=\"at\" value=\"0\">Sampled A, token 1</button>")
                .containsPattern("and \\d{3} more\\.");
    }
}
