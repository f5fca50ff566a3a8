package logitlab.web.lessons.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import logitlab.model.Vector;
import logitlab.web.lessons.drawing.LabelPlacer.Dot;
import logitlab.web.lessons.drawing.LabelPlacer.Label;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LabelPlacerTest {

    private static final double HEIGHT = 300;
    private static final double LETTER = 7;

    private record Shown(double left, double right, double top, double bottom) {

        boolean overlaps(Shown other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private static Shown shown(Dot dot, Label label, double width) {
        double length = LETTER * dot.name().length();
        double anchor = dot.across() * width + label.right();
        double left = switch (label.anchor()) {
            case "start" -> anchor;
            case "end" -> anchor - length;
            default -> anchor - length / 2;
        };
        double line = dot.down() + label.below();
        return new Shown(left, left + length, line - 11, line + 3);
    }

    @Test
    void names_that_are_shown_never_overlap_and_stay_inside_at_any_width() {
        Random random = new Random(3);
        List<Dot> dots = IntStream.range(0, 120)
                .mapToObj(i -> new Dot(random.nextDouble(), HEIGHT * random.nextDouble(), "word" + i))
                .toList();
        List<Optional<Label>> labels = new LabelPlacer(HEIGHT, LETTER, dots).place(9);
        for (int width : new int[] {260, 296, 300, 511, 700, 1200}) {
            List<Shown> shown = IntStream.range(0, dots.size())
                    .filter(i ->
                            labels.get(i).filter(label -> label.room() <= width).isPresent())
                    .mapToObj(i -> shown(dots.get(i), labels.get(i).get(), width))
                    .toList();
            assertThat(shown).hasSizeGreaterThan(20);
            for (int i = 0; i < shown.size(); i++) {
                assertThat(shown.get(i).left).isNotNegative();
                assertThat(shown.get(i).right).isLessThanOrEqualTo(width);
                for (int j = 0; j < i; j++) {
                    assertThat(shown.get(i).overlaps(shown.get(j))).isFalse();
                }
            }
        }
    }

    @Test
    void the_first_names_find_room_even_where_their_dots_crowd() {
        List<Dot> dots = IntStream.range(0, 9)
                .mapToObj(i -> new Dot(0.5 + i / 1000.0, 150 + i, "crowded"))
                .toList();
        List<Optional<Label>> labels = new LabelPlacer(HEIGHT, LETTER, dots).place(9);
        assertThat(labels)
                .allSatisfy(label -> assertThat(label)
                        .hasValueSatisfying(found -> assertThat(found.room()).isEqualTo(260)));
        assertThat(labels)
                .anySatisfy(label -> assertThat(label.orElseThrow().far()).isTrue());
    }

    @Test
    void a_strip_has_a_path_for_each_shade_and_leaves_white_out() {
        VectorStrip strip = VectorStrip.of(Vector.of(0, 4, -9, 1, 4), 4);
        assertThat(strip.width()).isEqualTo(5);
        assertThat(strip.shades())
                .containsExactly(
                        new VectorStrip.Shade("n4", "M2 0h1v1h-1z"),
                        new VectorStrip.Shade("p1", "M3 0h1v1h-1z"),
                        new VectorStrip.Shade("p4", "M1 0h1v1h-1zM4 0h1v1h-1z"));
    }
}
