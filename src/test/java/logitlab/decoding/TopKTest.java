package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static logitlab.decoding.Staged.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TopKTest {

    @Test
    void keeps_the_k_best() {
        assertThat(kept(Logits.of(1, 4, 2, 3), new TopK(1))).containsExactly(1);
        assertThat(kept(Logits.of(1, 4, 2, 3), new TopK(3))).containsExactly(1, 2, 3);
    }

    @Test
    void keeps_what_ties_with_the_last_of_them() {
        assertThat(kept(Logits.of(1, 2, 2, 2, 0), new TopK(1))).containsExactly(1, 2, 3);
        assertThat(kept(Logits.of(1, 2, 2, 2, 0), new TopK(2))).containsExactly(1, 2, 3);
        assertThat(kept(Logits.of(0.0, -0.0, -1), new TopK(1))).containsExactly(0, 1);
        assertThat(kept(Logits.of(1, Math.nextDown(1.0)), new TopK(1))).containsExactly(0);
    }

    @Test
    void of_the_vocabulary_and_beyond_drops_nothing() {
        assertThat(kept(Logits.of(1, 2, 3), new TopK(3))).containsExactly(0, 1, 2);
        assertThat(kept(Logits.of(1, 2, 3), new TopK(Integer.MAX_VALUE))).containsExactly(0, 1, 2);
        assertThat(kept(Logits.of(1, BANNED, 3), new TopK(3))).containsExactly(0, 2);
    }

    @Test
    void is_at_least_1() {
        assertThatThrownBy(() -> new TopK(0))
                .hasMessageContaining("top-k must be from 1")
                .hasMessageContaining("is 0");
        assertThatThrownBy(() -> new TopK(Integer.MIN_VALUE)).hasMessageContaining("top-k");
    }
}
