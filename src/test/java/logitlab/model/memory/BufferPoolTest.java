package logitlab.model.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BufferPoolTest {

    private final BufferPool pool = new BufferPool(1 << 20);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 65_537, 1_000_000})
    void memory_has_the_size_that_was_asked_for_and_the_order_of_the_machine(int size) {
        ByteBuffer taken = pool.take(size);
        assertThat(taken.limit()).isEqualTo(size);
        assertThat(taken.capacity()).isBetween(size, size + Math.max(1024, size / 4));
        assertThat(taken.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(taken.isDirect()).isTrue();
    }

    @Test
    void what_is_given_back_is_taken_again_for_about_the_same_size() {
        ByteBuffer first = pool.take(40 * 768);
        first.put(0, (byte) 42);
        pool.giveBack(first);
        assertThat(pool.freeBytes()).isEqualTo(first.capacity());
        ByteBuffer second = pool.take(41 * 768);
        assertThat(second.get(0)).isEqualTo((byte) 42);
        assertThat(second.limit()).isEqualTo(41 * 768);
        assertThat(pool.freeBytes()).isZero();
    }

    @Test
    void a_small_piece_does_not_take_a_large_one() {
        pool.giveBack(pool.take(500_000));
        long free = pool.freeBytes();
        pool.take(2000);
        assertThat(pool.freeBytes()).isEqualTo(free);
    }

    @Test
    void no_more_is_kept_than_allowed() {
        ByteBuffer[] taken = new ByteBuffer[40];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = pool.take(100_000);
        }
        for (ByteBuffer each : taken) {
            pool.giveBack(each);
        }
        assertThat(pool.freeBytes()).isBetween(1L << 19, 1L << 20);
    }

    @Test
    void what_nobody_has_needed_for_longest_is_dropped_for_what_comes_back() {
        ByteBuffer[] small = new ByteBuffer[20];
        for (int i = 0; i < small.length; i++) {
            small[i] = pool.take(50_000);
        }
        ByteBuffer large = pool.take(400_000).put(0, (byte) 7);
        ByteBuffer tooLarge = pool.take(2 << 20);
        for (int i = 0; i < small.length; i++) {
            pool.giveBack(small[i].put(0, (byte) i));
        }
        pool.giveBack(large);
        pool.giveBack(tooLarge);

        assertThat(pool.freeBytes()).isBetween(1L << 19, 1L << 20);
        assertThat(pool.take(400_000).get(0)).isEqualTo((byte) 7);
        assertThat(pool.take(50_000).get(0)).as("the last that came back").isEqualTo((byte) 19);
        assertThat(pool.take(2 << 20).get(0)).as("new memory is empty").isZero();
    }
}
