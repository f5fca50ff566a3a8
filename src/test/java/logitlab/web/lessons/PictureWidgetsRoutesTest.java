package logitlab.web.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import logitlab.TestServer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The drawings in the lessons, as a browser without JavaScript gets them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PictureWidgetsRoutesTest {

    private static String page(String address) {
        HttpResponse<String> answer = TestServer.get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Stream<String> found(String pattern, String page) {
        return Pattern.compile(pattern).matcher(page).results().map(match -> match.group(1));
    }

    @Test
    void the_map_marks_and_lists_the_neighbours_of_the_chosen_token() {
        String map = page("/lessons/numbers/widgets/map?map.token=mother");
        assertThat(map).contains("“␣mother”: of the other 199 tokens here, “␣father” points most nearly the same way");
        assertThat(found("atlas__token atlas__token--(near)\"", map)).hasSize(8);
        assertThat(found("<circle class=\"(atlas__dot)\"", map)).hasSize(200);
        assertThat(map).contains("href=\"/lessons/numbers?map.token=father#map\"", "Choose from all 200 words");
        assertThat(page("/lessons/numbers?map.token=father")).contains("value=\"father\"");
    }

    @Test
    void a_word_of_several_tokens_is_named_at_its_field() {
        HttpResponse<String> answer = TestServer.get("/lessons/numbers?map.token=hippopotamus");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("data-problem-field=\"map.token\"", "must be a single token, together with the space");
    }

    @Test
    void attention_unfolds_by_links() {
        String closed = page("/lessons/inside/widgets/asked");
        assertThat(closed)
                .contains("href=\"/lessons/inside?asked.show=offer#asked\"", "begin with")
                .doesNotContain("offers (key)", "√32");
        String open = page("/lessons/inside/widgets/asked?asked.show=add&asked.layer=2");
        assertThat(open).contains("offers (key)", "Divided by √32", "gives (value × weight)", "Head 4 of layer 2");
        List<String> weights = found("(\\d+\\.\\d\\d)%<svg", open).toList();
        assertThat(weights).hasSize(6);
        assertThat(weights.stream().mapToDouble(Double::parseDouble).sum()).isCloseTo(100, within(0.03));
        assertThat(found("<input type=\"hidden\" name=\"(asked\\.[a-z]+)\"", open))
                .containsExactlyInAnyOrder("asked.layer", "asked.show");
    }

    @Test
    void a_drawing_has_no_form_and_its_links_keep_its_other_values() {
        String drawing = page("/lessons/inside/widgets/mlp?mlp.layer=2");
        assertThat(drawing)
                .contains("MLP: in layer 2 it adds a vector of length")
                .doesNotContain("<form");
        assertThat(drawing).contains("href=\"/lessons/inside?mlp.layer=2&amp;mlp.position=4#mlp\"");
        assertThat(page("/lessons/inside"))
                .contains("Residual stream: at “␣is”, 14 parts", "Layer norm: before layer 1");
        assertThat(TestServer.get("/lessons/inside?mlp.prompt=hot").statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_age_is_chosen_by_a_link_and_kept_by_the_form() {
        String young = page("/lessons/training/widgets/falling?falling.age=250");
        assertThat(young).contains("After 250 steps: a loss of 5.03 nats per token, a perplexity of 153.2.");
        assertThat(young).contains("Sampled with seed 7, Temperature\u00a00.8, Top-p\u00a00.95", ">Greedy<");
        assertThat(young).contains("<input type=\"hidden\" name=\"falling.age\" value=\"250\">");
        assertThat(young)
                .contains("aria-label=\"0 steps, a loss of 8.32\"", "aria-label=\"24,895 steps, a loss of 3.70\"");
        String unborn = page("/lessons/training/widgets/falling?falling.age=0");
        assertThat(unborn)
                .contains("Before the first step, all is guessed at random: a loss of 8.32")
                .doesNotContain(">Greedy<");
    }
}
