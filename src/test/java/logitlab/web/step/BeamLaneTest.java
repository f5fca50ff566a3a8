package logitlab.web.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import logitlab.TestServer;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamSettings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.beam.ModelBeams;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lanes that search with beams, on the real models; nothing here depends on their weights. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BeamLaneTest {

    private static final Models MODELS = TestServer.models();

    private static OpenedLink open(String query) {
        return OpenedLink.open(PlayLink.parse(Query.parse(query)), MODELS);
    }

    private static List<Integer> best(LanguageModel model, String prompt, BeamSettings settings, int steps) {
        BeamPath best = ModelBeams.search(model, model.prompt(prompt), settings, steps, Permit.AT_ONCE)
                .hypotheses(steps)
                .get(0);
        return best.tokens().ids().boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9})
    void its_text_is_the_best_after_as_many_steps_as_the_link_looks_at(int at) {
        OpenedLink play = open("prompt=The+king&a=beam&a.beams=3&at=" + at);
        Lane lane = play.lanes().get("a");
        assertThat(lane.ids()).isEqualTo(best(MODELS.first(), "The king", new BeamSettings(3, 1, false), at + 1));
        assertThat(lane.decoder()).isEqualTo(Decoder.BEAM);
        assertThat(play.verified()).isTrue();
        assertThat(open(play.link().query()).link()).isEqualTo(play.link());
    }

    @Test
    void a_step_searches_again_and_does_not_trust_the_ids_of_the_step_before() {
        OpenedLink first = open("prompt=The+king&a=beam&at=3");
        OpenedLink second = open(first.link().at(4).query());
        assertThat(second.lanes().get("a").ids()).isEqualTo(best(MODELS.first(), "The king", BeamSettings.USUAL, 5));
        OpenedLink back = open(second.link().at(3).query());
        assertThat(back.link()).isEqualTo(first.link());
    }

    @Test
    void ids_that_the_search_does_not_find_stay_and_are_reported() {
        OpenedLink found = open("prompt=The+king&a=beam&at=2");
        List<Integer> ids = found.lanes().get("a").ids();
        int other = ids.get(1) == 300 ? 301 : 300;
        OpenedLink tampered = open("prompt=The+king&a=beam&at=2&a.ids=" + Integer.toString(ids.get(0), 36) + "."
                + Integer.toString(other, 36) + "." + Integer.toString(ids.get(2), 36));
        assertThat(tampered.lanes().get("a").ids()).containsExactly(ids.get(0), other, ids.get(2));
        assertThat(tampered.lanes().get("a").differingSteps()).containsExactly(1);
        assertThat(tampered.verified()).isFalse();
        assertThat(tampered.lanes().get("a").step(1).chosen()).isEqualTo(ids.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void each_step_keeps_the_token_of_the_text_and_has_the_logits_of_the_model(String model) {
        OpenedLink play = open("prompt=The+king&a=beam&at=4&model=" + model);
        Lane lane = play.lanes().get("a");
        for (int at = 0; at < lane.ids().size(); at++) {
            Step step = lane.step(at);
            assertThat(step.chosen()).isEqualTo(lane.ids().get(at));
            assertThat(step.kept()).isOne();
            assertThat(lane.probability(at)).isEqualTo(step.model().at(step.chosen()));
        }
    }

    @Test
    void one_beam_writes_what_greedy_decoding_writes() {
        OpenedLink play = open("prompt=The+king&a=greedy&b=beam&b.beams=1&at=7");
        assertThat(play.lanes().get("b").ids()).isEqualTo(play.lanes().get("a").ids());
    }

    @Test
    void switches_change_what_it_searches() {
        OpenedLink play = open("prompt=The+king&a=beam&a.switch.1.mlp=0&at=4");
        PlayLink link = play.link();
        LanguageModel switched = MODELS.first().with(link.lanes().get("a").switches());
        assertThat(play.lanes().get("a").ids()).isEqualTo(best(switched, "The king", BeamSettings.USUAL, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "a=beam&a.temperature=0.8, a.temperature, beam-setting",
        "a=beam&a.bias.5=1, a.bias.5, beam-setting",
        "a=beam&a.order=vllm, a.order, beam-setting",
        "a=beam&a.beams=17, a.beams, from-to",
        "a=beam&a.early-stopping=yes, a.early-stopping, one-of",
        "a=sample&a.beams=4, a.beams, known-setting",
        "a=beams, a, one-of"
    })
    void settings_of_another_decoder_and_wrong_values_are_refused_by_name(String query, String field, String rule) {
        InvalidValueException refused = catchThrowableOfType(InvalidValueException.class, () -> open(query));
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.constraint().name()).isEqualTo(rule);
    }

    @Test
    void a_form_that_still_has_the_settings_of_other_decoders_is_led_to_a_link_without_them() {
        String form = "typed=1&a=beam&a.temperature=0%2C8&a.order=vllm&a.repetition-penalty=1.2&a.bias.7=2&a.beams=6"
                + "&a.length-penalty=0%2C5&b=sample&b.beams=3&b.temperature=0.8";
        assertThat(PlayForm.values(form))
                .containsOnlyKeys("a", "a.beams", "a.length-penalty", "b", "b.temperature")
                .containsEntry("a.length-penalty", "0.5");
    }
}
