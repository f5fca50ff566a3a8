package logitlab.web.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.InvalidValueException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InsideLinkTest {

    private static InsideLink parse(String query) {
        return InsideLink.parse(Query.parse(query));
    }

    @Test
    void a_whole_link_reads_back_to_itself() {
        String query = "v=1&prompt=The+cat&other=A+dog&seed=9&decoder=sample&model=storyteller&digest=0123456789ab"
                + "&temperature=0.8&top-p=0.95&switch.4.2=0&switch.5.mlp=0.5&ids=1z.9k&position=2&layer=3&head=4"
                + "&station=layers&target=280&against=7";
        assertThat(parse(query).query()).isEqualTo(query);
        assertThat(parse(parse(query).query())).isEqualTo(parse(query));
    }

    @Test
    void a_look_into_a_chat_reads_back_to_itself() {
        String query =
                "v=1&prompt=Why%3F&chat=1&system=Be+brief.&template=0123456789ab&other=How%3F&seed=7&decoder=greedy";
        assertThat(parse(query).query()).isEqualTo(query);
        assertThat(parse(query).prompt().chat()).isTrue();
        assertThat(parse("prompt=x&special=1").query()).isEqualTo("v=1&prompt=x&special=1&seed=7&decoder=greedy");
    }

    @Test
    void a_missing_parameter_has_its_default() {
        InsideLink link = parse("");
        assertThat(link.prompt().text()).isEqualTo("Once upon a time there was a little girl who");
        assertThat(link.seed()).isEqualTo(7);
        assertThat(link.lane().decoder()).isEqualTo(Decoder.GREEDY);
        assertThat(link.lane().model()).isEmpty();
        assertThat(link.position()).isEmpty();
        assertThat(link.station()).isEmpty();
        assertThat(parse("other=&position=&station=&ids=")).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({
        "v=2, v",
        "position=-1, position",
        "position=x, position",
        "layer=0, layer",
        "head=0, head",
        "station=end, station",
        "target=-1, target",
        "against=x, against",
        "switch.4=0, switch.4",
        "switch.4.2=3, switch.4.2",
        "switch.4.2=off, switch.4.2",
        "decoder=both, decoder",
        "temperature=0, temperature",
        "ids=A, ids",
        "digest=xyz, digest",
        "seed=1.5, seed",
        "a=greedy, a",
        "bias=1, bias",
        "chat=2, chat",
        "template=xyz, template",
        "position=1&position=2, position"
    })
    void a_wrong_parameter_is_refused_by_its_name(String query, String field) {
        assertThatThrownBy(() -> parse(query))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(field));
    }

    @Test
    void a_longer_text_is_seen_from_its_end_and_has_no_second_text() {
        InsideLink link = parse("other=A+dog&position=1&layer=2&head=3").ids(List.of(5));
        assertThat(link.position()).isEqualTo(OptionalInt.empty());
        assertThat(link.other()).isEqualTo(Optional.empty());
        assertThat(link.layer()).isEqualTo(OptionalInt.of(2));
        assertThat(link.toMap()).containsEntry("ids", "5").doesNotContainKeys("position", "other");
    }

    @Test
    void a_factor_of_one_is_no_switch_and_another_text_has_no_bill() {
        assertThat(parse("switch.4.2=1")).isEqualTo(parse(""));
        assertThat(parse("switch.4.2=1e0&target=").toMap()).doesNotContainKeys("switch.4.2", "target");
        assertThat(parse("target=5&against=6&switch.4.2=0").ids(List.of(5)).toMap())
                .containsEntry("switch.4.2", "0")
                .doesNotContainKeys("target", "against");
    }

    @Test
    void a_new_layer_shows_all_its_heads() {
        assertThat(parse("layer=2&head=3").layer(4).toMap())
                .containsEntry("layer", "4")
                .doesNotContainKey("head");
    }

    @Test
    void windows_line_ends_are_line_ends() {
        assertThat(InsideLink.parse(Map.of("prompt", "a\r\nb", "other", "c\r\nd"))
                        .toMap())
                .containsEntry("prompt", "a\nb")
                .containsEntry("other", "c\nd");
    }
}
