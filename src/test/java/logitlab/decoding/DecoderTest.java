package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@DisplayNameGeneration(ReplaceUnderscores.class)
class DecoderTest {

    private static final Logits TOY = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);

    private static Step greedy(Prefix prefix, Map<String, String> settings) {
        return Step.of(TOY, prefix, Decoder.GREEDY.stages(Settings.of(settings)), new Draw(42, 0));
    }

    @Test
    void greedy_takes_rank_0_whatever_is_drawn() {
        assertThat(greedy(Prefix.EMPTY, Map.of()).chosen()).isZero();
        assertThat(greedy(Prefix.EMPTY, Map.of()).kept()).isEqualTo(1);
        assertThat(greedy(Prefix.EMPTY, Map.of()).candidate(3).droppedBy()).contains("greedy");
    }

    @Test
    void greedy_takes_the_lower_id_of_a_tie() {
        Step step = Step.of(Logits.of(1, 3, 3), Prefix.EMPTY, Decoder.GREEDY.stages(Settings.OFF), new Draw(42, 0));
        assertThat(step.chosen()).isEqualTo(1);
        assertThat(step.greedy()).isEqualTo(1);
    }

    @Test
    void greedy_applies_bias_and_penalty() {
        assertThat(greedy(Prefix.EMPTY, Map.of("bias.4", "3.2")).chosen()).isEqualTo(4);
        assertThat(greedy(Prefix.of(0), Map.of("repetition-penalty", "2")).chosen())
                .isEqualTo(3);
    }

    @Test
    void greedy_ignores_temperature_and_truncation() {
        Step step = greedy(Prefix.EMPTY, Map.of("temperature", "5", "top-k", "2", "typical-p", "0.1"));
        assertThat(step.candidate(0).adjustedLogit()).isEqualTo(2.1);
        assertThat(step.candidate(1).droppedBy()).contains("greedy");
    }

    @Test
    void of_its_key_is_itself() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr")); // where the small I has no dot
            for (Decoder decoder : Decoder.values()) {
                assertThat(Decoder.of(decoder.key())).isEqualTo(decoder);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void of_another_key_is_refused() {
        InvalidValueException invalid = catchThrowableOfType(InvalidValueException.class, () -> Decoder.of("Greedy"));
        assertThat(invalid.field()).isEqualTo("decoder");
        assertThat(invalid.constraint().name()).isEqualTo("one-of");
        assertThat(invalid.value()).isEqualTo("Greedy");
    }
}
