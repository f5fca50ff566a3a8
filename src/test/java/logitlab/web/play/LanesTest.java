package logitlab.web.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import logitlab.TestServer;
import logitlab.web.Messages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground with one, two, three and four lanes: every sentence is right for their number, and each has its letter. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LanesTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static final List<String> LANES = List.of(
            "&a=greedy",
            "&b=sample&b.temperature=0.8",
            "&c=sample&c.name=Hot&c.temperature=1.5",
            "&d=sample&d.top-k=5");

    private static final Pattern WRONG_FOR_SOME =
            Pattern.compile("(?i)\\b(both|the two|two) lanes\\b|\\b(sampled|greedy) lane\\b");

    private static String page(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(TestServer.uri(path)).build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    private static String withLanes(int count, int at) throws Exception {
        return page("/play?prompt=Once+upon+a+time+there+was+a&at=" + at + String.join("", LANES.subList(0, count)));
    }

    private static int times(String page, String pattern) {
        return (int) Pattern.compile(pattern).matcher(page).results().count();
    }

    @ParameterizedTest
    @CsvSource({"1, one decoder", "2, two decoders", "3, three decoders", "4, four decoders"})
    void the_picture_says_how_many_decoders_share_the_draw(int count, String words) throws Exception {
        String page = withLanes(count, 0);
        assertThat(page).contains(">One draw, " + words + "<");
        assertThat(times(page, "<article class=\"story\"")).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void no_sentence_counts_or_names_lanes_wrongly(int count) throws Exception {
        for (int at : new int[] {0, 12}) {
            assertThat(withLanes(count, at)).doesNotContainPattern(WRONG_FOR_SOME);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void each_lane_has_its_letter_in_the_picture_the_texts_the_table_and_the_settings(int count) throws Exception {
        String page = withLanes(count, 0);
        for (String letter : List.of("A", "B", "C", "D").subList(0, count)) {
            assertThat(page).contains("<tspan class=\"strip__mark\">" + letter + "</tspan>");
            assertThat(times(page, "<span class=\"mark\">" + letter + "</span>"))
                    .as("step bar, story, tabs and heading of the candidates, tabs of the settings")
                    .isEqualTo(5);
        }
    }

    @Test
    void a_lane_alone_needs_no_letter_in_the_picture_and_no_tabs_for_its_candidates() throws Exception {
        assertThat(withLanes(1, 0)).doesNotContain("strip__mark", "candidates-tabs");
    }

    @Test
    void where_the_lanes_part_is_said_for_two_of_them_and_for_more() throws Exception {
        assertThat(withLanes(1, 12)).doesNotContain("Here the lanes split", "The lanes split at");
        assertThat(withLanes(2, 0))
                .containsPattern("Here the lanes split: Greedy took “␣\\w+”, Sampled took “␣\\w+”\\.");
        assertThat(withLanes(2, 12)).contains("The lanes split at token 1, so they now look at different texts.");
        assertThat(withLanes(3, 0)).contains("Here the lanes split: not all of them take the same token.");
        assertThat(withLanes(4, 12))
                .contains("The lanes split at token 1, so they no longer all look at the same text.");
    }

    @Test
    void lanes_that_are_called_the_same_have_their_letters_in_sentences() throws Exception {
        String page = page("/play?prompt=x&a=greedy&b=sample&c=sample&d=sample&d.name=Sampled");
        assertThat(page)
                .contains("Sampled B: “", "Sampled C: “", "Sampled D: “")
                .contains("Greedy: “");
        assertThat(page("/play?prompt=x&a=sample&a.name=Hot&b=sample&b.name=Hot"))
                .contains("Hot A: “", "Hot B: “");
    }

    @ParameterizedTest
    @CsvSource({
        "a=sample&a.top-p=2, Lane A: Top-p must be above 0",
        "a=greedy&b=sample&b.top-p=2, Lane B: Top-p must be above 0",
        "a=greedy&b=sample&c=sample&c.top-p=2, Lane C: Top-p must be above 0",
        "a=greedy&b=sample&c=sample&d=sample&d.top-p=2, Lane D: Top-p must be above 0"
    })
    void what_is_wrong_is_said_with_the_letter_of_the_lane(String lanes, String sentence) throws Exception {
        assertThat(page("/play?prompt=x&" + lanes)).contains(sentence).doesNotContainPattern(WRONG_FOR_SOME);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void there_are_one_to_four_lanes(int count) throws Exception {
        String page = withLanes(count, 0);
        assertThat(times(page, ">Copy this lane<")).isEqualTo(count == 4 ? 0 : count);
        assertThat(times(page, ">Remove this lane<")).isEqualTo(count == 1 ? 0 : count);
        assertThat(page.contains("id=\"another-lane\"")).isEqualTo(count < 4);
    }

    @Test
    void no_message_of_the_playground_counts_lanes() {
        assertThat(Messages.ENGLISH.keys())
                .filteredOn(key -> key.matches("(play|lab|lane|settings|candidates|choice|strip|stream|field)\\..*"))
                .allSatisfy(key ->
                        assertThat(Messages.ENGLISH.say(key, 3, 3, 3, 3, 3, 3)).doesNotContainPattern(WRONG_FOR_SOME));
    }
}
