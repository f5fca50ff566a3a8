package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VectorTest {

    @Test
    void a_norm_is_the_length() {
        assertThat(Vector.of(3, 4).norm()).isEqualTo(5);
    }

    @Test
    void cosine_compares_directions_whatever_the_lengths() {
        assertThat(Vector.of(1, 0).cosine(Vector.of(5, 0))).isEqualTo(1);
        assertThat(Vector.of(1, 0).cosine(Vector.of(0, 2))).isZero();
        assertThat(Vector.of(1, 1).cosine(Vector.of(-2, -2))).isCloseTo(-1, within(1e-15));
        assertThat(Vector.of(1, 1).cosine(Vector.of(1, 0))).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(Vector.of(0, 0).cosine(Vector.of(1, 0))).isZero();
        assertThatThrownBy(() -> Vector.of(1).cosine(Vector.of(1, 2))).hasMessage("widths must agree but are 1 and 2");
    }

    @Test
    void the_array_given_can_change_afterwards() {
        float[] values = {1, 2};
        Vector vector = Vector.of(values);
        values[0] = 9;
        assertThat(vector).isEqualTo(Vector.of(1, 2)).hasSameHashCodeAs(Vector.of(1, 2));
    }

    @Test
    void nearest_excludes_the_token_itself_and_ties_go_to_the_lower_id() {
        TokenTable table = new TokenTable(
                List.of(Vector.of(0, 1), Vector.of(1, 0), Vector.of(2, 0), Vector.of(4, 0), Vector.of(-1, 0)));
        assertThat(table.nearest(1, 9)).extracting(TokenTable.Neighbour::id).containsExactly(2, 3, 0, 4);
        assertThat(table.nearest(1, 2)).extracting(TokenTable.Neighbour::cosine).containsExactly(1.0, 1.0);
    }
}
