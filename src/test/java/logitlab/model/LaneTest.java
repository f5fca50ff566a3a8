package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaneTest {

    private static final LanguageModel MODEL = Packages.storyteller();
    private static final Prefix PROMPT = MODEL.prompt("Once upon a time");
    private static final int CONTEXT = 256;
    private static final int END = 0;

    private static Lane lane(Prefix prompt, List<Integer> ids, Map<String, String> settings) {
        return Lane.open(MODEL, prompt, ids, Decoder.SAMPLE, Settings.of(settings), 42);
    }

    private static Lane lane(Integer... ids) {
        return lane(PROMPT, List.of(ids), Map.of());
    }

    private static void assertRefused(ThrowingCallable lane, String field, Constraint constraint, String value) {
        assertThatThrownBy(lane)
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(List.of(refused.field(), refused.constraint(), refused.value()))
                                .isEqualTo(List.of(field, constraint, value)));
    }

    @Test
    void run_takes_the_chosen_token_of_each_step() {
        Lane ran = lane().run(6);
        assertThat(ran.ids()).hasSize(6);
        for (int at = 0; at < 6; at++) {
            assertThat(ran.step(at).chosen()).isEqualTo(ran.ids().get(at));
            assertThat(ran.step(at).draw().step()).isEqualTo(at);
        }
        assertThat(ran.text()).isEqualTo(PROMPT.plus(ran.ids()));
        assertThat(ran.differingSteps()).isEmpty();
    }

    @Test
    void running_in_two_parts_chooses_the_same_as_in_one() {
        assertThat(lane().run(3).run(4).ids()).isEqualTo(lane().run(7).ids());
        assertThat(lane(lane().run(3).ids().toArray(new Integer[0])).run(4).ids())
                .isEqualTo(lane().run(7).ids());
    }

    @Test
    void the_step_after_the_last_token_is_the_last_that_can_be_seen() {
        Lane lane = lane().run(2);
        assertThat(lane.step(2).chosen()).isEqualTo(lane.run(1).ids().get(2));
        assertThatThrownBy(() -> lane.step(3)).hasMessage("step must be from 0 to 2 but is 3");
        assertThatThrownBy(() -> lane.step(-1)).hasMessage("step must be from 0 to 2 but is -1");
    }

    @Test
    void a_lane_does_not_change() {
        List<Integer> ids = new ArrayList<>(List.of(300));
        Lane lane = lane(PROMPT, ids, Map.of());
        ids.add(301);
        lane.run(2);
        assertThat(lane.ids()).containsExactly(300);
        assertThat(lane.run(0).ids()).containsExactly(300);
    }

    @Test
    void steps_chosen_by_hand_or_under_other_settings_differ() {
        List<Integer> ids = new ArrayList<>(lane().run(8).ids());
        int chosen = ids.get(3);
        ids.set(3, chosen + 1);
        assertThat(lane(PROMPT, ids, Map.of()).differingSteps()).contains(3).doesNotContain(0, 1, 2);
        Map<String, String> banned = Map.of("bias." + ids.get(0), "-1000");
        assertThat(lane(PROMPT, ids, banned).differingSteps()).contains(0);
    }

    @Test
    void ids_are_from_the_vocabulary() {
        assertRefused(() -> lane(4096), "ids", new Constraint("from-to", 0, 4095), "4096");
        assertRefused(() -> lane(5, -1), "ids", new Constraint("from-to", 0, 4095), "-1");
        assertThat(lane(4095).ids()).containsExactly(4095);
    }

    @Test
    void a_bias_must_name_a_token_of_the_vocabulary() {
        assertRefused(
                () -> lane(PROMPT, List.of(), Map.of("bias.4096", "1")),
                "bias.4096",
                new Constraint("known-token-id", 0, 4095),
                "4096");
    }

    @Test
    void the_end_of_the_text_finishes_a_lane() {
        Lane ended = lane(300, END);
        assertThat(ended.finished()).contains(FinishReason.END_OF_TEXT);
        assertThat(ended.run(5).ids()).containsExactly(300, END);
        assertThat(ended.step(1).candidate(END).rank()).isPositive();
        assertThatThrownBy(() -> ended.step(2)).hasMessage("step must be from 0 to 1 but is 2");
        assertThat(lane(300).finished()).isEmpty();
        assertRefused(() -> lane(END, 300), "ids", new Constraint("nothing-after-end"), "0");
    }

    @Test
    void a_token_that_ends_the_text_is_chosen_and_is_the_last() {
        Lane ended = lane(PROMPT, List.of(), Map.of("bias.0", "1000")).run(5);
        assertThat(ended.ids()).containsExactly(END);
        assertThat(ended.finished()).contains(FinishReason.END_OF_TEXT);
        assertThat(ended.differingSteps()).isEmpty();
    }

    @Test
    void the_start_of_a_text_is_not_its_end() {
        Lane lane = lane(MODEL.prompt(""), List.of(), Map.of());
        assertThat(lane.prompt()).isEqualTo(Prefix.of(END));
        assertThat(lane.finished()).isEmpty();
        assertThat(lane.run(3).ids()).hasSize(3);
    }

    @Test
    void the_last_step_looks_back_on_a_full_context() {
        List<Integer> ids = Collections.nCopies(CONTEXT - PROMPT.size() - 1, 300);
        Lane almost = lane(PROMPT, ids, Map.of("bias.0", "-1000"));
        assertThat(almost.finished()).isEmpty();
        Lane full = almost.run(10);
        assertThat(full.text().size()).isEqualTo(CONTEXT + 1);
        assertThat(full.finished()).contains(FinishReason.CONTEXT_FULL);
        assertThat(lane(PROMPT, full.ids(), Map.of("bias.0", "-1000"))
                        .step(full.ids().size() - 1)
                        .chosen())
                .isEqualTo(full.ids().get(full.ids().size() - 1));
        List<Integer> beyond = new ArrayList<>(full.ids());
        beyond.add(300);
        assertRefused(
                () -> lane(PROMPT, beyond, Map.of()),
                "ids",
                new Constraint("at-most-tokens", CONTEXT - PROMPT.size() + 1),
                Integer.toString(beyond.size()));
    }

    /** Each step once read its whole prefix again: twelve times the work for four times the steps. */
    @Test
    void opening_four_times_as_many_steps_is_about_four_times_the_work() {
        List<Integer> ids =
                lane(PROMPT, List.of(), Map.of("bias.0", "-1000")).run(240).ids();
        long few = allocated(ids.subList(0, 60));
        assertThat(allocated(ids)).isBetween(3 * few, 5 * few);
    }

    /** The bytes that opening a link allocates once its choices are cached, the same each time. */
    private static long allocated(List<Integer> ids) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (int times = 0; times < 6; times++) { // the first rounds also load classes
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            assertThat(lane(PROMPT, ids, Map.of("bias.0", "-1000")).differingSteps())
                    .isEmpty();
            bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        return bytes;
    }
}
