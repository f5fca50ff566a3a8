package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProjectionTest {

    private static final double EXACT = 1e-6;

    private static final JsonNode NUMPY = Packages.resource("storyteller/map.json");

    private static List<Vector> rows() {
        TokenTable table = Packages.shipped("storyteller").tokenTable().orElseThrow();
        return StreamSupport.stream(NUMPY.path("places").spliterator(), false)
                .map(place -> table.row(place.path(1).asInt()))
                .map(row -> row.map(x -> x / row.norm()))
                .toList();
    }

    private static double dot(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] * other[i])
                .sum();
    }

    /** Distances from the mean (3, 0): 3, 3, 1, 1; their squares are 18 along the first axis and 2 along the second. */
    @Test
    void the_longer_diagonal_of_a_rhombus_is_the_first_axis() {
        Projection map = Projection.of(List.of(Vector.of(0, 0), Vector.of(6, 0), Vector.of(3, 1), Vector.of(3, -1)));
        assertThat(map.axis(0)).containsExactly(new double[] {1, 0}, within(1e-12));
        assertThat(map.axis(1)).containsExactly(new double[] {0, 1}, within(1e-12));
        assertThat(map.share(0)).isCloseTo(0.9, within(1e-12));
        assertThat(map.share(1)).isCloseTo(0.1, within(1e-12));
        assertThat(map.kept()).isCloseTo(1, within(1e-12));
        Projection.Place corner = map.place(Vector.of(6, 0));
        assertThat(corner.x()).isCloseTo(3, within(1e-12));
        assertThat(corner.y()).isCloseTo(0, within(1e-12));
        assertThat(corner.squaredDistance(map.place(Vector.of(3, 1)))).isCloseTo(10, within(1e-12));
    }

    @Test
    void the_axes_are_at_right_angles_and_of_length_1() {
        Projection map = Projection.of(rows());
        assertThat(dot(map.axis(0), map.axis(0))).isCloseTo(1, within(1e-12));
        assertThat(dot(map.axis(1), map.axis(1))).isCloseTo(1, within(1e-12));
        assertThat(dot(map.axis(0), map.axis(1))).isCloseTo(0, within(1e-12));
    }

    @Test
    void axes_shares_and_places_are_those_of_numpy() {
        List<Vector> rows = rows();
        Projection map = Projection.of(rows);
        for (int axis = 0; axis < 2; axis++) {
            assertThat(map.share(axis))
                    .isCloseTo(NUMPY.path("shares").path(axis).asDouble(), within(EXACT));
            double[] numpy = StreamSupport.stream(NUMPY.path("axes").path(axis).spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
            assertThat(map.axis(axis)).containsExactly(numpy, within(EXACT));
        }
        assertThat(rows).hasSize(200);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode numpy = NUMPY.path("places").path(i);
            assertThat(map.place(rows.get(i)).x()).isCloseTo(numpy.path(2).asDouble(), within(EXACT));
            assertThat(map.place(rows.get(i)).y()).isCloseTo(numpy.path(3).asDouble(), within(EXACT));
        }
    }

    @Test
    void neither_a_shift_nor_another_order_changes_the_map() {
        List<Vector> rows = rows();
        Projection map = Projection.of(rows);
        Projection shifted =
                Projection.of(rows.stream().map(row -> row.map(x -> x + 0.5)).toList());
        assertThat(shifted.axis(0)).containsExactly(map.axis(0), within(EXACT));
        List<Vector> turned = IntStream.range(0, rows.size())
                .mapToObj(i -> rows.get(rows.size() - 1 - i))
                .toList();
        assertThat(Projection.of(turned).axis(1)).containsExactly(map.axis(1), within(1e-9));
    }
}
