package logitlab.model.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LruCacheTest {

    private final List<String> left = new ArrayList<>();
    private final LruCache<String, String> cache = new LruCache<>(6, (key, value) -> value.length(), left::add);

    @Test
    void beyond_its_bytes_the_least_recently_used_entry_leaves() {
        cache.put("a", "11");
        cache.put("b", "22");
        cache.put("c", "33");
        assertThat(cache.find("a")).contains("11");
        cache.put("d", "4");
        assertThat(left).containsExactly("22");
        assertThat(cache.bytes()).isEqualTo(5);
    }

    @Test
    void exactly_its_bytes_fit() {
        cache.put("a", "111111");
        assertThat(cache.find("a")).isPresent();
        assertThat(left).isEmpty();
    }

    @Test
    void a_value_larger_than_the_cache_leaves_immediately_and_no_other_does() {
        cache.put("a", "11");
        cache.put("b", "2222222");
        assertThat(left).containsExactly("2222222");
        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.find("a")).contains("11");
        cache.put("a", "3333333");
        assertThat(left).containsExactly("2222222", "11", "3333333");
        assertThat(cache.find("a")).isEmpty();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void a_replaced_value_leaves() {
        cache.put("a", "1");
        cache.put("a", "22");
        assertThat(left).containsExactly("1");
        assertThat(cache.find("a")).contains("22");
        assertThat(cache.bytes()).isEqualTo(2);
    }

    @Test
    void a_removed_value_leaves() {
        cache.put("a", "1");
        cache.put("b", "22");
        cache.put("c", "333");
        cache.removeIf(value -> value.length() == 1);
        assertThat(cache.remove("c")).isTrue();
        assertThat(cache.remove("c")).isFalse();
        assertThat(left).containsExactly("1", "333");
        assertThat(cache.find("a")).isEmpty();
        assertThat(cache.find("c")).isEmpty();
        assertThat(cache.bytes()).isEqualTo(2);
    }

    @Test
    void the_best_has_the_highest_score_above_0_and_counts_as_used() {
        cache.put("a", "11");
        cache.put("b", "2");
        cache.put("c", "333");
        assertThat(cache.best(value -> 3 - value.length())).contains("2");
        assertThat(cache.best(value -> 0)).isEmpty();
        assertThat(cache.best(value -> value.length() == 2 ? 1 : 0)).contains("11");
        cache.put("d", "4444");
        assertThat(left).containsExactly("333", "2");
    }

    @Test
    void what_nobody_uses_leaves_and_what_is_used_stays() throws InterruptedException {
        cache.put("a", "11");
        cache.put("b", "2");
        cache.put("c", "333");
        cache.removeUnused(Duration.ofHours(1));
        assertThat(left).isEmpty();
        Duration since = Duration.ofSeconds(2);
        Thread.sleep(since.toMillis());
        assertThat(cache.find("a")).isPresent();
        assertThat(cache.best(value -> value.length() == 1 ? 1 : 0)).isPresent();

        cache.removeUnused(since);
        assertThat(left).containsExactly("333");
        assertThat(cache.bytes()).isEqualTo(3);
    }
}
