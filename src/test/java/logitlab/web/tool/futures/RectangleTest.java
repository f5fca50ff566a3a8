package logitlab.web.tool.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RectangleTest {

    /** The example of Bruls, Huizing and van Wijk: a rectangle of 6 by 4, and areas of 6, 6, 4, 3, 2, 2 and 1. */
    @Test
    void the_example_of_the_paper_is_divided_as_there() {
        List<Rectangle> parts = new Rectangle(0, 0, 6, 4).divide(List.of(6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0));
        assertAlike(parts.get(0), new Rectangle(0, 0, 3, 2));
        assertAlike(parts.get(1), new Rectangle(0, 2, 3, 2));
        assertAlike(parts.get(2), new Rectangle(3, 0, 12 / 7.0, 7 / 3.0));
        assertAlike(parts.get(3), new Rectangle(3 + 12 / 7.0, 0, 9 / 7.0, 7 / 3.0));
    }

    private static void assertAlike(Rectangle found, Rectangle expected) {
        assertThat(found.x()).isCloseTo(expected.x(), within(1e-12));
        assertThat(found.y()).isCloseTo(expected.y(), within(1e-12));
        assertThat(found.width()).isCloseTo(expected.width(), within(1e-12));
        assertThat(found.height()).isCloseTo(expected.height(), within(1e-12));
    }

    @Test
    void areas_are_proportional_to_the_weights_and_no_part_leaves_the_whole() {
        Random random = new Random(8);
        Rectangle whole = new Rectangle(10, 20, 1000, 560);
        for (int count = 1; count < 60; count++) {
            List<Double> weights = DoubleStream.generate(() -> Math.exp(random.nextGaussian() * 3))
                    .limit(count)
                    .boxed()
                    .toList();
            double total = weights.stream().mapToDouble(weight -> weight).sum();
            List<Rectangle> parts = whole.divide(weights);
            for (int i = 0; i < count; i++) {
                Rectangle part = parts.get(i);
                assertThat(part.area()).isCloseTo(whole.area() * weights.get(i) / total, within(1e-6));
                assertThat(part.x()).isGreaterThanOrEqualTo(10 - 1e-9);
                assertThat(part.y()).isGreaterThanOrEqualTo(20 - 1e-9);
                assertThat(part.x() + part.width()).isLessThanOrEqualTo(1010 + 1e-9);
                assertThat(part.y() + part.height()).isLessThanOrEqualTo(580 + 1e-9);
            }
        }
    }

    @Test
    void a_weight_that_is_too_small_for_the_numbers_gets_an_empty_part() {
        List<Rectangle> parts = new Rectangle(0, 0, 600, 400).divide(List.of(1.0, 1e-18, 1e-19));

        assertThat(parts).hasSize(3);
        assertThat(parts).allMatch(part -> Double.isFinite(part.x() + part.y() + part.width() + part.height()));
        assertThat(parts.get(0).area()).isCloseTo(240_000, within(1e-6));
    }
}
