package logitlab.web.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.view.BillLinks;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The charts that the server draws, from logits that you can check by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChartPicturesTest {

    private static final Logits TOY = Logits.of(2, -2, 1, 0.5, -4);
    private static final List<String> WORDS = List.of("zero", "one", "two", "a-very-long-token", "four");

    private static LaneStep lane(String name, Logits logits, Map<String, String> settings) {
        Step step = Step.of(logits, Prefix.EMPTY, Settings.of(settings).stages(), new Draw(42, 0));
        return new LaneStep(
                name,
                "Lane " + name,
                Decoder.SAMPLE,
                step,
                step.chosen(),
                false,
                WORDS::get,
                id -> false,
                BillLinks.none(Messages.ENGLISH));
    }

    private static ChoiceView choice(Map<String, String> settings) {
        LaneStep lane = lane("b", TOY, settings);
        return ChoiceView.of(
                Messages.ENGLISH,
                "b",
                "Sampled",
                Decoder.SAMPLE,
                lane.step(),
                lane.taken(),
                lane.forced(),
                5,
                WORDS::get,
                lane.bills());
    }

    @Test
    void a_bar_begins_at_0_and_ends_at_its_logit() {
        BarPicture picture = choice(Map.of()).logits().orElseThrow().picture();
        assertThat(picture.marks())
                .extracting(ChartAxis.Mark::label)
                .containsExactly("−4", "−3", "−2", "−1", "0", "1", "2");
        BarPicture.Bar best = picture.rows().get(0).bars().get(0);
        assertThat(best.x()).isEqualTo("66.667%");
        assertThat(best.width()).isEqualTo("33.333%");
        assertThat(best.value()).isEqualTo("2.00");
        BarPicture.Bar worst = picture.rows().get(4).bars().get(0);
        assertThat(worst.x()).isEqualTo("0.000%");
        assertThat(worst.width()).isEqualTo("66.667%");
        assertThat(worst.value()).isEqualTo("−4.00");
        assertThat(picture.zero()).isEqualTo("66.67%");
    }

    @Test
    void each_token_has_two_probabilities_and_a_dropped_one_keeps_the_model_s() {
        BarPicture picture = choice(Map.of("top-k", "2")).probabilities().orElseThrow();
        assertThat(picture.rows())
                .allSatisfy(row ->
                        assertThat(row.bars()).extracting(BarPicture.Bar::kind).containsExactly("model", "sampling"));
        BarPicture.Row dropped = picture.rows().get(2);
        assertThat(dropped.state()).isEqualTo("dropped");
        assertThat(dropped.bars().get(0).width()).isNotEqualTo("0.000%");
        assertThat(dropped.bars().get(1).width()).isEqualTo("0.000%");
        assertThat(dropped.bars().get(1).value()).isEqualTo("–");
        assertThat(picture.rows()).filteredOn(BarPicture.Row::chosen).hasSize(1);
    }

    @Test
    void the_bars_show_the_numbers_of_the_table() {
        ChoiceView choice = choice(Map.of("temperature", "0.5"));
        for (int i = 0; i < choice.rows().size(); i++) {
            CandidateRow row = choice.rows().get(i);
            assertThat(choice.probabilities().orElseThrow().rows().get(i).bars())
                    .extracting(BarPicture.Bar::value)
                    .containsExactly(row.modelProbability(), row.samplingProbability());
        }
    }

    @Test
    void a_long_token_is_shortened() {
        assertThat(choice(Map.of()).probabilities().orElseThrow().rows())
                .extracting(BarPicture.Row::token)
                .containsExactly("zero", "two", "a-very-long-…", "one", "four");
    }

    @Test
    void rows_do_not_overlap() {
        BarPicture picture = choice(Map.of()).probabilities().orElseThrow();
        int last = 0;
        for (BarPicture.Row row : picture.rows()) {
            for (BarPicture.Bar bar : row.bars()) {
                assertThat(bar.top()).isGreaterThan(last);
                last = bar.top() + 10;
            }
        }
        assertThat(picture.height()).isGreaterThan(last);
    }

    @Test
    void lanes_with_the_same_logits_share_one_histogram() {
        LogitsPicture picture = LogitsPicture.of(
                Messages.ENGLISH, List.of(lane("a", TOY, Map.of("top-k", "1")), lane("b", TOY, Map.of("top-k", "1"))));
        assertThat(picture.rows()).hasSize(1);
        assertThat(picture.note()).contains("One picture for all lanes");
        LogitsPicture.Row row = picture.rows().get(0);
        assertThat(row.counts().stream().mapToInt(count -> count).sum()).isEqualTo(5);
        assertThat(row.pins()).extracting(LogitsPicture.Pin::letter).containsExactly("A", "B");
        assertThat(row.pins())
                .as("the heads of pins at one place")
                .extracting(LogitsPicture.Pin::level)
                .containsExactly(0, 1);
        assertThat(row.pins().get(0).row()).isEqualTo("a-token-0");
        assertThat(picture.heading()).isEqualTo("All 5 logits");
        assertThat(picture.label()).contains("Lane b: “zero” at 2.00, 1st.");
    }

    @Test
    void lanes_with_other_logits_have_rows_with_the_same_bins() {
        Logits other = Logits.of(10, Double.NEGATIVE_INFINITY, -10, 1, 1);
        LogitsPicture picture =
                LogitsPicture.of(Messages.ENGLISH, List.of(lane("a", TOY, Map.of()), lane("b", other, Map.of())));
        assertThat(picture.rows()).hasSize(2);
        assertThat(picture.rows().get(0).counts())
                .hasSameSizeAs(picture.rows().get(1).counts());
        assertThat(picture.rows().get(1).counts().stream()
                        .mapToInt(count -> count)
                        .sum())
                .isEqualTo(4);
        assertThat(picture.rows().get(1).top()).isEqualTo(picture.rows().get(0).bottom());
        assertThat(picture.note()).doesNotContain("One picture");
    }

    @Test
    void bins_below_0_and_above_are_told_apart() {
        LogitsPicture.Row row = LogitsPicture.of(Messages.ENGLISH, List.of(lane("a", TOY, Map.of())))
                .rows()
                .get(0);
        assertThat(row.below().split("z")).hasSize(2);
        assertThat(row.above().split("z")).hasSize(3);
    }

    @Test
    void logits_of_one_sign_are_drawn_as_well() {
        LogitsPicture.Row low = LogitsPicture.of(
                        Messages.ENGLISH, List.of(lane("a", Logits.of(-9, -8, -7, -6, -5), Map.of())))
                .rows()
                .get(0);
        assertThat(low.above()).isEmpty();
        LogitsPicture.Row high = LogitsPicture.of(
                        Messages.ENGLISH, List.of(lane("a", Logits.of(9, 8, 7, 6, 5), Map.of())))
                .rows()
                .get(0);
        assertThat(high.below()).isEmpty();
    }
}
