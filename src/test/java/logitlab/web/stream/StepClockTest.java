package logitlab.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StepClockTest {

    @Test
    void the_next_step_is_due_one_period_after_the_last_was_due() {
        StepClock clock = StepClock.begun(5_000, 1_000, 1);

        assertThat(clock.untilNext(5_000)).isEqualTo(1_000);
        assertThat(clock.untilNext(6_300)).isEqualTo(700); // due at 7,000
        assertThat(clock.untilNext(7_001)).isEqualTo(999);
    }

    @Test
    void a_hundred_steps_that_each_take_some_time_do_not_drift() {
        Random work = new Random(1);
        StepClock clock = StepClock.begun(0, 1_000, 1);
        long now = 0;
        for (int step = 1; step <= 100; step++) {
            now += work.nextInt(900);
            now += clock.untilNext(now);
            assertThat(now).isEqualTo(1_000L * step);
        }
    }

    @Test
    void a_stream_that_is_late_catches_up_one_period_and_leaves_out_what_it_missed_before() {
        StepClock clock = StepClock.begun(0, 1_000, 1);

        assertThat(clock.untilNext(1_900)).isZero(); // due at 1,000
        assertThat(clock.untilNext(1_950)).isEqualTo(50); // on time again
        assertThat(clock.untilNext(9_000)).isZero(); // due at 3,000, six others missed
        assertThat(clock.untilNext(9_010)).isEqualTo(990);
    }

    @Test
    void the_clock_may_be_near_its_largest_value() {
        StepClock clock = StepClock.begun(Long.MAX_VALUE - 100, 1_000, 1);

        assertThat(clock.untilNext(Long.MAX_VALUE - 50)).isEqualTo(950);
        assertThat(clock.untilNext(Long.MAX_VALUE + 950)).isEqualTo(950);
    }

    @Test
    void only_the_first_wait_is_shorter_and_at_least_half_a_period() {
        StepClock clock = StepClock.begun(0, 1_000, 0.6);

        assertThat(clock.untilNext(0)).isEqualTo(600);
        assertThat(clock.untilNext(600)).isEqualTo(1_000);
        assertThat(LongStream.range(0, 1_000).mapToDouble(StepClock::phase))
                .allMatch(phase -> phase >= 0.5 && phase < 1);
    }

    @Test
    void streams_that_begin_together_spread_over_half_a_period() {
        int streams = 300;
        double[] phases = LongStream.range(0, streams)
                .mapToDouble(StepClock::phase)
                .sorted()
                .toArray();

        double even = 0.5 / streams;
        for (int i = 1; i < streams; i++) {
            assertThat(phases[i] - phases[i - 1]).isBetween(even / 4, even * 4);
        }
        assertThat(Arrays.stream(phases).average()).hasValueCloseTo(0.75, Offset.offset(0.01));
    }
}
