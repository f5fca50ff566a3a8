package logitlab.decoding.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Scores;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All futures of a model of five tokens, whose logits depend on the last token. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FutureSearchTest {

    private static final FutureLimits ALL = new FutureLimits(3000, 4, 800);
    private static final Set<Integer> NO_END = Set.of();
    private static final Prefix PROMPT = Prefix.of(1, 2);
    private static final double[][] TABLE = {
        {-3.266, -1.517, 0.924, 0.387, 0.156},
        {-2.256, -0.999, 0.942, -4.219, 0.323},
        {-2.105, 1.746, 0.332, -3.068, -0.369},
        {3.58, -0.781, -0.503, -0.175, 0.387},
        {-0.161, -0.22, 2.237, -2.068, 3.157}
    };

    /** A path and its probability, found by trying every sequence of tokens. */
    private record Tried(List<Integer> ids, double probability) {}

    private static double[] after(List<Stage> stages, List<Integer> ids) {
        Prefix prefix = PROMPT.plus(ids);
        return Scores.after(stages, Logits.of(TABLE[prefix.at(prefix.size() - 1)]), prefix)
                .probabilities();
    }

    /** Every path of at most {@code depth} tokens with a probability above 0. */
    private static List<Tried> bruteForce(List<Stage> stages, int depth, Set<Integer> ends) {
        List<Tried> all = new ArrayList<>();
        for (int length = 1; length <= depth; length++) {
            for (int number = 0; number < Math.pow(5, length); number++) {
                List<Integer> ids = new ArrayList<>();
                for (int rest = number, i = 0; i < length; i++, rest /= 5) {
                    ids.add(0, rest % 5);
                }
                double probability = 1;
                for (int i = 0; i < length; i++) {
                    boolean ended = i > 0 && ends.contains(ids.get(i - 1));
                    probability *= ended ? 0 : after(stages, ids.subList(0, i))[ids.get(i)];
                }
                if (probability > 0) {
                    all.add(new Tried(ids, probability));
                }
            }
        }
        return all;
    }

    private static Future search(List<Stage> stages, FutureLimits limits, Set<Integer> ends, int together) {
        FutureSearch search = new FutureSearch(limits, ends);
        for (List<Path> next = search.next(together); !next.isEmpty(); next = search.next(together)) {
            assertThat(next).hasSizeLessThanOrEqualTo(together);
            assertThat(next).extracting(Path::length).containsOnly(next.get(0).length());
            next.forEach(path -> search.open(path, after(stages, path.ids())));
        }
        return search.tree();
    }

    private static Map<List<Integer>, Double> nodes(Future tree) {
        Map<List<Integer>, Double> nodes = new TreeMap<>(Comparator.comparing(Object::toString));
        collect(tree, List.of(), nodes);
        return nodes;
    }

    private static void collect(Future node, List<Integer> ids, Map<List<Integer>, Double> nodes) {
        for (Future child : node.children()) {
            List<Integer> longer = new ArrayList<>(ids);
            longer.add(child.id());
            nodes.put(longer, child.pathProbability());
            collect(child, longer, nodes);
        }
    }

    private static List<Stage> settings(String... keysAndValues) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.of(values).stages();
    }

    static List<List<Stage>> all() {
        return List.of(
                List.of(),
                settings("temperature", "0.7"),
                settings("temperature", "2", "top-k", "3"),
                settings("repetition-penalty", "1.3", "top-p", "0.9"),
                settings("bias.3", "4", "min-p", "0.05"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16})
    void every_path_is_there_with_the_probability_that_brute_force_gives(int together) {
        for (List<Stage> stages : all()) {
            for (Set<Integer> ends : List.of(NO_END, Set.of(4))) {
                Map<List<Integer>, Double> found = nodes(search(stages, ALL, ends, together));
                List<Tried> tried = bruteForce(stages, 4, ends);
                assertThat(found).hasSize(tried.size());
                tried.forEach(path -> assertThat(found.get(path.ids())).isCloseTo(path.probability(), within(1e-14)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void a_tree_with_few_nodes_has_the_most_probable_paths_of_all(int together) {
        for (List<Stage> stages : all()) {
            List<Tried> tried = bruteForce(stages, 4, NO_END);
            tried.sort(Comparator.comparing(Tried::probability).reversed());
            for (int nodes : List.of(1, 7, 40, 100)) {
                Map<List<Integer>, Double> found = nodes(search(stages, ALL.nodes(nodes), NO_END, together));
                assertThat(found.keySet())
                        .containsExactlyInAnyOrderElementsOf(
                                tried.stream().limit(nodes).map(Tried::ids).toList());
            }
        }
    }

    @Test
    void the_probabilities_add_up_to_1_at_every_node_and_over_the_whole_tree() {
        Random random = new Random(11);
        for (FutureLimits limits : List.of(ALL, ALL.nodes(30), new FutureLimits(2000, 6, 90))) {
            FutureSearch search = new FutureSearch(limits, Set.of(0));
            for (List<Path> next = search.next(16); !next.isEmpty(); next = search.next(16)) {
                next.forEach(path -> search.open(path, random(random, 3000, 9)));
            }
            Future tree = search.tree();
            assertThat(tree.descendants()).isEqualTo(limits.nodes());
            assertAddsUp(tree);
            assertThat(leaves(tree)).isCloseTo(1, within(1e-12));
        }
    }

    private static double[] random(Random random, int size, double range) {
        Logits logits = Logits.of(random.doubles(size, -range, range).toArray());
        return Scores.after(List.of(), logits, Prefix.EMPTY).probabilities();
    }

    private static void assertAddsUp(Future node) {
        node.opened().ifPresent(opened -> {
            double sum = opened.everythingElse().probability();
            double along = opened.everythingElse().pathProbability();
            int count = opened.everythingElse().count();
            for (Future child : opened.children()) {
                assertThat(child.pathProbability()).isEqualTo(node.pathProbability() * child.probability());
                sum += child.probability();
                along += child.pathProbability();
                count++;
                assertAddsUp(child);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(along).isCloseTo(node.pathProbability(), within(1e-12));
            assertThat(count).isEqualTo(3000);
        });
    }

    /** What ends somewhere: the closed paths and everything else. */
    private static double leaves(Future node) {
        return node.opened()
                .map(opened -> opened.everythingElse().pathProbability()
                        + opened.children().stream()
                                .mapToDouble(FutureSearchTest::leaves)
                                .sum())
                .orElse(node.pathProbability());
    }

    @Test
    void what_is_left_out_keeps_its_digits_however_small_it_is() {
        FutureSearch search = new FutureSearch(new FutureLimits(1, 1, 1), NO_END);
        search.open(search.next(1).get(0), new double[] {3e-30, 1, 1e-30, 0});
        Future.Rest rest = search.tree().opened().orElseThrow().everythingElse();
        assertThat(rest.count()).isEqualTo(3);
        assertThat(rest.probability()).isCloseTo(4e-30, within(1e-44));
    }

    @Test
    void equally_probable_paths_are_in_order_of_their_length_and_then_of_their_tokens() {
        double[] even = {0.5, 0.5, 0};
        double[] certain = {0, 1, 0};
        FutureSearch search = new FutureSearch(new FutureLimits(5, 3, 20), NO_END);
        List<List<Integer>> order = new ArrayList<>();
        for (List<Path> next = search.next(1); !next.isEmpty(); next = search.next(1)) {
            order.add(next.get(0).ids());
            search.open(next.get(0), next.get(0).length() == 0 ? even : certain);
        }
        assertThat(order).containsExactly(List.of(), List.of(0), List.of(1), List.of(0, 1));
        assertThat(nodes(search.tree()).keySet())
                .containsExactlyInAnyOrder(List.of(0), List.of(1), List.of(0, 1), List.of(1, 1), List.of(0, 1, 1));
    }

    @Test
    void the_limit_of_opened_paths_counts_each_path_and_the_tree_still_fills_up() {
        FutureSearch search = new FutureSearch(new FutureLimits(3000, 12, 40), NO_END);
        Random random = new Random(2);
        for (List<Path> next = search.next(16); !next.isEmpty(); next = search.next(16)) {
            next.forEach(path -> search.open(path, random(random, 400, 4)));
        }
        assertThat(search.opened()).isEqualTo(40);
        assertThat(search.tree().openedPaths()).isEqualTo(40);
        assertThat(search.tree().descendants()).isEqualTo(3000);
    }

    @Test
    void children_are_listed_best_first_and_a_dropped_token_is_no_child() {
        Future tree = search(settings("top-k", "2"), ALL.depth(1), NO_END, 1);
        assertThat(tree.id()).isEqualTo(Future.ROOT);
        assertThat(tree.probability()).isEqualTo(1);
        assertThat(tree.children()).extracting(Future::id).containsExactly(1, 2);
        assertThat(tree.opened().orElseThrow().everythingElse()).isEqualTo(new Future.Rest(3, 0, 0));
        assertThat(tree.children().get(0).opened()).isEmpty();
    }

    @Test
    void limits_are_bounded() {
        assertThat(FutureLimits.USUAL).isEqualTo(new FutureLimits(3000, 12, 800));
        for (int[] wrong :
                List.of(new int[] {0, 12}, new int[] {10_001, 12}, new int[] {3000, 0}, new int[] {3000, 33})) {
            assertThatThrownBy(() -> new FutureLimits(wrong[0], wrong[1], 800))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining(wrong[1] == 12 ? "nodes" : "depth");
        }
    }

    @Test
    void a_compensated_sum_keeps_what_plain_addition_loses() {
        Sum sum = new Sum();
        List<Double> values = new ArrayList<>(Collections.nCopies(1_000_000, 1e-17));
        values.add(0, 1.0);
        values.forEach(sum::add);
        assertThat(sum.value()).isCloseTo(1 + 1e-11, within(1e-16));
        assertThat(values.stream().reduce(0.0, Double::sum)).isEqualTo(1);
    }
}
