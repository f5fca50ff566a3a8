package logitlab.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FairQueueTest {

    private final FairQueue<Runnable> queue = new FairQueue<>();
    private final List<String> done = new ArrayList<>();

    private void add(String line, int number) {
        queue.add(line, () -> done.add(line + number));
    }

    @Test
    void one_piece_of_each_line_is_taken_in_turn_and_each_line_in_its_order() {
        add("a", 1);
        add("a", 2);
        add("a", 3);
        add("b", 1);
        queue.remove().run();
        add("c", 1);
        add("b", 2);
        while (!queue.isEmpty()) {
            queue.remove().run();
        }

        assertThat(done).containsExactly("a1", "b1", "a2", "c1", "b2", "a3");
    }

    @Test
    void a_line_that_was_empty_begins_at_the_end() {
        add("a", 1);
        queue.remove().run();
        assertThat(queue.isEmpty()).isTrue();
        add("b", 1);
        add("a", 2);
        queue.remove().run();

        assertThat(done).containsExactly("a1", "b1");
    }
}
