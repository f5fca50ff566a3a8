package logitlab.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecentTest {

    private final List<String> left = new ArrayList<>();
    private final Recent<String, String> recent = new Recent<>(6, (key, value) -> value.length(), left::add);

    @Test
    void beyond_its_bytes_the_least_recently_used_entry_leaves() {
        recent.put("a", "11");
        recent.put("b", "22");
        recent.put("c", "33");
        assertThat(recent.find("a")).contains("11");
        recent.put("d", "4");
        assertThat(left).containsExactly("22");
        assertThat(recent.bytes()).isEqualTo(5);
    }

    @Test
    void exactly_its_bytes_fit() {
        recent.put("a", "111111");
        assertThat(recent.find("a")).isPresent();
        assertThat(left).isEmpty();
    }

    @Test
    void a_value_larger_than_the_cache_leaves_immediately_and_no_other_does() {
        recent.put("a", "11");
        recent.put("b", "2222222");
        assertThat(left).containsExactly("2222222");
        assertThat(recent.find("b")).isEmpty();
        assertThat(recent.find("a")).contains("11");
        recent.put("a", "3333333");
        assertThat(left).containsExactly("2222222", "11", "3333333");
        assertThat(recent.find("a")).isEmpty();
        assertThat(recent.bytes()).isZero();
    }

    @Test
    void a_replaced_value_leaves() {
        recent.put("a", "1");
        recent.put("a", "22");
        assertThat(left).containsExactly("1");
        assertThat(recent.find("a")).contains("22");
        assertThat(recent.bytes()).isEqualTo(2);
    }

    @Test
    void a_removed_value_leaves() {
        recent.put("a", "1");
        recent.put("b", "22");
        recent.removeIf(value -> value.length() == 1);
        assertThat(left).containsExactly("1");
        assertThat(recent.find("a")).isEmpty();
        assertThat(recent.bytes()).isEqualTo(2);
    }

    @Test
    void the_best_has_the_highest_score_above_0_and_counts_as_used() {
        recent.put("a", "11");
        recent.put("b", "2");
        recent.put("c", "333");
        assertThat(recent.best(value -> 3 - value.length())).contains("2");
        assertThat(recent.best(value -> 0)).isEmpty();
        assertThat(recent.best(value -> value.length() == 2 ? 1 : 0)).contains("11");
        recent.put("d", "4444");
        assertThat(left).containsExactly("333", "2");
    }
}
