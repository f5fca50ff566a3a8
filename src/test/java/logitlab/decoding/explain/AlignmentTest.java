package logitlab.decoding.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.explain.Alignment.Block;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AlignmentTest {

    private static List<String> letters(String word) {
        return Stream.of(word.split("")).filter(letter -> !letter.isEmpty()).toList();
    }

    @Test
    void an_example_by_hand() {
        Alignment<String> alignment = Alignment.of(letters("abcd"), letters("bxd"));
        assertThat(alignment.blocks())
                .containsExactly(
                        new Block<>(false, List.of("a"), List.of()),
                        new Block<>(true, List.of("b"), List.of("b")),
                        new Block<>(false, List.of("c"), List.of("x")),
                        new Block<>(true, List.of("d"), List.of("d")));
        assertThat(alignment.common()).isEqualTo(2);
        assertThat(Alignment.of(List.of(), List.of()).blocks()).isEmpty();
    }

    @Test
    void blocks_alternate_and_together_are_the_sequences_and_no_common_part_is_longer() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            List<Integer> first = random.ints(random.nextInt(8), 0, 3).boxed().toList();
            List<Integer> second = random.ints(random.nextInt(8), 0, 3).boxed().toList();
            Alignment<Integer> alignment = Alignment.of(first, second);
            List<Block<Integer>> blocks = alignment.blocks();
            assertThat(blocks.stream().flatMap(block -> block.first().stream())).isEqualTo(first);
            assertThat(blocks.stream().flatMap(block -> block.second().stream()))
                    .isEqualTo(second);
            for (Block<Integer> block : blocks) {
                assertThat(block.first().equals(block.second())).isEqualTo(block.same());
            }
            for (int place = 1; place < blocks.size(); place++) {
                assertThat(blocks.get(place).same())
                        .isNotEqualTo(blocks.get(place - 1).same());
            }
            assertThat(alignment.common()).isEqualTo(longestByTryingAll(first, second));
        }
    }

    /** Over all parts of the first. */
    private static int longestByTryingAll(List<Integer> first, List<Integer> second) {
        return IntStream.range(0, 1 << first.size())
                .filter(chosen -> {
                    int at = 0;
                    for (int i = 0; i < first.size(); i++) {
                        if ((chosen >> i & 1) == 1) {
                            while (at < second.size() && !second.get(at).equals(first.get(i))) {
                                at++;
                            }
                            if (at++ >= second.size()) {
                                return false;
                            }
                        }
                    }
                    return true;
                })
                .map(Integer::bitCount)
                .max()
                .orElse(0);
    }
}
