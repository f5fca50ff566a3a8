package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SwitchesTest {

    private static final Switches SOME =
            Switches.NONE.head(4, 2, 0).mlp(5, 0.5).mlp(4, 2).head(4, 10, 1.5);

    @Test
    void factors_have_the_names_and_the_order_of_links() {
        assertThat(SOME.factors()).hasToString("{4.2=0.0, 4.10=1.5, 4.mlp=2.0, 5.mlp=0.5}");
    }

    @Test
    void names_and_factors_of_a_link_are_read_back() {
        assertThat(Switches.of(Map.of("4.2", "0", "5.mlp", "0.5", "4.mlp", "2", "4.10", "1.5")))
                .isEqualTo(SOME);
        assertThat(SOME.byName()).hasToString("{4.2=0.0, 4.10=1.5, 4.mlp=2.0, 5.mlp=0.5}");
        assertThat(Switches.of(Map.of("4.2", "1"))).isEqualTo(Switches.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4.", "0.2", "4.0", "4.MLP", "4.2.1", "mlp", "", "123456.1"})
    void another_name_is_refused(String name) {
        assertThatThrownBy(() -> Switches.of(Map.of(name, "0")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("switch." + name + " must be switch-name but is \"" + name + "\"");
    }

    @Test
    void a_factor_of_a_link_has_its_range() {
        assertThatThrownBy(() -> Switches.of(Map.of("4.2", "3")))
                .hasMessageContaining("switch.4.2 must be from-to 0 2");
        assertThatThrownBy(() -> Switches.of(Map.of("4.2", "off"))).hasMessageContaining("switch.4.2 must be number");
    }

    @Test
    void switches_are_found_among_the_parameters_of_a_lane() {
        Map<String, String> lane = Map.of(
                "b", "greedy", "b.switch.4.2", "0", "b.switch.1.1", " ", "b.switch-layer", "3", "a.switch.5.1", "2");
        assertThat(Switches.of(lane, "b.switch.")).isEqualTo(Switches.NONE.head(4, 2, 0));
    }

    @Test
    void a_factor_of_one_is_no_switch() {
        assertThat(Switches.NONE.head(1, 1, 0).head(1, 1, 1)).isEqualTo(Switches.NONE);
        assertThat(Switches.NONE.mlp(1, 1).isNone()).isTrue();
        assertThat(SOME.isNone()).isFalse();
        assertThat(Switches.NONE.head(1, 1, -0.0)).isEqualTo(Switches.NONE.head(1, 1, 0));
    }

    @Test
    void heads_and_mlps_become_the_inputs_of_a_graph() {
        Switches switches = Switches.NONE.head(2, 1, 0).head(1, 3, 0.5).mlp(2, 2);
        assertThat(switches.heads(2, 3)).containsExactly(1, 1, 0.5f, 0, 1, 1);
        assertThat(switches.mlps(2)).containsExactly(1, 2);
        assertThat(switches.head(1, 3)).isEqualTo(0.5);
        assertThat(switches.head(1, 2)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_factor_outside_its_range_is_refused(double factor) {
        assertThatThrownBy(() -> Switches.NONE.head(4, 2, factor))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("switch.4.2 must be from-to 0 2 but is \"" + factor + "\"");
    }

    @Test
    void what_a_network_lacks_is_refused() {
        assertRefused(Switches.NONE.head(7, 1, 0), "switch.7.1 must be layer-up-to 6 but is \"7\"");
        assertRefused(Switches.NONE.head(0, 1, 0), "switch.0.1 must be layer-up-to 6 but is \"0\"");
        assertRefused(Switches.NONE.head(6, 5, 0), "switch.6.5 must be head-up-to 4 but is \"5\"");
        assertRefused(Switches.NONE.head(6, 0, 0), "switch.6.0 must be head-up-to 4 but is \"0\"");
        assertRefused(Switches.NONE.mlp(7, 0), "switch.7.mlp must be layer-up-to 6 but is \"7\"");
        Switches.NONE.head(6, 4, 0).mlp(6, 0).requireWithin(new Switches.Extent(6, 4, 6));
        Switches.NONE.requireWithin(new Switches.Extent(0, 0, 0));
        assertThatThrownBy(() -> Switches.NONE.mlp(1, 0.5).requireWithin(new Switches.Extent(6, 4, 0)))
                .hasMessage("switch.1.mlp must be no-switches but is \"0.5\"");
    }

    @Test
    void two_graphs_can_switch_together_what_each_of_them_can() {
        Switches.Extent all = new Switches.Extent(6, 4, 6);
        assertThat(all.and(new Switches.Extent(0, 0, 5))).isEqualTo(new Switches.Extent(0, 0, 5));
        assertThat(all.and(new Switches.Extent(0, 0, 0)).isNone()).isTrue();
        assertThat(new Switches.Extent(0, 0, 5).layers()).isEqualTo(5);
        assertThat(new Switches.Extent(5, 4, 0).isNone()).isFalse();
    }

    private static void assertRefused(Switches switches, String message) {
        assertThatThrownBy(() -> switches.requireWithin(new Switches.Extent(6, 4, 6)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(message);
    }
}
