package logitlab.web.tool.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.web.link.PathTree;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The tree of paths, cut at its forks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BranchTest {

    private static ScoredPath scored(List<Integer> path) {
        return new ScoredPath(
                path, path.stream().map(id -> OptionalDouble.of(-id)).toList());
    }

    private static List<Branch> branches(List<List<Integer>> paths) {
        return Branch.all(paths.stream().map(BranchTest::scored).toList());
    }

    @Test
    void three_paths_with_two_forks_are_five_branches() {
        List<Branch> branches = branches(List.of(List.of(1, 2, 3), List.of(1, 2, 4, 5), List.of(6)));
        assertThat(branches).hasSize(2);
        Branch first = branches.get(0);
        assertThat(first.ids()).containsExactly(1, 2);
        assertThat(first.logProbabilities()).containsExactly(OptionalDouble.of(-1), OptionalDouble.of(-2));
        assertThat(first.tip()).isEmpty();
        assertThat(first.next()).extracting(Branch::ids).containsExactly(List.of(3), List.of(4, 5));
        assertThat(first.next()).extracting(Branch::tip).containsExactly(OptionalInt.of(0), OptionalInt.of(1));
        assertThat(branches.get(1).ids()).containsExactly(6);
        assertThat(branches.get(1).tip()).hasValue(2);
        assertThat(branches(List.of())).isEmpty();
    }

    @Test
    void going_along_all_branches_gives_the_paths_back() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            PathTree tree = PathTree.NONE;
            for (int i = 0; i < 12; i++) {
                tree = tree.with(IntStream.range(0, 1 + random.nextInt(6))
                        .mapToObj(at -> random.nextInt(3))
                        .toList());
            }
            List<List<Integer>> back = new ArrayList<>();
            branches(tree.paths()).forEach(branch -> walk(List.of(), branch, back));
            assertThat(back).isEqualTo(tree.paths());
        }
    }

    private static void walk(List<Integer> before, Branch branch, List<List<Integer>> paths) {
        List<Integer> here =
                Stream.concat(before.stream(), branch.ids().stream()).toList();
        assertThat(branch.next().size()).as("a fork has at least two branches").isNotEqualTo(1);
        if (branch.tip().isPresent()) {
            assertThat(branch.tip().getAsInt()).isEqualTo(paths.size());
            paths.add(here);
        }
        branch.next().forEach(next -> walk(here, next, paths));
    }
}
