package logitlab.web.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.model.Vector;
import logitlab.web.Messages;
import logitlab.web.inside.drawing.SvgDrawing;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.inside.drawing.VectorHeatmap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The small parts of the pictures: which tokens they have room for, outlines, shades. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VisibleRangeTest {

    @Test
    void few_positions_are_all_shown() {
        assertThat(VisibleRange.upTo(0, 4)).containsExactly(new VisibleRange(0, 0));
        assertThat(VisibleRange.upTo(3, 4)).hasSize(4).noneMatch(VisibleRange::gap);
    }

    @Test
    void of_many_positions_the_first_and_the_last_are_shown_and_each_counts_once() {
        List<VisibleRange> windows = VisibleRange.upTo(9, 4);
        assertThat(windows)
                .containsExactly(
                        new VisibleRange(0, 0), new VisibleRange(1, 7), new VisibleRange(8, 8), new VisibleRange(9, 9));
        assertThat(windows.get(1).count()).isEqualTo(7);
        List<Double> weights = IntStream.range(0, 10).mapToObj(i -> 0.1).toList();
        assertThat(windows.stream().mapToDouble(window -> window.sum(weights)).sum())
                .isEqualTo(1.0);
        for (int position = 0; position < 40; position++) {
            List<VisibleRange> shown = VisibleRange.upTo(position, 5);
            assertThat(shown).hasSizeLessThanOrEqualTo(5);
            assertThat(shown.stream().mapToInt(VisibleRange::count).sum()).isEqualTo(position + 1);
        }
    }

    @Test
    void a_single_position_is_never_a_gap() {
        assertThat(VisibleRange.upTo(5, 5).get(1)).isEqualTo(new VisibleRange(1, 2));
    }

    @Test
    void numbers_of_a_path_are_short() {
        assertThat(SvgPath.number(12)).isEqualTo("12");
        assertThat(SvgPath.number(12.5)).isEqualTo("12.5");
        assertThat(SvgPath.number(-0.001)).isEqualTo("0");
        assertThat(SvgPath.number(100)).isEqualTo("100");
    }

    @Test
    void a_ribbon_flows_to_the_right_or_down() {
        assertThat(ribbon(false)).isEqualTo("M0 8C10 8 10 28 20 28L20 32C10 32 10 12 0 12Z");
        assertThat(ribbon(true)).isEqualTo("M8 0C8 10 28 10 28 20L32 20C32 10 12 10 12 0Z");
    }

    private static String ribbon(boolean down) {
        SvgDrawing.Sketch sketch = new SvgDrawing.Sketch(down);
        sketch.ribbon("stream", 0, 8, 12, 20, 28, 32, "");
        return sketch.drawing(0, 0).ribbons().get(0).path();
    }

    @Test
    void shades_depend_on_the_root_mean_square() {
        // root of the mean square 1, so that 2.5 and beyond is darkest
        VectorHeatmap heatmap = VectorHeatmap.large(Messages.ENGLISH, Vector.of(0, 0, 0, 2));
        assertThat(heatmap.cells()).extracting(VectorHeatmap.Cell::shade).containsExactly("zero", "zero", "zero", "p3");
        assertThat(heatmap.scale()).contains("±2.5000");
        assertThat(heatmap.norm()).contains("2.00");
        assertThat(VectorHeatmap.large(Messages.ENGLISH, Vector.of(-9, 0, 0, 0))
                        .cells()
                        .get(0)
                        .shade())
                .isEqualTo("n3");
        float[] one = new float[100];
        one[7] = -50;
        assertThat(VectorHeatmap.large(Messages.ENGLISH, Vector.of(one))
                        .cells()
                        .get(7)
                        .shade())
                .isEqualTo("n4");
        assertThat(VectorHeatmap.small(Messages.ENGLISH, Vector.of(0, 0)).shades())
                .isEmpty();
    }

    @Test
    void small_cells_have_one_path_for_each_shade() {
        assertThat(VectorHeatmap.small(Messages.ENGLISH, Vector.of(1, -1, 1)).shades())
                .containsExactly(
                        new VectorHeatmap.Shade("n2", "M1 0h1v1h-1z"),
                        new VectorHeatmap.Shade("p2", "M0 0h1v1h-1zM2 0h1v1h-1z"));
    }
}
