package logitlab.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.pack.ModelLoader;
import logitlab.web.Messages;
import logitlab.web.inside.drawing.VectorHeatmap;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Query;
import logitlab.web.link.Station;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares every number in the look inside with a second source: NumPy, which computed it from the weights alone, the fast graph, or
 * plain Java in this class.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InsideTest {

    private static final Models MODELS = ModelLoader.load(List.of(
            Path.of("models", "storyteller"),
            Path.of("models", "storyteller-lstm"),
            Path.of("src", "test", "resources", "model", "bigram")));

    @AfterAll
    static void close() {
        MODELS.close();
    }

    private static final String PROMPT = "prompt=Once+upon+a+time+there+was+a+little+girl+who";

    private static JsonNode numpy(String id) {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("src", "test", "resources", id, "inside.json")
                            .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenedInsideLink look(String query) {
        return OpenedInsideLink.open(Messages.ENGLISH, InsideLink.parse(Query.parse(query)), MODELS);
    }

    /** The number in a text such as {@code −0.0213} or {@code length 8.58}; a percentage as a share. */
    private static double number(String text) {
        String digits = text.replace('−', '-').replaceAll("[^0-9.-]", "");
        return Double.parseDouble(digits) / (text.contains("%") ? 100 : 1);
    }

    /** The logits after {@code text} and their softmax, in plain Java from the fast graph's floats. */
    private static double[] softmax(Logits logits) {
        double[] exponentials = IntStream.range(0, logits.size())
                .mapToDouble(id -> Math.exp(logits.at(id)))
                .toArray();
        double sum = DoubleStream.of(exponentials).sum();
        return DoubleStream.of(exponentials).map(e -> e / sum).toArray();
    }

    private static List<Integer> byLogit(Logits logits) {
        return IntStream.range(0, logits.size())
                .boxed()
                .sorted((a, b) -> Double.compare(logits.at(b), logits.at(a)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void vectors_neighbours_and_the_lens_are_those_of_numpy(String id) {
        JsonNode all = numpy(id);
        for (JsonNode expected : all.path("positions")) {
            int position = expected.path("position").asInt();
            OpenedInsideLink opened = look(PROMPT + "&model=" + id + "&position=" + position);
            assertThat(opened.text().ids().boxed().toList())
                    .isEqualTo(IntStream.range(0, all.path("ids").size())
                            .mapToObj(i -> all.path("ids").path(i).asInt())
                            .toList());

            EmbeddingView embedding = EmbeddingView.of(opened, StationHeader.Part.ofAll(Station.EMBEDDING));
            assertCells(embedding.cells().orElseThrow(), expected.path("embedding"));
            for (JsonNode neighbours : all.path("neighbours")) {
                if (neighbours.path("id").asInt() == opened.text().at(position)) {
                    for (int i = 0; i < 5; i++) {
                        JsonNode near = neighbours.path("nearest").path(i);
                        assertThat(embedding.nearest().get(i).id())
                                .isEqualTo(near.path("id").asInt());
                        assertThat(number(embedding.nearest().get(i).cosine()))
                                .isCloseTo(near.path("cosine").asDouble(), within(6e-4));
                    }
                }
            }

            LayersView layers = LayersView.of(opened, StationHeader.Part.ofAll(Station.LAYERS));
            assertThat(layers.cards()).hasSize(expected.path("hidden").size());
            for (LayersView.Card card : layers.cards()) {
                JsonNode hidden = expected.path("hidden").path(card.number());
                assertThat(number(card.cells().orElseThrow().norm()))
                        .isCloseTo(hidden.path("norm").asDouble(), within(6e-3));
                JsonNode lens = expected.path("lens").path(card.number());
                for (int i = 0; i < 3; i++) {
                    LayersView.Guess guess = card.lens().orElseThrow().best().get(i);
                    assertThat(guess.token())
                            .isEqualTo(opened.token(lens.path(i).path("id").asInt()));
                    assertThat(number(guess.probability()))
                            .isCloseTo(lens.path(i).path("probability").asDouble(), within(1.5e-4));
                }
            }
            assertCells(
                    layers.opened().orElseThrow().hidden().orElseThrow(),
                    expected.path("hidden").path(1));
        }
    }

    private static void assertCells(VectorHeatmap heatmap, JsonNode expected) {
        List<String> first = heatmap.rows().get(0).values();
        for (int i = 0; i < expected.path("first").size(); i++) {
            double value = expected.path("first").path(i).asDouble();
            assertThat(number(first.get(i))).isCloseTo(value, within(2e-4));
            assertThat(heatmap.cells().get(i).title()).isEqualTo("number " + (i + 1) + ": " + first.get(i));
        }
        assertThat(number(heatmap.norm())).isCloseTo(expected.path("norm").asDouble(), within(6e-3));
        double root = expected.path("norm").asDouble() / Math.sqrt(heatmap.width());
        assertThat(number(heatmap.scale())).isCloseTo(2.5 * root, within(1e-3));
        assertThat(heatmap.rows().stream().mapToInt(row -> row.values().size()).sum())
                .isEqualTo(heatmap.width())
                .isEqualTo(heatmap.cells().size());
    }

    @Test
    void attention_is_that_of_numpy_head_by_head_and_averaged() {
        JsonNode expected = numpy("storyteller").path("positions").path(2);
        int position = expected.path("position").asInt();
        for (int layer = 1; layer <= expected.path("attention").size(); layer++) {
            JsonNode heads = expected.path("attention").path(layer - 1);
            for (int head = 0; head <= heads.size(); head++) {
                OpenedInsideLink opened = look(PROMPT + "&layer=" + layer + (head == 0 ? "" : "&head=" + head));
                AttentionView view = LayersView.of(opened, StationHeader.Part.ofAll(Station.LAYERS))
                        .opened()
                        .orElseThrow()
                        .attention()
                        .orElseThrow();
                assertThat(view.heads()).hasSize(heads.size() + 1);
                assertThat(view.looks()).hasSize(position + 1);
                AttentionView.MatrixRow last = view.matrix().rows().get(position);
                int of = head;
                for (int at = 0; at <= position; at++) {
                    int key = at;
                    double weight = head == 0
                            ? IntStream.range(0, heads.size())
                                    .mapToDouble(h -> heads.path(h).path(key).asDouble())
                                    .average()
                                    .orElseThrow()
                            : heads.path(of - 1).path(at).asDouble();
                    assertThat(number(view.looks().get(at).weight())).isCloseTo(weight, within(1.5e-4));
                    assertThat(number(view.looks().get(at).width()) * 1).isCloseTo(weight, within(1.5e-4));
                    AttentionView.MatrixCell cell = last.cells().get(at);
                    assertThat(number(cell.opacity())).isCloseTo(Math.sqrt(weight), within(6e-3));
                    assertThat(cell.title()).contains(view.looks().get(at).weight());
                }
            }
        }
    }

    @Test
    void the_cells_of_the_lstm_are_those_of_numpy() {
        for (JsonNode expected : numpy("storyteller-lstm").path("positions")) {
            for (int layer = 1; layer <= 2; layer++) {
                LayersView view = LayersView.of(
                        look(PROMPT + "&model=storyteller-lstm&layer=" + layer + "&position="
                                + expected.path("position").asInt()),
                        StationHeader.Part.ofAll(Station.LAYERS));
                List<LayersView.NamedCells> states = view.opened().orElseThrow().states();
                JsonNode cells = expected.path("cells").path(layer - 1);
                assertCells(states.get(0).cells(), cells.path("h"));
                assertCells(states.get(1).cells(), cells.path("c"));
                assertThat(view.opened().orElseThrow().attention()).isEmpty();
                assertThat(view.missing()).singleElement().asString().contains("no attention");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void scores_are_the_fast_graphs_logits_and_their_softmax(String id) {
        OpenedInsideLink opened = look(PROMPT + "&position=4&model=" + id);
        LanguageModel model = MODELS.get(id);
        Logits logits = model.logits(opened.text().first(5));
        double[] softmax = softmax(logits);
        List<Integer> order = byLogit(logits);
        LogitsView view = LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS));
        assertThat(view.shape()).isEqualTo("[1, 11, 4096]");
        List<LogitsView.Score> shown =
                Stream.concat(view.top().stream(), view.bottom().stream()).toList();
        assertThat(shown)
                .extracting(LogitsView.Score::id)
                .containsExactlyElementsOf(
                        Stream.concat(order.stream().limit(8), order.stream().skip(4092))
                                .toList());
        for (LogitsView.Score score : shown) {
            assertThat(number(score.rank())).isEqualTo(order.indexOf(score.id()) + 1);
            assertThat(number(score.logit())).isCloseTo(logits.at(score.id()), within(5.1e-3));
            assertThat(number(score.probability())).isCloseTo(softmax[score.id()], within(1e-4));
        }
        int next = opened.text().at(5);
        assertThat(view.next())
                .contains("“" + opened.token(order.get(0)) + "”")
                .contains("“" + opened.token(next) + "”")
                .containsPattern("rank " + String.format("%,d", order.indexOf(next) + 1) + ",|continues with it")
                .contains(String.format("surprise of %.2f nats", -Math.log(softmax[next])));
    }

    @Test
    void the_histogram_counts_every_logit_once() {
        OpenedInsideLink opened = look(PROMPT);
        Logits logits = MODELS.first().logits(opened.text());
        LogitsView.Bars bars =
                LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS)).bars();
        int counted = 0;
        for (LogitsView.Bar bar : bars.bars()) {
            String[] words = bar.title().split("from | to |: | logits");
            double from = number(words[1]);
            double to = number(words[2]);
            int count = (int) number(words[3]);
            assertThat(count).isEqualTo((int) IntStream.range(0, logits.size())
                    .filter(i -> logits.at(i) >= from && logits.at(i) < to)
                    .count());
            counted += count;
        }
        assertThat(counted).isEqualTo(4096);
        assertThat(bars.bars()).anyMatch(bar -> bar.height().equals("100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void a_batch_shows_what_each_text_gives_alone(String id) {
        String other = "Once upon a time there was a little boy who";
        OpenedInsideLink opened = look(PROMPT + "&position=8&model=" + id + "&other=" + other.replace(' ', '+'));
        LogitsView view = LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS));
        assertThat(view.shape()).isEqualTo("[2, 11, 4096]");
        LanguageModel model = MODELS.get(id);
        List<Prefix> texts = List.of(opened.text(), model.prompt(other));
        for (int row = 0; row < 2; row++) {
            Logits alone = model.logits(texts.get(row).first(9));
            double[] softmax = softmax(alone);
            LogitsView.Text shown = view.batch().get(row);
            assertThat(shown.tokens().get(8).current()).isTrue();
            assertThat(shown.tokens().get(8).text())
                    .isEqualTo(opened.token(texts.get(row).at(8)));
            assertThat(shown.top())
                    .extracting(LogitsView.Score::id)
                    .containsExactlyElementsOf(byLogit(alone).stream().limit(5).toList());
            shown.top().forEach(score -> {
                assertThat(number(score.logit())).isCloseTo(alone.at(score.id()), within(6e-3));
                assertThat(number(score.probability())).isCloseTo(softmax[score.id()], within(2e-4));
            });
        }
    }

    @Test
    void softmax_is_worked_out_and_the_choice_goes_back_in() {
        OpenedInsideLink opened = look(PROMPT);
        Logits logits = MODELS.first().logits(opened.text());
        double[] softmax = softmax(logits);
        int best = logits.argmax();
        ChoiceStationView view = ChoiceStationView.of(opened, StationHeader.Part.ofAll(Station.CHOICE));
        double sum = IntStream.range(0, 4096)
                .mapToDouble(i -> Math.exp(logits.at(i) - logits.at(best)))
                .sum();
        assertThat(number(view.sum())).isCloseTo(sum, within(1e-4));
        assertThat(number(view.max())).isCloseTo(logits.at(best), within(5.1e-3));
        double shown = 0;
        for (int i = 0; i < 6; i++) {
            int id = byLogit(logits).get(i);
            ChoiceStationView.Line line = view.lines().get(i);
            assertThat(line.token()).isEqualTo(opened.token(id));
            assertThat(number(line.shifted())).isCloseTo(logits.at(id) - logits.at(best), within(5.1e-3));
            assertThat(number(line.exponential())).isCloseTo(Math.exp(logits.at(id) - logits.at(best)), within(1e-4));
            assertThat(number(line.probability())).isCloseTo(softmax[id], within(1e-4));
            shown += softmax[id];
        }
        assertThat(number(view.lines().get(6).probability())).isCloseTo(1 - shown, within(1e-4));
        assertThat(view.lines().get(0).state()).isEqualTo("chosen");
        assertThat(view.chosen().orElseThrow().id()).isEqualTo(best);
        assertThat(view.back()).isEmpty();

        OpenedInsideLink next = look(view.step().orElseThrow().fragment().replaceFirst(".*\\?", ""));
        assertThat(next.text()).isEqualTo(opened.text().plus(best));
        assertThat(next.position()).isEqualTo(opened.text().size());
        OpenedInsideLink back = look(ChoiceStationView.of(next, StationHeader.Part.ofAll(Station.CHOICE))
                .back()
                .orElseThrow()
                .fragment()
                .replaceFirst(".*\\?", ""));
        assertThat(back.text()).isEqualTo(opened.text());
    }

    @Test
    void sampling_chooses_as_in_the_playground() {
        OpenedInsideLink opened = look(PROMPT + "&decoder=sample&temperature=0.8&top-p=0.5&seed=3");
        ChoiceStationView view = ChoiceStationView.of(opened, StationHeader.Part.ofAll(Station.CHOICE));
        int chosen = opened.lane().run(1).ids().get(0);
        assertThat(view.chosen().orElseThrow().id()).isEqualTo(chosen);
        assertThat(view.settings()).isEqualTo("Temperature\u00a00.8, Top-p\u00a00.5");
        assertThat(view.play())
                .contains("a=sample&a.temperature=0.8&a.top-p=0.5")
                .contains("&seed=3&at=0&");
        assertThat(view.lines()).anyMatch(line -> line.state().equals("chosen"));
        double sampling = view.lines().stream()
                .map(ChoiceStationView.Line::sampling)
                .filter(share -> !share.equals("–"))
                .mapToDouble(InsideTest::number)
                .sum();
        assertThat(sampling).isCloseTo(1, within(5e-4));
    }

    @Test
    void the_picture_shows_the_same_as_the_stations() {
        OpenedInsideLink opened = look(PROMPT);
        FlowContent flow = FlowContent.of(opened, FlowDrawing.MOST_ROWS);
        List<LayersView.Card> cards =
                LayersView.of(opened, StationHeader.Part.ofAll(Station.LAYERS)).cards();
        assertThat(flow.layers()).hasSize(cards.size() - 1);
        for (FlowContent.Layer layer : flow.layers()) {
            LayersView.Guess best =
                    cards.get(layer.number()).lens().orElseThrow().best().get(0);
            assertThat(layer.token()).isEqualTo(best.token());
            assertThat(layer.probability()).isEqualTo(best.probability());
            assertThat(layer.weights().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-5));
            assertThat(layer.weights()).hasSameSizeAs(flow.rows());
        }
        ChoiceStationView next = ChoiceStationView.of(opened, StationHeader.Part.ofAll(Station.CHOICE));
        for (int i = 0; i < 6; i++) {
            assertThat(flow.best().get(i).token()).isEqualTo(next.lines().get(i).token());
            assertThat(flow.best().get(i).probability())
                    .isEqualTo(next.lines().get(i).probability());
        }
        assertThat(flow.best().get(6).probability())
                .isEqualTo(next.lines().get(6).probability());
        assertThat(flow.chosen().orElseThrow().token())
                .isEqualTo(next.chosen().orElseThrow().token());
        assertThat(FlowView.of(opened).label())
                .contains("After layer " + flow.layers().size() + " it would predict “"
                        + flow.best().get(0).token());
    }

    @Test
    void in_the_middle_the_picture_marks_the_next_token_of_the_text() {
        OpenedInsideLink opened = look(PROMPT + "&position=3");
        FlowContent flow = FlowContent.of(opened, FlowDrawing.MOST_COLUMNS);
        assertThat(flow.chosen()).isEmpty();
        assertThat(flow.best())
                .filteredOn(best -> best.state().equals("next"))
                .singleElement()
                .satisfies(best -> assertThat(best.token()).isEqualTo("␣time"));
    }

    @Test
    void pieces_of_characters_show_their_bytes() {
        TokensView view =
                TokensView.of(look("prompt=na%C3%AFve+%F0%9F%99%82"), StationHeader.Part.ofAll(Station.TOKENS));
        assertThat(view.split()).hasSize(2);
        assertThat(view.split().get(0).text()).isEqualTo("ï");
        assertThat(view.split().get(0).bytes()).containsExactly("C3", "AF");
        assertThat(String.join(" ", view.split().get(1).bytes())).isEqualTo("F0 9F 99 82");
        assertThat(view.split().get(1).sentence()).contains("🙂").contains("F0");
        assertThat(view.positions().chips()).extracting(PositionToken::text).contains("‹C3›");
    }

    @Test
    void a_model_without_an_inspect_graph_reports_it_and_shows_the_rest() {
        OpenedInsideLink opened = look("model=bigram&prompt=cat+sat");
        assertThat(EmbeddingView.of(opened, StationHeader.Part.ofAll(Station.EMBEDDING))
                        .cells())
                .isEmpty();
        assertThat(EmbeddingView.of(opened, StationHeader.Part.ofAll(Station.EMBEDDING))
                        .missing())
                .first()
                .asString()
                .contains("no inspect.onnx");
        LayersView layers = LayersView.of(opened, StationHeader.Part.ofAll(Station.LAYERS));
        assertThat(layers.cards()).isEmpty();
        assertThat(layers.missing()).first().asString().contains("no inspect.onnx");
        assertThat(LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS))
                        .top())
                .hasSize(8);
        assertThat(ChoiceStationView.of(opened, StationHeader.Part.ofAll(Station.CHOICE))
                        .step())
                .isPresent();
        FlowContent flow = FlowContent.of(opened, 8);
        assertThat(flow.layers()).isEmpty();
        assertThat(flow.missing()).isNotEmpty();
        assertThat(FlowView.of(opened).drawings()).hasSize(2);
    }

    @Test
    void a_finished_text_has_no_step() {
        OpenedInsideLink ended = look("prompt=The+end&ids=0");
        assertThat(ended.lane().finished()).isPresent();
        ChoiceStationView view = ChoiceStationView.of(ended, StationHeader.Part.ofAll(Station.CHOICE));
        assertThat(view.step()).isEmpty();
        assertThat(view.chosen()).isEmpty();
        assertThat(view.sentence()).contains("has ended");
        assertThat(view.lines()).hasSize(7);
        OpenedInsideLink full = look("prompt=" + "the+".repeat(250) + "&ids=" + "7.".repeat(4) + "7");
        assertThat(full.lane().text().size()).isEqualTo(257);
        assertThat(full.text().size()).isEqualTo(256);
        assertThat(ChoiceStationView.of(full, StationHeader.Part.ofAll(Station.CHOICE))
                        .sentence())
                .contains("fills the model’s context");
        assertThat(FlowView.of(full).drawings()).hasSize(2);
    }

    @Test
    void a_link_contains_everything_that_is_shown() {
        OpenedInsideLink opened = look("prompt=The+cat");
        assertThat(opened.link().query())
                .isEqualTo("v=1&prompt=The+cat&seed=7&decoder=greedy&model=storyteller&digest="
                        + MODELS.first().card().digest() + "&position=2");
        assertThat(look(opened.link().query()).link()).isEqualTo(opened.link());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt=The+cat&position=3|position|from-to 0 2",
                "layer=7|layer|from-to 1 6",
                "head=7|head|from-to 1 6",
                "model=storyteller-lstm&head=1|head|no-heads",
                "model=nobody|model|one-of storyteller, bigram, storyteller-lstm",
                "prompt=The+cat&other=A+much+longer+text|other|as-many-tokens 3 6",
                "ids=zzz|ids|from-to 0 4095"
            })
    void a_parameter_that_does_not_fit_the_model_is_refused_by_its_name(String example) {
        String[] parts = example.split("\\|");
        assertThatThrownBy(() -> look(parts[0])).isInstanceOfSatisfying(InvalidValueException.class, invalid -> {
            assertThat(invalid.field()).isEqualTo(parts[1]);
            assertThat(invalid.constraint().toString()).isEqualTo(parts[2]);
        });
    }

    @Test
    void a_station_alone_is_open_and_shows_the_tokens() {
        OpenedInsideLink opened = look(PROMPT + "&station=logits&position=3");
        assertThat(EmbeddingView.of(opened, StationHeader.Part.ofAll(Station.EMBEDDING))
                        .head()
                        .open())
                .isFalse();
        assertThat(LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS))
                        .head()
                        .open())
                .isTrue();
        StationHeader alone = EmbeddingView.of(opened, StationHeader.Part.alone(Station.EMBEDDING))
                .head();
        assertThat(alone.open()).isTrue();
        assertThat(alone.positions().orElseThrow().chips()).hasSize(11);
        assertThat(alone.positions().orElseThrow().chips().get(3).current()).isTrue();
        assertThat(alone.positions().orElseThrow().form().part()).isEqualTo("/inside/embedding");
        assertThat(opened.link().head()).isEqualTo(OptionalInt.empty());
    }
}
