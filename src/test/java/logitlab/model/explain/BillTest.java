package logitlab.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.OutputRow;
import logitlab.model.Packages;
import logitlab.model.Switches;
import logitlab.model.Tensor;
import logitlab.model.Vector;
import logitlab.model.explain.Bill.Kind;
import logitlab.model.explain.Bill.Part;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BillTest {

    private static final double SAME_LOGIT = 1e-4;
    private static final double LIKE_NUMPY = 1e-5; // of the largest part
    private static final int TOKENS_PER_POSITION = 12;
    private static final Models SMALL = Packages.inside();

    private static LanguageModel model(String id) {
        return id.startsWith("storyteller") ? Packages.shipped(id) : SMALL.get(id);
    }

    private static JsonNode numpy(String id) {
        return Packages.resource((id.startsWith("storyteller") ? "" : "model/") + id + "/bill.json");
    }

    private static Prefix ids(JsonNode ids) {
        return Prefix.of(StreamSupport.stream(ids.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray());
    }

    private static Tensor tensor(double[] values, int... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Tensor(floats, shape);
    }

    private static Tensor tensor(int[] shape, double... values) {
        return tensor(values, shape);
    }

    /** Width 2, one layer, one head of width 1, scale 1/2, no mean: the row (1, 0) makes the direction (1/2, 0). */
    @Test
    void a_network_of_width_2_by_hand() {
        Inspection seen = new Inspection(
                2,
                Switches.NONE,
                Map.of(
                        "inputs_embeds", tensor(new int[] {2, 2}, 9, 9, 3, 1),
                        "attentions.0", tensor(new int[] {1, 2, 2}, 1, 0, 0.25, 0.75),
                        "values.0", tensor(new int[] {1, 2, 1}, 4, 8),
                        "output_weight.0", tensor(new int[] {1, 1, 2}, 2, 5),
                        "attention_bias.0", tensor(new int[] {2}, 1, 1),
                        "mlp_out.0", tensor(new int[] {2, 2}, 0, 0, -6, 2),
                        "final_norm.weight", tensor(new int[] {2}, 1, 1),
                        "final_norm.scale", tensor(new int[] {2}, 1, 0.5)));

        Bill bill = Bill.of(seen, 1, new OutputRow(Vector.of(1, 0), 0.25)).orElseThrow();

        assertThat(bill.parts())
                .containsExactly(
                        new Part(Kind.TOKEN, 0, 0, 1.5, List.of()),
                        new Part(Kind.HEAD, 1, 1, 7, List.of(1.0, 6.0)), // 2/2 times 0.25 * 4 and 0.75 * 8
                        new Part(Kind.ATTENTION_BIAS, 1, 0, 0.5, List.of()),
                        new Part(Kind.MLP, 1, 0, -3, List.of()),
                        new Part(Kind.OUTPUT_BIAS, 0, 0, 0.25, List.of()));
        assertThat(bill.sum()).isEqualTo(6.25);
        assertThat(bill.sum(part -> part.layer() == 1)).isEqualTo(4.5);
        assertThat(bill.decisive(1)).extracting(Part::kind).containsExactly(Kind.HEAD);
        assertThat(bill.decisive(1).get(0).strongest()).hasValue(1);
        assertThat(bill.opposing(3)).extracting(Part::kind).containsExactly(Kind.MLP);
    }

    /** The hidden state of the last layer is the last vector: output * tanh(cell) with gates of 1 and large cells. */
    @Test
    void hidden_units_that_are_the_last_vector_are_parts() {
        Inspection seen = new Inspection(
                1,
                Switches.NONE,
                Map.of(
                        "inputs_embeds", tensor(new int[] {1, 3}, 0, 0, 0),
                        "hidden_states.0", tensor(new int[] {1, 3}, 0, 0, 0),
                        "hidden_states.1", tensor(new int[] {1, 3}, 0.5, -0.25, 0.125),
                        "cell_states.0", tensor(new int[] {1, 3}, 50, -50, 50),
                        "gates.0", tensor(new int[] {1, 4, 3}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.25, 0.125),
                        "final_norm.weight", tensor(new int[] {3}, 1, 1, 1),
                        "final_norm.scale", tensor(new int[] {1}, 1)));

        Bill bill = Bill.of(seen, 0, new OutputRow(Vector.of(1, 4, 1), 0)).orElseThrow();

        assertThat(bill.withUnits(1).parts())
                .containsExactly(
                        new Part(Kind.UNIT, 1, 2, -1, List.of()),
                        new Part(Kind.EVERYTHING_ELSE, 1, 0, 0.625, List.of()),
                        new Part(Kind.OUTPUT_BIAS, 0, 0, 0, List.of()));
        assertThat(bill.withUnits(20)).isEqualTo(bill);
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm", "small-transformer", "small-lstm"})
    void each_part_is_that_of_numpy(String id) {
        JsonNode reference = numpy(id);
        Prefix text = ids(reference.path("ids"));
        double worst = 0;
        for (JsonNode expected : reference.path("bills")) {
            int position = expected.path("position").asInt();
            Inspection seen = model(id).inspect(text, position, Bill.GROUPS);
            for (int which = 0; which < 2; which++) {
                OutputRow row = model(id)
                        .outputRows(List.of(expected.path("tokens").path(which).asInt()))
                        .orElseThrow()
                        .get(0);
                Bill bill = Bill.of(seen, position, row).orElseThrow();
                worst = Math.max(worst, farthest(bill, expected.path("parts"), which));
            }
        }
        System.out.printf("%s: parts at most %.1e of the largest off%n", id, worst);
        assertThat(worst).as("difference, as a share of the largest part").isLessThan(LIKE_NUMPY);
    }

    /** The largest difference of an amount from NumPy's, as a share of the largest part. */
    private static double farthest(Bill bill, JsonNode parts, int which) {
        double largest = 0;
        double farthest = 0;
        assertThat(bill.parts()).hasSize(parts.size() + 1); // NumPy leaves out the output bias, which is 0
        for (int i = 0; i < parts.size(); i++) {
            Part part = bill.parts().get(i);
            assertThat(part.kind().name())
                    .isEqualToIgnoringCase(parts.path(i).path("kind").asText());
            assertThat(part.layer()).isEqualTo(parts.path(i).path("layer").asInt());
            assertThat(part.number()).isEqualTo(parts.path(i).path("number").asInt());
            JsonNode amount = parts.path(i).path("amounts").path(which);
            double[] from = amount.isArray()
                    ? StreamSupport.stream(amount.spliterator(), false)
                            .mapToDouble(JsonNode::asDouble)
                            .toArray()
                    : new double[] {amount.asDouble()};
            double sum = DoubleStream.of(from).sum();
            largest = Math.max(largest, Math.abs(sum));
            farthest = Math.max(farthest, Math.abs(part.amount() - sum));
            assertThat(part.from()).hasSize(amount.size());
            for (int at = 0; at < amount.size(); at++) {
                farthest = Math.max(farthest, Math.abs(part.from().get(at) - from[at]));
            }
        }
        return farthest / largest;
    }

    /**
     * Sixty prompts, every position, every token. What all parts add together is one vector, which {@link FinerLens} adds up and
     * projects onto every row of the table where the graph does not give the lens. A bill, which projects each part instead, has the
     * same sum: other tokens are billed at each position, so that every one has its turn.
     */
    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void the_parts_add_up_to_the_logit_of_the_page(String id) {
        LanguageModel model = model(id);
        List<OutputRow> table = model.outputTable().orElseThrow();
        double worstTogether = 0;
        double worstBill = 0;
        int billed = 0;
        List<JsonNode> prompts = new ArrayList<>();
        Packages.resource("storyteller/primer.json").forEach(prompts::add);
        assertThat(prompts).hasSize(60);
        for (JsonNode prompt : prompts) {
            Prefix text = model.prompt(prompt.path("prompt").asText());
            List<Logits> logits = model.logits(text, 1);
            Inspection seen =
                    model.inspect(text, 0, Bill.GROUPS); // of all positions, except for the lens, which is not used
            for (int position = 0; position < text.size(); position++) {
                worstTogether = Math.max(worstTogether, off(together(seen, position, table), logits.get(position)));
                for (int i = 0; i < TOKENS_PER_POSITION; i++) {
                    worstBill = Math.max(worstBill, off(seen, position, table, logits, billed++ % table.size()));
                }
            }
        }
        System.out.printf("%s: logits at most %.1e off, %d bills %.1e%n", id, worstTogether, billed, worstBill);
        assertThat(billed).as("every token had its turn").isGreaterThan(table.size());
        assertThat(worstTogether).isLessThan(SAME_LOGIT);
        assertThat(worstBill).isLessThan(SAME_LOGIT);
    }

    /** The logits of the sum of all parts, computed in Java because the lens after the last layer is taken away. */
    private static Logits together(Inspection seen, int position, List<OutputRow> table) {
        List<FinerLens.Point> points = FinerLens.of(seen.with(seen.lens().subList(0, seen.layers())), position, table);
        return points.get(points.size() - 1).logits();
    }

    private static double off(Logits found, Logits expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        return IntStream.range(0, found.size())
                .mapToDouble(token -> Math.abs(found.at(token) - expected.at(token)))
                .max()
                .orElseThrow();
    }

    private static double off(Inspection seen, int position, List<OutputRow> table, List<Logits> logits, int token) {
        double sum = Bill.of(seen, position, table.get(token)).orElseThrow().sum();
        return Math.abs(sum - logits.get(position).at(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"own-gpt2", "own-llama"})
    void every_logit_of_a_converted_checkpoint_has_its_bill_at_every_position(String id) {
        LanguageModel model = model(id);
        List<OutputRow> table = model.outputTable().orElseThrow();
        assertThat(table).hasSize(model.card().vocabularySize());
        double worst = 0;
        for (String prompt : List.of("Once upon a time", "the cat sat on the key", "café 12, “Why?”")) {
            Prefix text = model.prompt(prompt);
            List<Logits> logits = model.logits(text, 1);
            for (int position = 0; position < text.size(); position++) {
                Inspection seen = model.inspect(text, position, Bill.GROUPS);
                for (int token = 0; token < table.size(); token++) {
                    worst = Math.max(worst, off(seen, position, table, logits, token));
                }
            }
        }
        System.out.printf("%s: logits at most %.1e off%n", id, worst);
        assertThat(worst).isLessThan(SAME_LOGIT);
    }

    @Test
    void a_converted_checkpoint_has_the_parts_of_its_kind() {
        List<Kind> layer = List.of(Kind.HEAD, Kind.HEAD, Kind.HEAD, Kind.HEAD);
        List<Kind> gpt2 = new ArrayList<>(List.of(Kind.TOKEN, Kind.POSITION));
        List<Kind> llama = new ArrayList<>(List.of(Kind.TOKEN));
        for (int i = 0; i < 2; i++) {
            gpt2.addAll(layer);
            gpt2.addAll(List.of(Kind.ATTENTION_BIAS, Kind.MLP));
            llama.addAll(layer);
            llama.add(Kind.MLP);
        }
        gpt2.addAll(List.of(Kind.NORM_BIAS, Kind.OUTPUT_BIAS));
        llama.add(Kind.OUTPUT_BIAS);
        assertThat(kinds(model("own-gpt2"))).isEqualTo(gpt2);
        assertThat(kinds(model("own-llama"))).isEqualTo(llama);
    }

    private static List<Kind> kinds(LanguageModel model) {
        Prefix text = Prefix.of(1, 300, 20);
        List<Part> parts = Bill.of(
                        model.inspect(text, 2, Bill.GROUPS),
                        2,
                        model.outputRows(List.of(7)).orElseThrow().get(0))
                .orElseThrow()
                .parts();
        assertThat(parts)
                .filteredOn(part -> part.kind() == Kind.HEAD)
                .allSatisfy(head -> assertThat(head.from()).hasSize(3));
        return parts.stream().map(Part::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm", "small-transformer", "small-lstm", "llama"})
    void every_logit_of_one_position_has_its_bill(String id) {
        LanguageModel model = model(id);
        Prefix text = id.equals("llama")
                ? Prefix.of(1, 300, 20, 300, 40, 50)
                : ids(numpy(id).path("ids"));
        int position = text.size() - 1;
        List<OutputRow> table = model.outputTable().orElseThrow();
        List<Logits> logits = model.logits(text, 1);
        Inspection seen = model.inspect(text, position, Bill.GROUPS);
        assertThat(IntStream.range(0, table.size())
                        .mapToDouble(token -> off(seen, position, table, logits, token))
                        .max()
                        .orElseThrow())
                .isLessThan(SAME_LOGIT);
    }

    @Test
    void a_bill_with_switches_adds_up_to_the_switched_logits() {
        LanguageModel model = model("storyteller")
                .with(Switches.NONE.head(4, 2, 0).head(2, 3, 0.5).mlp(5, 2));
        Prefix text = ids(numpy("storyteller").path("ids"));
        int position = text.size() - 1;
        Inspection seen = model.inspect(text, position, Bill.GROUPS);
        List<Logits> logits = model.logits(text, 1);
        List<OutputRow> table = model.outputTable().orElseThrow();
        for (int token = 0; token < table.size(); token += 37) {
            assertThat(off(seen, position, table, logits, token)).isLessThan(SAME_LOGIT);
        }
        Bill bill = Bill.of(seen, position, table.get(5)).orElseThrow();
        assertThat(bill.sum(part -> part.kind() == Kind.HEAD && part.layer() == 4 && part.number() == 2))
                .isZero();
    }

    @Test
    void the_bill_of_a_difference_is_the_difference_of_the_bills() {
        LanguageModel model = model("storyteller");
        Prefix text = ids(numpy("storyteller").path("ids"));
        int position = text.size() - 1;
        Inspection seen = model.inspect(text, position, Bill.GROUPS);
        List<OutputRow> table = model.outputTable().orElseThrow();
        Bill one = Bill.of(seen, position, table.get(280)).orElseThrow();
        Bill other = Bill.of(seen, position, table.get(259)).orElseThrow();

        Bill difference = one.minus(other);

        assertThat(difference.sum()).isCloseTo(one.sum() - other.sum(), within(1e-9));
        OutputRow rows =
                new OutputRow(minus(table.get(280).row(), table.get(259).row()), 0);
        Bill ofTheDifference = Bill.of(seen, position, rows).orElseThrow();
        for (int i = 0; i < difference.parts().size(); i++) {
            Part part = difference.parts().get(i);
            assertThat(part.amount()).isCloseTo(ofTheDifference.parts().get(i).amount(), within(1e-6));
            if (part.kind() == Kind.HEAD) {
                assertThat(part.from().stream().mapToDouble(each -> each).sum()).isCloseTo(part.amount(), within(1e-9));
            }
        }
        assertThat(one.minus(one).parts())
                .allSatisfy(part -> assertThat(part.amount()).isZero());
        assertThat(difference.decisive(1).get(0).amount() * difference.sum()).isPositive();
    }

    private static Vector minus(Vector one, Vector other) {
        float[] difference = new float[one.size()];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = (float) (one.at(i) - other.at(i));
        }
        return Vector.of(difference);
    }

    @Test
    void a_package_without_the_final_norm_has_no_bill() {
        Inspection seen = new Inspection(1, Switches.NONE, Map.of("inputs_embeds", tensor(new int[] {1, 2}, 1, 2)));
        assertThat(Bill.of(seen, 0, new OutputRow(Vector.of(1, 0), 0))).isEmpty();
    }
}
