package logitlab.decoding.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * Two sequences side by side: what they have in common in the same order, and what each has in between.
 *
 * <p>A longest common subsequence, by the usual table of lengths, whose size is the product of the sequences' lengths. Of several that
 * are equally long it takes the one that matches as early as possible. Source: Wagner and Fischer, The String-to-String Correction
 * Problem, 1974.
 *
 * <pre>
 * of a b c d and b x d   is [a | ], b, [c | x], d
 * </pre>
 */
public record Alignment<T>(List<Block<T>> blocks) {

    /** Equal parts of both, or what stands in their place: then one of the two may be empty. */
    public record Block<T>(boolean same, List<T> first, List<T> second) {}

    public Alignment {
        blocks = List.copyOf(blocks);
    }

    public static <T> Alignment<T> of(List<T> first, List<T> second) {
        int[][] longest = lengths(first, second);
        List<Block<T>> blocks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < first.size() || j < second.size()) {
            int fromFirst = i;
            int fromSecond = j;
            boolean same = matches(first, second, i, j);
            while ((i < first.size() || j < second.size()) && matches(first, second, i, j) == same) {
                if (same) {
                    i++;
                    j++;
                } else if (j == second.size() || i < first.size() && longest[i + 1][j] >= longest[i][j + 1]) {
                    i++;
                } else {
                    j++;
                }
            }
            blocks.add(new Block<>(
                    same, List.copyOf(first.subList(fromFirst, i)), List.copyOf(second.subList(fromSecond, j))));
        }
        return new Alignment<>(blocks);
    }

    private static <T> boolean matches(List<T> first, List<T> second, int i, int j) {
        return i < first.size() && j < second.size() && first.get(i).equals(second.get(j));
    }

    /** At i, j: the length of what the first from i on and the second from j on have in common. */
    private static <T> int[][] lengths(List<T> first, List<T> second) {
        int[][] longest = new int[first.size() + 1][second.size() + 1];
        for (int i = first.size() - 1; i >= 0; i--) {
            for (int j = second.size() - 1; j >= 0; j--) {
                longest[i][j] = first.get(i).equals(second.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    /** How many entries both have in common, in the same order. */
    public int common() {
        return blocks.stream()
                .filter(Block::same)
                .mapToInt(block -> block.first().size())
                .sum();
    }
}
