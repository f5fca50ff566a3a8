package logitlab.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DrawTest {

    /** Found by running the mixing backwards from the two ends. */
    static final Draw ZERO = new Draw(7905730940733513L, 1);

    static final Draw JUST_BELOW_1 = new Draw(608688947055533L, 0);

    private static final long LARGEST_SEED = (1L << 53) - 1;

    @Test
    void of_seed_42_is_what_the_design_fixes() {
        assertThat(new Draw(42, 0).u()).isEqualTo(0.7415648787718233);
        assertThat(new Draw(42, 1).u()).isEqualTo(0.1599103928769201);
        assertThat(new Draw(42, 2).u()).isEqualTo(0.27860113025513866);
    }

    @Test
    void can_be_0_and_just_below_1() {
        assertThat(ZERO.u()).isZero();
        assertThat(JUST_BELOW_1.u()).isEqualTo(Math.nextDown(1.0));
    }

    @Test
    void depends_on_seed_and_step_alone() {
        assertThat(new Draw(7, 3).u()).isEqualTo(new Draw(7, 3).u());
        assertThat(new Draw(7, 3).u()).isNotEqualTo(new Draw(7, 4).u()).isNotEqualTo(new Draw(8, 3).u());
    }

    @Test
    void is_uniform_from_0_to_just_below_1() {
        double[] draws = IntStream.range(0, 100_000)
                .mapToDouble(step -> new Draw(LARGEST_SEED, step).u())
                .toArray();
        assertThat(DoubleStream.of(draws)).allMatch(u -> u >= 0 && u < 1);
        for (int tenth = 0; tenth < 10; tenth++) {
            double from = tenth / 10.0;
            double share = IntStream.range(0, draws.length)
                            .filter(i -> draws[i] >= from && draws[i] < from + 0.1)
                            .count()
                    / 100_000.0;
            assertThat(share).isCloseTo(0.1, within(0.005));
        }
    }

    @Test
    void a_seed_is_from_0_to_2_to_the_53_less_1() {
        assertThat(new Draw(0, 0).u()).isBetween(0.0, 1.0);
        assertThat(new Draw(LARGEST_SEED, Integer.MAX_VALUE).u()).isBetween(0.0, 1.0);
        assertThatThrownBy(() -> new Draw(-1, 0)).hasMessageContaining("seed must be from 0 to 9007199254740991");
        assertThatThrownBy(() -> new Draw(LARGEST_SEED + 1, 0)).hasMessageContaining("is 9007199254740992");
        assertThatThrownBy(() -> new Draw(Long.MAX_VALUE, 0)).hasMessageContaining("seed");
    }

    @Test
    void a_step_counts_from_0() {
        assertThatThrownBy(() -> new Draw(0, -1)).hasMessageContaining("step must be at least 0 but is -1");
    }

    @Test
    void the_next_seed_is_one_more_and_0_after_the_last() {
        assertThat(Draw.nextSeed(0)).isEqualTo(1);
        assertThat(Draw.nextSeed(LARGEST_SEED - 1)).isEqualTo(LARGEST_SEED);
        assertThat(Draw.nextSeed(LARGEST_SEED)).isZero();
    }
}
