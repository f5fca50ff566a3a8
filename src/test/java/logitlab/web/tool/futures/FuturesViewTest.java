package logitlab.web.tool.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.Messages;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.tool.OpenedTool;
import logitlab.web.tool.ToolRoute;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of all futures and of a hundred texts show. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FuturesViewTest {

    private static final Models MODELS = TestServer.models();
    private static final String LINK = "v=1&prompt=Once+upon+a+time&at=2&b=sample&b.temperature=0.8&b.top-p=0.95";

    private static OpenedTool open(Tool tool, String query) {
        return ToolRoute.open(tool, Query.parse(query), MODELS);
    }

    private static FuturesView futures(String query) {
        return FuturesView.of(Messages.ENGLISH, open(Tool.FUTURES, query), Permit.AT_ONCE);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&probabilities=model", "&model=storyteller-lstm"})
    void the_tiles_fill_the_picture_and_the_area_of_each_is_its_probability(String more) {
        for (FutureMap map : futures(LINK + more).maps()) {
            double whole = map.width() * map.height();
            double sum = map.tiles().stream()
                    .mapToDouble(tile -> number(tile.width()) * number(tile.height()))
                    .sum();
            assertThat(sum).isCloseTo(whole, within(0.002 * whole));
            assertThat(map.tiles()).anyMatch(tile -> tile.kind().equals("else"));
            map.tiles().stream()
                    .filter(tile -> tile.kind().equals("path") && tile.title().matches("[^%]*: \\d[^%]*%.*"))
                    .forEach(tile -> {
                        double percent = number(tile.title().replaceAll(".*: ([0-9.]+)% \\(.*", "$1"));
                        double area = number(tile.width()) * number(tile.height());
                        assertThat(100 * area / whole).isCloseTo(percent, within(0.03));
                    });
        }
    }

    @Test
    void children_and_everything_else_of_a_place_add_up_in_the_table() {
        FuturesView view = futures(LINK + "&probabilities=model");
        List<FuturesView.Row> first =
                view.rows().stream().filter(row -> row.before().isEmpty()).toList();
        assertThat(first).hasSizeGreaterThan(2);
        assertThat(first.get(first.size() - 1).token()).startsWith("everything else");
        assertThat(first.stream().mapToDouble(row -> number(row.step())).sum()).isCloseTo(100, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "0.01"})
    void the_picture_of_a_flat_or_a_sharp_distribution_is_whole(String temperature) {
        for (FutureMap map :
                futures("at=0&lane=b&b=sample&b.temperature=" + temperature).maps()) {
            double sum = map.tiles().stream()
                    .mapToDouble(tile -> number(tile.width()) * number(tile.height()))
                    .sum();
            assertThat(sum).isCloseTo(map.width() * map.height(), within(0.002 * map.width() * map.height()));
            assertThat(map.tiles())
                    .filteredOn(tile -> tile.kind().equals("path"))
                    .allMatch(tile -> tile.address().matches(".*&path=b\\.[0-9a-z.]+"));
        }
    }

    @Test
    void a_tile_and_a_row_lead_to_the_playground_with_the_tokens_of_the_path() {
        FuturesView view = futures(LINK);
        String address = view.rows().stream()
                .filter(row -> row.before().equals("a little") && row.token().equals("␣boy"))
                .findFirst()
                .orElseThrow()
                .address();
        assertThat(address).startsWith("/play?v=1&").matches(".*&path=[a-d]\\.[0-9a-z.]+");
        HttpResponse<String> opened = TestServer.get(address);
        assertThat(opened.uri().getQuery()).matches(".*&[a-d]\\.forced=[0-9.]+.*");
        assertThat(opened.body()).contains("boy", "chosen by hand");
        Stream<FutureMap.Tile> tiles = view.maps().stream().flatMap(map -> map.tiles().stream());
        assertThat(tiles.filter(tile -> !tile.kind().equals("else")))
                .allMatch(tile -> tile.address().startsWith("/play?v=1&"));
    }

    @Test
    void a_page_stays_small_whatever_the_length_of_the_link() {
        HttpResponse<String> usual = TestServer.get("/play/futures?" + LINK);
        HttpResponse<String> longest = TestServer.get("/play/futures?prompt=" + "%C3%A9".repeat(120) + "&at=3");
        assertThat(usual.statusCode()).isEqualTo(200);
        assertThat(usual.body().length()).isLessThan(300_000);
        assertThat(longest.statusCode()).isEqualTo(200);
        assertThat(longest.body().length()).isLessThan(700_000);
    }

    @Test
    void a_greedy_lane_has_one_way_and_a_finished_one_none() {
        FuturesView greedy = futures("prompt=Once&a=greedy&lane=a");
        assertThat(greedy.rows().get(0).step()).isEqualTo("100.00%");
        assertThat(greedy.temperature()).isEmpty();
        FuturesView ended = futures("prompt=The+cat&a=greedy&b=sample&b.ids=0&at=2&lane=b");
        assertThat(ended.finished()).isPresent();
        assertThat(ended.rows()).hasSize(0);
    }

    @Test
    void a_wrong_value_is_named() {
        HttpResponse<String> answer = TestServer.get("/play/futures?probabilities=x");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("lane, model");
        assertThat(TestServer.get("/play/futures?b=sample&b.temperature=0").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_hundred_texts_are_counted_by_their_beginnings() {
        TextsView view = TextsView.of(Messages.ENGLISH, open(Tool.TEXTS, LINK), Permit.AT_ONCE);
        assertThat(view.texts()).hasSize(100);
        assertThat(view.rows().stream()
                        .filter(row -> row.level() == 0)
                        .mapToInt(TextsView.Row::count)
                        .sum())
                .isEqualTo(100);
        FuturesView futures = futures(LINK);
        TextsView.Row boys = view.rows().stream()
                .filter(row -> row.beginning().equals("a little boy"))
                .findFirst()
                .orElseThrow();
        assertThat(boys.count()).isEqualTo((int) view.texts().stream()
                .filter(text -> text.text().startsWith("a little boy"))
                .count());
        assertThat(boys.probability())
                .isEqualTo(futures.rows().stream()
                        .filter(row ->
                                row.before().equals("a little") && row.token().equals("␣boy"))
                        .findFirst()
                        .orElseThrow()
                        .path());
        TextsView.Text third = view.texts().get(2);
        assertThat(third.seed()).isEqualTo("41");
        assertThat(TestServer.getFirst(third.address()).statusCode()).isEqualTo(200);
    }
}
