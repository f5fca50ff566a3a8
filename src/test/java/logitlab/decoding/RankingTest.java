package logitlab.decoding;

import static logitlab.decoding.Staged.BANNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RankingTest {

    private static List<Integer> ranking(double... logits) {
        return Ranking.of(Logits.of(logits)).ids().boxed().toList();
    }

    @Test
    void by_falling_logit_ties_by_the_lower_id() {
        assertThat(ranking(1, 3, 3, -2, 3)).containsExactly(1, 2, 4, 0, 3);
        assertThat(ranking(7)).containsExactly(0);
    }

    @Test
    void rank_and_id_are_inverse() {
        Ranking ranking = Ranking.of(Logits.of(1, 3, 3, -2));
        IntStream.range(0, 4)
                .forEach(id -> assertThat(ranking.id(ranking.rank(id))).isEqualTo(id));
    }

    @Test
    void a_banned_token_comes_last() {
        assertThat(ranking(BANNED, -Double.MAX_VALUE, BANNED, 0)).containsExactly(3, 1, 0, 2);
    }

    @Test
    void minus_zero_ties_with_zero() {
        assertThat(ranking(-0.0, 0.0, -0.0)).containsExactly(0, 1, 2);
    }

    @Test
    void neighbouring_doubles_of_every_size_are_distinguished() {
        double[] sizes = {Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1e-30, 1, 3.7, 1e30, 1e308, Double.MAX_VALUE};
        for (double size : sizes) {
            assertThat(ranking(Math.nextDown(size), size)).containsExactly(1, 0);
            assertThat(ranking(-size, Math.nextUp(-size))).containsExactly(1, 0);
        }
        assertThat(ranking(-Double.MIN_VALUE, 0, Double.MIN_VALUE)).containsExactly(2, 1, 0);
    }

    @Test
    void agrees_with_a_plain_sort() {
        Random random = new Random(7);
        agreesWithAPlainSort(random.doubles(3000, -1e-3, 1e-3)
                .map(value -> Math.rint(value * 1e6) / 1e6)
                .toArray());
        agreesWithAPlainSort(IntStream.range(0, 3000)
                .mapToDouble(i -> 1 + random.nextInt(2000) * 0x1p-52)
                .toArray());
        agreesWithAPlainSort(DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .limit(3000)
                .toArray());
    }

    private static void agreesWithAPlainSort(double[] logits) {
        List<Integer> sorted = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -logits[id]))
                .toList();
        assertThat(ranking(logits)).containsExactlyElementsOf(sorted);
    }

    @Test
    void takes_300000_equal_or_nearly_equal_logits() {
        int size = 300_000;
        Ranking equal = Ranking.of(Logits.of(new double[size]));
        Ranking nearly = Ranking.of(Logits.of(
                IntStream.range(0, size).mapToDouble(id -> 1 + id * 0x1p-52).toArray()));
        assertThat(equal.id(12_345)).isEqualTo(12_345);
        assertThat(nearly.id(12_345)).isEqualTo(size - 1 - 12_345);
    }
}
