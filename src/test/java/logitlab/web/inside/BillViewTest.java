package logitlab.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Inspection;
import logitlab.model.Models;
import logitlab.model.explain.Bill;
import logitlab.model.explain.BillPair;
import logitlab.model.pack.ModelLoader;
import logitlab.web.Messages;
import logitlab.web.inside.drawing.BillBars;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Query;
import logitlab.web.link.Station;
import logitlab.web.view.Numbers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number of the bill on the page is that of the model, and says what the sentences say. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BillViewTest {

    private static final Models MODELS = ModelLoader.load(List.of(
            Path.of("models", "storyteller"),
            Path.of("models", "storyteller-lstm"),
            Path.of("src", "test", "resources", "model", "bigram")));

    private static final String PROMPT = "prompt=Once+upon+a+time+there+was+a+little+girl+who";

    @AfterAll
    static void close() {
        MODELS.close();
    }

    private static OpenedInsideLink look(String query) {
        return OpenedInsideLink.open(Messages.ENGLISH, InsideLink.parse(Query.parse(query)), MODELS);
    }

    private static BillView bill(OpenedInsideLink opened) {
        return LogitsView.of(opened, StationHeader.Part.ofAll(Station.LOGITS))
                .bill()
                .orElseThrow();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace('−', '-'));
    }

    @Test
    void without_a_target_the_best_tokens_can_be_opened() {
        OpenedInsideLink opened = look(PROMPT);
        BillView view = bill(opened);
        assertThat(view.shown()).isEmpty();
        assertThat(view.missing()).isEmpty();
        assertThat(view.targets())
                .hasSize(6)
                .extracting(BillView.Choice::current)
                .containsOnly(false);
        assertThat(view.targets().get(0).id())
                .isEqualTo(Integer.toString(opened.scores().greedy()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "&against=280", "&switch.4.2=0&switch.5.mlp=0.5", "&position=3", "&model=storyteller-lstm"})
    void each_number_of_the_tables_is_that_of_a_part(String more) {
        OpenedInsideLink opened = look(PROMPT + "&target=404" + more);
        Inspection seen = opened.seen().orElseThrow();
        int against =
                opened.link().against().orElse(BillPair.runnerUp(opened.scores().logits(), 404));
        BillPair pair = BillPair.of(opened.model(), seen, opened.position(), 404, against)
                .orElseThrow();
        BillView.Shown shown = bill(opened).shown().orElseThrow();

        List<BillView.Row> rows =
                shown.groups().stream().flatMap(group -> group.rows().stream()).toList();
        int layers = seen.layers();
        List<Integer> order = IntStream.rangeClosed(0, layers)
                .boxed()
                .flatMap(layer -> IntStream.range(0, pair.ofTarget().parts().size())
                        .filter(i -> pair.ofTarget().parts().get(i).layer() == layer
                                && pair.ofTarget().parts().get(i).kind() != Bill.Kind.OUTPUT_BIAS)
                        .boxed())
                .toList();
        assertThat(rows).hasSize(order.size());
        for (int i = 0; i < order.size(); i++) {
            double target = pair.ofTarget().parts().get(order.get(i)).amount();
            double other = pair.ofAgainst().parts().get(order.get(i)).amount();
            assertThat(rows.get(i).target()).isEqualTo(Numbers.signed(target));
            assertThat(rows.get(i).against()).isEqualTo(Numbers.signed(other));
            assertThat(rows.get(i).difference()).isEqualTo(Numbers.signed(target - other));
        }
        List<BillBars.Bar> bars = shown.bars().bars();
        boolean compares = opened.link().against().isPresent();
        Bill drawn = compares ? pair.difference() : pair.ofTarget();
        assertThat(bars.get(bars.size() - 1).amount()).isEqualTo(Numbers.logit(drawn.sum()));
        assertThat(bars.stream()
                        .filter(bar -> !bar.kind().equals("sum"))
                        .mapToDouble(bar -> number(bar.amount()))
                        .sum())
                .isCloseTo(drawn.sum(), within(0.005 * bars.size()));
        assertThat(drawn.sum())
                .isCloseTo(
                        opened.scores().logits().at(404)
                                - (compares ? opened.scores().logits().at(against) : 0),
                        within(2e-4));
    }

    @Test
    void the_sentences_name_what_added_most_and_what_decided() {
        OpenedInsideLink opened = look(PROMPT);
        int best = opened.scores().greedy();
        OpenedInsideLink bill = look(PROMPT + "&target=" + best);
        int second = BillPair.runnerUp(bill.scores().logits(), best);
        BillView.Shown shown = bill(bill).shown().orElseThrow();
        assertThat(shown.sentences().get(0))
                .contains("“" + bill.token(best) + "” has the logit "
                        + Numbers.logit(bill.scores().logits().at(best)));
        assertThat(shown.sentences().get(1))
                .startsWith("The logit of “" + bill.token(best) + "” is")
                .contains("above that of “" + bill.token(second) + "”");
        assertThat(shown.sentences()).noneMatch(sentence -> sentence.contains("{"));
        BillView.Shown turned = bill(look(PROMPT + "&target=" + second + "&against=" + best))
                .shown()
                .orElseThrow();
        assertThat(turned.heading())
                .isEqualTo("Why is “" + bill.token(second) + "” behind “" + bill.token(best) + "”?");
        assertThat(turned.sentences().get(1))
                .startsWith("The logit of “" + bill.token(second) + "” is")
                .contains("below that of “" + bill.token(best) + "”. What decided it most is")
                .contains("(−"); // as in the table: the part took from the token that is behind
        assertThat(shown.path().orElseThrow().stops()).hasSize(13);
        assertThat(shown.path().orElseThrow().stops().get(12).best()).isEqualTo(bill.token(best));
    }

    @Test
    void the_bill_of_an_lstm_has_layers_and_gates() {
        BillView.Shown shown = bill(look(PROMPT + "&model=storyteller-lstm&target=404"))
                .shown()
                .orElseThrow();
        assertThat(shown.gates()).hasSize(2).allMatch(gates -> gates.contains("of its memory"));
        assertThat(shown.bars().bars()).extracting(BillBars.Bar::name).contains("Layer 1", "Layer 2", "Sum");
        assertThat(shown.path().orElseThrow().stops()).hasSize(3);
    }

    @Test
    void a_model_that_shows_nothing_says_so() {
        BillView view = bill(look("model=bigram&prompt=&target=1"));
        assertThat(view.shown()).isEmpty();
        assertThat(view.missing()).hasSize(2);
        assertThat(view.missing().get(0)).contains("no inspect.onnx");
        assertThat(view.missing().get(1)).contains("models/training/README.md");
    }

    @Test
    void off_and_on_again_is_the_same_page() {
        OpenedInsideLink before = look(PROMPT + "&target=404");
        OpenedInsideLink off = look(PROMPT + "&target=404&switch.4.2=0");
        OpenedInsideLink on = look(PROMPT + "&target=404&switch.4.2=1");
        assertThat(off.scores().logits()).isNotEqualTo(before.scores().logits());
        assertThat(on.scores().logits()).isEqualTo(before.scores().logits());
        assertThat(on.link()).isEqualTo(before.link());
        assertThat(bill(on)).isEqualTo(bill(before));
        assertThat(SwitchesView.of(on, StationHeader.Part.ofAll(Station.LOGITS).from(), ""))
                .isEmpty();
    }

    @Test
    void switches_show_what_they_change_for_the_same_draw() {
        OpenedInsideLink off = look(PROMPT + "&decoder=sample&switch.6.mlp=0&switch.1.1=0.25");
        SwitchesView view = SwitchesView.of(
                        off, StationHeader.Part.ofAll(Station.LOGITS).from(), "")
                .orElseThrow();
        assertThat(view.places()).extracting(SwitchesView.Switched::key).containsExactly("switch.1.1", "switch.6.mlp");
        assertThat(view.places().get(0).factors())
                .extracting(SwitchesView.Factor::value)
                .containsExactly("0", "0.25", "0.5", "1", "2");
        assertThat(view.rows()).hasSize(6);
        assertThat(view.rows().get(0).change()).startsWith("+");
        assertThat(view.rows().get(5).change()).startsWith("−");
        assertThat(SwitchesView.change(off).before().draw())
                .isEqualTo(SwitchesView.change(off).after().draw());
        assertThat(SwitchesView.change(off).before())
                .satisfies(step -> assertThat(step.chosen())
                        .isEqualTo(look(PROMPT + "&decoder=sample")
                                .lastStep()
                                .orElseThrow()
                                .chosen()));
        assertThat(SwitchesView.sentence(off))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("head 1 of layer 1 × 0.25", "MLP of layer 6 off"));
    }

    @Test
    void a_head_says_why_it_looks_there() {
        OpenedInsideLink opened = look(PROMPT + "&layer=4&head=3");
        AttentionView.Reason reason = AttentionView.of(
                        opened,
                        opened.seen().orElseThrow(),
                        StationHeader.Part.ofAll(Station.LAYERS).from())
                .reason()
                .orElseThrow();
        double all = reason.scores().stream()
                .mapToDouble(scored -> Math.exp(number(scored.score())))
                .sum();
        assertThat(reason.scores())
                .hasSize(opened.text().size())
                .allSatisfy(scored -> assertThat(Math.exp(number(scored.score())) / all)
                        .isCloseTo(number(scored.weight().replaceAll("[%< ]", "")) / 100, within(0.01)));
        assertThat(reason.terms()).hasSize(5);
        OpenedInsideLink mean = look(PROMPT + "&layer=4");
        assertThat(AttentionView.of(
                                mean,
                                mean.seen().orElseThrow(),
                                StationHeader.Part.ofAll(Station.LAYERS).from())
                        .reason())
                .isEmpty();
    }

    @Test
    void what_the_model_does_not_have_is_refused() {
        Stream.of(
                        "target=4096",
                        "against=4096",
                        "switch.7.1=0",
                        "switch.1.7=0",
                        "model=storyteller-lstm&switch.1.mlp=0")
                .forEach(wrong -> assertThatThrownBy(() -> look(PROMPT + "&" + wrong))
                        .isInstanceOfSatisfying(
                                InvalidValueException.class,
                                invalid -> assertThat(wrong).contains(invalid.field())));
    }
}
