package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TruncationTest {

    @Test
    void five_tenths_that_were_added_up_have_reached_a_half_and_not_exceeded_it() {
        double sum = 0.1 + 0.1 + 0.1 + 0.1 + 0.1;

        assertThat(Truncation.reached(sum, 0.5)).isTrue();
        assertThat(Truncation.exceeded(sum, 0.5)).isFalse();
    }

    @Test
    void the_border_is_wider_than_rounding_and_narrower_than_any_probability_that_counts() {
        assertThat(Truncation.reached(0.5 - 0.9e-12, 0.5)).isTrue();
        assertThat(Truncation.reached(0.5 - 1.1e-12, 0.5)).isFalse();
        assertThat(Truncation.exceeded(0.5 + 0.9e-12, 0.5)).isFalse();
        assertThat(Truncation.exceeded(0.5 + 1.1e-12, 0.5)).isTrue();
    }
}
