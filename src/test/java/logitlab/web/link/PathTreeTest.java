package logitlab.web.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of the tree of paths. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PathTreeTest {

    private static PathTree tree(List<List<Integer>> paths) {
        PathTree tree = PathTree.NONE;
        for (List<Integer> path : paths) {
            tree = tree.with(path);
        }
        return tree;
    }

    @Test
    void a_path_is_written_after_what_it_shares_with_the_path_before() {
        PathTree tree = tree(List.of(List.of(71, 432, 7), List.of(71, 5)));
        assertThat(tree.text()).isEqualTo("1z.c0.7_1.5");
        assertThat(PathTree.parse("1z.c0.7_1.5")).isEqualTo(tree);
        assertThat(tree.size()).isEqualTo(4);
    }

    @Test
    void paths_that_share_more_stand_closer_together_in_the_order_in_which_they_were_tried() {
        PathTree tree = tree(List.of(List.of(1, 2, 3), List.of(9), List.of(1, 2, 4), List.of(1, 5), List.of(1, 2, 6)));
        assertThat(tree.paths())
                .containsExactly(List.of(1, 2, 3), List.of(1, 2, 4), List.of(1, 2, 6), List.of(1, 5), List.of(9));
        assertThat(tree.text()).isEqualTo("1.2.3_2.4_2.6_1.5_0.9");
    }

    @Test
    void a_path_that_goes_on_takes_the_place_of_its_beginning_and_a_beginning_adds_nothing() {
        PathTree tree = tree(List.of(List.of(1, 2), List.of(3)));
        assertThat(tree.with(List.of(1, 2, 8)).paths()).containsExactly(List.of(1, 2, 8), List.of(3));
        assertThat(tree.with(List.of(1))).isEqualTo(tree);
        assertThat(tree.with(List.of())).isEqualTo(tree);
        assertThat(PathTree.NONE.size()).isZero();
    }

    @Test
    void random_trees_come_back_from_their_text_with_every_path_and_each_token_counted_once() {
        Random random = new Random(20);
        for (int trial = 0; trial < 300; trial++) {
            List<List<Integer>> tried = new ArrayList<>();
            PathTree tree = PathTree.NONE;
            while (tree.size() < 1 + random.nextInt(120)) {
                int length = 1 + random.nextInt(7);
                List<Integer> path = IntStream.range(0, length)
                        .mapToObj(at -> random.nextInt(3) == 0 ? random.nextInt(50_000) : random.nextInt(3))
                        .toList();
                tried.add(path);
                tree = tree.with(path);
            }
            assertThat(PathTree.parse(tree.text())).isEqualTo(tree);
            Set<List<Integer>> beginnings = beginnings(tried);
            assertThat(beginnings(tree.paths())).isEqualTo(beginnings);
            assertThat(tree.size()).as("one token for each different beginning").isEqualTo(beginnings.size());
            assertThat(PathTree.NONE.with(tree)).isEqualTo(tree);
        }
    }

    private static Set<List<Integer>> beginnings(List<List<Integer>> paths) {
        Set<List<Integer>> all = new HashSet<>();
        paths.forEach(path -> IntStream.rangeClosed(1, path.size()).forEach(end -> all.add(path.subList(0, end))));
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "_",
        "1z.",
        ".1z",
        "1..2",
        "A",
        "-1",
        "1234567",
        "1.2_",
        "1.2_1",
        "1.2_2.5",
        "1.2_9.5",
        "1.2_.5",
        "1.2_1.-",
        "1.2__1.3",
        "1 2"
    })
    void what_breaks_the_grammar_is_refused(String text) {
        InvalidValueException invalid = catchThrowableOfType(InvalidValueException.class, () -> PathTree.parse(text));
        assertThat(invalid.field()).isEqualTo("tree");
        assertThat(invalid.constraint().name()).isEqualTo("path-tree");
    }

    @Test
    void a_tree_of_500_tokens_is_read_and_one_of_501_is_refused() {
        String ids = IntStream.range(0, 499).mapToObj(id -> "7").collect(Collectors.joining("."));
        assertThat(PathTree.parse(ids + "_0.8").size()).isEqualTo(500);
        assertThat(PathTree.parse(ids + "_0.8_0.8").size()).isEqualTo(500);
        InvalidValueException invalid =
                catchThrowableOfType(InvalidValueException.class, () -> PathTree.parse(ids + "_0.8_0.9"));
        assertThat(invalid.field()).isEqualTo("tree");
        assertThat(invalid.constraint().name()).isEqualTo("at-most-tokens");
    }

    @Test
    void an_id_above_every_int_stays_above_every_vocabulary() {
        assertThat(PathTree.parse("zzzzzz").paths()).containsExactly(List.of(Integer.MAX_VALUE));
    }
}
