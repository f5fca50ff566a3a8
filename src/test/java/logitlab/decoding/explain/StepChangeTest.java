package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StepChangeTest {

    private static Step step(long seed, double... logits) {
        return Step.of(Logits.of(logits), Prefix.EMPTY, Decoder.GREEDY.stages(Settings.OFF), new Draw(seed, 0));
    }

    /** Probabilities (1/2, 1/4, 1/4) become (1/4, 1/4, 1/2). */
    @Test
    void three_tokens_by_hand() {
        StepChange change = new StepChange(step(1, Math.log(2), 0, 0), step(1, 0, 0, Math.log(2)));

        assertThat(change.gained(5)).extracting(StepChange.Token::id).containsExactly(2);
        assertThat(change.gained(1).get(0).change()).isCloseTo(0.25, within(1e-12));
        assertThat(change.lost(5)).extracting(StepChange.Token::id).containsExactly(0);
        assertThat(change.lost(1).get(0).before()).isCloseTo(0.5, within(1e-12));
        assertThat(change.logProbabilityChange()).isCloseTo(-Math.log(2), within(1e-12));
        assertThat(change.anotherChosen()).isTrue();
    }

    @Test
    void the_same_logits_change_nothing() {
        StepChange change = new StepChange(step(1, 3, 1, 2), step(1, 3, 1, 2));

        assertThat(List.of(change.gained(3), change.lost(3))).containsOnly(List.of());
        assertThat(change.logProbabilityChange()).isZero();
        assertThat(change.anotherChosen()).isFalse();
    }

    @Test
    void steps_with_other_draws_are_refused() {
        assertThatThrownBy(() -> new StepChange(step(1, 0, 1), step(2, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
