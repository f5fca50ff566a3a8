package logitlab.lesson.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.file.YamlValues;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.model.Surprisal;
import logitlab.model.prompt.TokenOrigin;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The widgets that decode: what they compute, and what a visitor may change. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WidgetsTest {

    private static final Models MODELS = Shipped.MODELS;

    private static final String TOY = "id: x\ntokens: [a, b, c]\nlogits: [3, 2, 1]\n";
    private static final String LIVE = "id: x\nprompt: Once upon a time there was a\n";

    @SuppressWarnings("unchecked")
    private static <W extends Widget> W widget(String name, String yaml) {
        return (W) WidgetKinds.parse(name, YamlValues.of(yaml), MODELS);
    }

    @Test
    void order_decides_how_many_tokens_the_same_settings_keep() {
        String settings = TOY + "top-p: 0.8\ntemperature: 0.5\n";
        TruncationWidget huggingFace = widget("truncation", settings);
        assertThat(huggingFace.step().kept()).isOne();
        // what top-p adds up: the best has 66.52% as it is, 86.68% at the temperature that comes first here
        assertThat(huggingFace.before().candidate(0).samplingProbability()).isCloseTo(0.8668, within(5e-5));
        TruncationWidget llama = widget("truncation", settings + "order: llama.cpp\n");
        assertThat(llama.step().kept()).isEqualTo(2);
        assertThat(llama.step(StageOrder.HUGGINGFACE).kept()).isOne();
        assertThat(llama.before().candidate(0).samplingProbability()).isCloseTo(0.6652, within(5e-5));
        // temperature last: of the two that stay, e^(2 * 1) to 1
        assertThat(llama.step().candidate(0).samplingProbability()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-12));
    }

    @Test
    void each_cut_begins_with_what_the_one_before_has_left() {
        // 66.52%, 24.47%, 9.00%; of the best two alone, the first has 73.11%
        TruncationWidget both = widget("truncation", TOY + "top-k: 2\ntop-p: 0.7\n");
        List<TruncationWidget.Cut> cuts = both.cuts();
        assertThat(cuts).hasSize(2);
        assertThat(cuts.get(0).before().kept()).isEqualTo(3);
        assertThat(cuts.get(0).after().kept()).isEqualTo(2);
        assertThat(cuts.get(1).before().candidate(0).samplingProbability()).isCloseTo(0.7311, within(5e-5));
        assertThat(cuts.get(1).after().kept()).isOne();
        TruncationWidget off = widget("truncation", TOY);
        assertThat(off.cuts()).isEmpty();
    }

    @Test
    void dots_are_on_the_curve_and_no_constant_moves_a_share() {
        ExponentialWidget curve = widget("exponential", TOY);
        assertThat(curve.dots()).extracting(ExponentialWidget.Dot::x).containsExactly(3.0, 2.0, 1.0);
        assertThat(curve.dots().get(0).y()).isCloseTo(20.0855, within(5e-5));
        assertThat(curve.dots().get(0).y() / curve.dots().get(1).y()).isCloseTo(Math.E, within(1e-12));
        ExponentialWidget largest =
                WidgetInput.of(curve, Map.of("subtract", "largest")).widget();
        assertThat(largest.dots()).extracting(ExponentialWidget.Dot::x).containsExactly(0.0, -1.0, -2.0);
        assertThat(largest.dots().get(0).y()).isOne();
        for (String constant : List.of("-1000", "-0.5", "1000")) {
            ExponentialWidget moved =
                    WidgetInput.of(curve, Map.of("constant", constant)).widget();
            assertThat(moved.dots())
                    .extracting(ExponentialWidget.Dot::share)
                    .isEqualTo(curve.dots().stream()
                            .map(ExponentialWidget.Dot::share)
                            .toList());
            assertThat(moved.dots().get(2).x()).isEqualTo(1 + Double.parseDouble(constant));
        }
        assertThat(WidgetInput.of(curve, Map.of("subtract", "all")).wrong("subtract"))
                .isPresent();
    }

    @Test
    void a_loop_shows_the_step_that_a_lane_takes() {
        LoopWidget loop = widget("loop", LIVE + "decoder: greedy\n");
        assertThat(loop.lane().ids()).isEmpty();
        Lane third = WidgetInput.of(loop, Map.of("step", "3")).widget().lane();
        assertThat(third.ids()).isEqualTo(loop.lane().run(2).ids());
        assertThat(WidgetInput.of(loop, Map.of("step", "51")).wrong("step")).isPresent();
    }

    @Test
    void the_sweep_is_softmax_of_the_divided_logits() {
        TemperatureWidget sweep = widget("temperature", TOY + "temperature: 2\n");
        assertThat(sweep.sweep()).hasSize(41);
        assertThat(sweep.sweep().get(0).temperature()).isCloseTo(0.1, within(1e-12));
        assertThat(sweep.sweep().get(20).temperature()).isCloseTo(1, within(1e-12));
        assertThat(sweep.sweep().get(40).temperature()).isCloseTo(10, within(1e-12));
        sweep.sweep().forEach(point -> {
            double t = point.temperature();
            double sum = Math.exp(3 / t) + Math.exp(2 / t) + Math.exp(1 / t);
            assertThat(point.probabilities().at(0)).isCloseTo(Math.exp(3 / t) / sum, within(1e-12));
        });
        assertThat(sweep.step().model().at(2))
                .isCloseTo(Math.exp(0.5) / (Math.exp(1.5) + Math.E + Math.exp(0.5)), within(1e-12));
    }

    @Test
    void candidates_and_draw_are_the_playgrounds_step() {
        Settings settings = Settings.of(Map.of("temperature", "0.8"));
        Lane lane = Lane.open(
                MODELS.first(),
                MODELS.first().prompt("Once upon a time there was a"),
                List.of(),
                Decoder.SAMPLE,
                settings,
                7);
        CandidatesWidget candidates = widget("candidates", LIVE + "temperature: 0.8\nseed: 7\n");
        DrawWidget draw = widget("draw", LIVE + "temperature: 0.8\nseed: 7\n");
        assertThat(candidates.step().chosen()).isEqualTo(lane.step(0).chosen());
        assertThat(draw.step().reason()).isEqualTo(lane.step(0).reason());
        CandidatesWidget greedy = widget("candidates", LIVE + "decoder: greedy\n");
        assertThat(greedy.step().chosen()).isEqualTo(lane.step(0).greedy());
    }

    @Test
    void lanes_are_the_playgrounds_lanes() {
        LanesWidget lanes = widget("lanes", LIVE + "steps: 6\nseed: 7\ntop-p: 0.9\n");
        assertThat(lanes.greedy().ids()).hasSize(6);
        assertThat(lanes.sampled().settings()).isEqualTo(Settings.of(Map.of("top-p", "0.9")));
        assertThat(lanes.sampled().ids())
                .isEqualTo(Lane.open(
                                MODELS.first(),
                                lanes.sampled().prompt(),
                                List.of(),
                                Decoder.SAMPLE,
                                Settings.of(Map.of("top-p", "0.9")),
                                7)
                        .run(6)
                        .ids());
        assertThat(lanes.playing()).isFalse();
        assertThat(WidgetInput.of(lanes, Map.of("play", "on", "steps", "7"))
                        .widget()
                        .playing())
                .isTrue();
    }

    @Test
    void samples_are_drawn_from_the_settings_probabilities() {
        SamplesWidget samples = widget("samples", TOY + "top-k: 2\ncount: 200\nseed: 3\n");
        assertThat(samples.tally().best(9)).hasSize(2);
        assertThat(samples.tally().count()).isEqualTo(200);
    }

    @Test
    void surprise_is_what_each_model_said_before_the_token_came() {
        SurprisalWidget heat = widget("surprise", "id: x\nprompt: Once upon a time\n");
        assertThat(heat.readers()).containsExactly(MODELS.first());
        assertThat(heat.surprisals().get(0)).isEqualTo(Surprisal.of(MODELS.first(), "Once upon a time"));
        SurprisalWidget learning =
                widget("surprise", "id: x\nmodels: [storyteller-step-250, storyteller]\nprompt: Once upon a time\n");
        assertThat(learning.surprisals())
                .containsExactly(
                        Surprisal.of(MODELS.get("storyteller-step-250"), "Once upon a time"),
                        Surprisal.of(MODELS.get("storyteller"), "Once upon a time"));
        assertThat(WidgetInput.of(learning, Map.of("prompt", "The cat"))
                        .widget()
                        .text())
                .isEqualTo("The cat");
        assertThat(WidgetInput.of(learning, Map.of("prompt", "")).wrong("prompt"))
                .isPresent();
        assertThat(WidgetInput.of(learning, Map.of("prompt", "")).widget().text())
                .isEqualTo("Once upon a time");
        assertThat(WidgetInput.of(learning, Map.of("prompt", "a b ".repeat(300)))
                        .wrong("prompt"))
                .hasValueSatisfying(
                        invalid -> assertThat(invalid.constraint().name()).isEqualTo("at-most-tokens"));
    }

    @Test
    void entropy_is_that_of_the_prediction_after_each_token() {
        EntropyWidget entropy = widget("entropy", "id: x\nprompt: Once upon a time\n");
        List<EntropyWidget.Position> positions = entropy.positions();
        Prefix text = MODELS.first().prompt("Once upon a time");
        assertThat(positions).hasSize(text.size());
        for (int i = 0; i < text.size(); i++) {
            Logits logits = MODELS.first().logits(text.first(i + 1));
            EntropyWidget.Position position = positions.get(i);
            assertThat(position.token().id()).isEqualTo(text.at(i));
            assertThat(position.nats())
                    .isCloseTo(logits.softmax().entropy(), within(1e-6))
                    .isBetween(0.0, entropy.mostNats());
            assertThat(position.best().id()).isEqualTo(logits.argmax());
        }
        assertThat(entropy.mostNats()).isCloseTo(Math.log(4096), within(1e-12));
        EntropyWidget.Position even = new EntropyWidget.Position(
                positions.get(0).token(), Math.log(8), positions.get(0).best(), 0.125);
        assertThat(even.bits()).isCloseTo(3, within(1e-12)); // 8 equal tokens: 3 bits
        assertThat(even.choices()).isCloseTo(8, within(1e-12));
        assertThat(WidgetInput.of(entropy, Map.of("prompt", "The cat")).widget().positions())
                .hasSizeLessThan(4);
    }

    @Test
    void the_editor_scales_shifts_biases_bans_and_penalises_in_this_order() {
        EditorWidget editor = widget(
                "editor",
                TOY
                        + "scale: 2\nconstant: -3\nbias: {1: 1}\nban: {2: on}\nrepeated: [a, b]\nrepetition-penalty: 1.5\n");
        // a: (2 * 3 - 3) / 1.5; b: 2 * 2 - 3 + 1, above 0, so divided too; c: banned
        assertThat(editor.after().at(0)).isCloseTo(2, within(1e-12));
        assertThat(editor.after().at(1)).isCloseTo(2 / 1.5, within(1e-12));
        assertThat(editor.after().at(2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(editor.playable()).isFalse();
        assertThat(editor.shown()).containsExactly(0, 1, 2);
    }

    @Test
    void the_editor_subtracts_for_presence_once_and_for_frequency_each_time() {
        EditorWidget editor =
                widget("editor", TOY + "repeated: [a, a, c]\npresence-penalty: 1\nfrequency-penalty: 0.5\n");
        assertThat(editor.after()).isEqualTo(Logits.of(3 - 1 - 2 * 0.5, 2, 1 - 1 - 0.5));
        assertThat(editor.repeats(0)).isEqualTo(2);
        assertThat(editor.playable()).isFalse();
    }

    @Test
    void a_visitor_edits_the_tokens_of_a_live_step() {
        EditorWidget editor = widget("editor", LIVE + "top: 4\n");
        List<Integer> best = editor.editable();
        assertThat(best).hasSize(4);
        int first = best.get(0);
        EditorWidget banned =
                WidgetInput.of(editor, Map.of("ban." + first, "on")).widget();
        assertThat(banned.after().softmax().at(first)).isZero();
        assertThat(banned.comparison().sameRatios()).isTrue();
        assertThat(banned.after().argmax()).isEqualTo(best.get(1));
        int last = 4095;
        EditorWidget raised =
                WidgetInput.of(editor, Map.of("bias." + last, "40")).widget();
        assertThat(raised.after().argmax()).isEqualTo(last);
        assertThat(raised.editable()).containsExactly(best.get(0), best.get(1), best.get(2), best.get(3), last);
        assertThat(raised.playable()).isTrue();
        assertThat(editor.prefix()).isEqualTo(MODELS.first().prompt("Once upon a time there was a"));
    }

    @Test
    void an_edit_that_leaves_no_token_or_names_none_is_refused_and_the_rest_stands() {
        EditorWidget editor = widget("editor", TOY);
        Map<String, String> all = new LinkedHashMap<>();
        List.of("ban.0", "ban.1", "ban.2").forEach(key -> all.put(key, "on"));
        WidgetInput<EditorWidget> input = WidgetInput.of(editor, all);
        assertThat(input.wrong("ban.2"))
                .hasValueSatisfying(
                        invalid -> assertThat(invalid.constraint().name()).isEqualTo("one-left"));
        assertThat(input.widget().edit().banned()).containsExactly(0, 1);
        assertThat(WidgetInput.of(editor, Map.of("bias.3", "1")).wrong("bias.3"))
                .isPresent();
        assertThat(WidgetInput.of(editor, Map.of("scale", "11")).wrong("scale")).isPresent();
        assertThat(WidgetInput.of(editor, Map.of("scale", "0"))
                        .widget()
                        .after()
                        .softmax()
                        .at(2))
                .isCloseTo(1 / 3.0, within(1e-12));
        assertThat(WidgetInput.of(editor, Map.of("ban.1", "yes")).wrong("ban.1"))
                .isPresent();
        assertThatThrownBy(() -> WidgetInput.of(editor, Map.of("repetition-penalty", "2")))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> WidgetInput.of(editor, Map.of("bias", "2"))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void an_exhibit_runs_the_wrong_program_beside_the_right_one() {
        ExhibitWidget exhibit = widget("exhibit", TOY + "bug: crossing-dropped\ntop-p: 0.8\nopen: [top-p]\n");
        assertThat(exhibit.exhibit().suspect().kept()).isOne(); // 0.67 and 0.24: the second one crosses
        assertThat(exhibit.exhibit().right().kept()).isEqualTo(2);
        assertThat(exhibit.showsRight()).isFalse();
        ExhibitWidget beside = WidgetInput.of(exhibit, Map.of("right", "shown", "top-p", "0.5"))
                .widget();
        assertThat(beside.showsRight()).isTrue();
        assertThat(beside.exhibit().differs()).isFalse();
        assertThat(WidgetInput.of(exhibit, Map.of("right", "maybe")).wrong("right"))
                .isPresent();
        ExhibitWidget live = widget("exhibit", LIVE + "bug: head-only\n");
        assertThat(live.exhibit().suspect().kept()).isEqualTo(50);
        assertThat(live.exhibit().right().kept())
                .isEqualTo(live.exhibit().right().size());
    }

    @Test
    void only_the_program_that_divides_by_it_takes_a_temperature_of_0() {
        ExhibitWidget zero = widget("exhibit", TOY + "bug: zero-temperature\ntemperature: 0\nopen: [temperature]\n");
        assertThat(zero.exhibit().suspect().broken()).isTrue();
        assertThat(zero.exhibit().right().chosen()).isZero();
        WidgetInput<ExhibitWidget> half = WidgetInput.of(zero, Map.of("temperature", "0.5"));
        assertThat(half.widget().exhibit().differs()).isFalse();
        assertThatThrownBy(() -> widget("exhibit", TOY + "bug: no-maximum\ntemperature: 0\n"))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_pipeline_shows_the_turn_that_a_lane_takes() {
        PipelineWidget pipeline = widget("pipeline", LIVE + "top-k: 3\nseed: 1\n");
        assertThat(pipeline.lane().ids()).isEmpty();
        Lane third = WidgetInput.of(pipeline, Map.of("turn", "3")).widget().lane();
        assertThat(third.ids()).isEqualTo(pipeline.lane().run(2).ids());
        Lane greedy = WidgetInput.of(pipeline, Map.of("decoder", "greedy", "turn", "2"))
                .widget()
                .lane();
        assertThat(greedy.ids())
                .containsExactly(MODELS.first().logits(pipeline.lane().text()).argmax());
        assertThat(WidgetInput.of(pipeline, Map.of("turn", "0")).wrong("turn")).isPresent();
        assertThat(WidgetInput.of(pipeline, Map.of("play", "on")).widget().playing())
                .isTrue();
    }

    @Test
    void a_pipeline_stays_at_the_turn_that_ends_the_text() {
        // the end of the text cannot but be drawn at the first turn
        int end = MODELS.first().endTokens().iterator().next();
        PipelineWidget pipeline = widget("pipeline", LIVE + "bias: {" + end + ": 100}\nturn: 9\n");
        assertThat(pipeline.lane().ids()).isEmpty();
        assertThat(pipeline.lane().step(0).chosen()).isEqualTo(end);
    }

    @Test
    void a_look_inside_follows_its_links_and_names_what_does_not_fit() {
        InsideWidget look = widget("inside", LIVE + "station: layers\nposition: 1\nlayer: 2\nhead: 3\n");
        assertThat(look.parameters())
                .containsEntry("station", "layers")
                .containsEntry("position", "1")
                .containsEntry("layer", "2")
                .containsEntry("head", "3");
        // seven tokens after the start token, so that the last position is 7
        assertThat(WidgetInput.of(look, Map.of("position", "7")).wrong()).isEmpty();
        assertThat(WidgetInput.of(look, Map.of("position", "8")).wrong("position"))
                .isPresent();
        // in whichever order an address has them, the prompt decides what fits
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("position", "9");
        typed.put("prompt", "Once upon a time there was a girl who had");
        assertThat(WidgetInput.of(look, typed).wrong()).isEmpty();
        assertThat(WidgetInput.of(look, Map.of("head", "")).widget().parameters())
                .doesNotContainKey("head");
        assertThat(WidgetInput.of(look, Map.of("layer", "7", "head", "7")).wrong())
                .hasSize(2);
        assertThatThrownBy(() -> WidgetInput.of(look, Map.of("station", "tokens")))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_visitor_changes_what_the_lesson_opened_and_the_source() {
        TruncationWidget cut = widget("truncation", TOY + "top-k: 2\nopen: [top-k]\n");
        assertThat(WidgetInput.of(cut, Map.of("top-k", "1")).widget().step().kept())
                .isOne();
        assertThat(WidgetInput.of(cut, Map.of("logits.0", "-5")).widget().step().greedy())
                .isOne();
        WidgetInput<TruncationWidget> wrong = WidgetInput.of(cut, Map.of("top-k", "0"));
        assertThat(wrong.wrong("top-k")).isPresent();
        assertThat(wrong.widget().step().kept()).isEqualTo(2);
        assertThat(WidgetInput.of(cut, Map.of("top-k", "")).widget().step().kept())
                .isEqualTo(3);
        assertThatThrownBy(() -> WidgetInput.of(cut, Map.of("top-p", "0.5")))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("top-p"));
        assertThatThrownBy(() -> WidgetInput.of(cut, Map.of("logits.3", "1")))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_template_writes_a_conversation_whose_tokens_know_their_author() {
        TemplateWidget chat = widget(
                "template",
                "id: x\nprompt: The cat sat.\nsystem: Be a cat.\ntemplate: |\n"
                        + "  {% for message in messages %}\n  <{{ message.role }}> {{ message.content }}\n  {% endfor %}<assistant>\n");
        assertThat(chat.rendered().text()).isEqualTo("<system> Be a cat.\n<user> The cat sat.\n<assistant>");
        assertThat(chat.written().stream().map(written -> written.token().text()))
                .hasSize(chat.ids().size() - 1)
                .satisfies(texts -> assertThat(String.join("", texts))
                        .isEqualTo(chat.rendered().text()));
        assertThat(written(chat, TokenOrigin.TYPED))
                .contains(" cat", ".", " sat")
                .doesNotContain("user", "<");
        assertThat(written(chat, TokenOrigin.TEMPLATE)).contains("<", ">").doesNotContain(" cat");
        assertThat(chat.ofQuestion())
                .isEqualTo(MODELS.first().tokenizer().encode("The cat sat.").size() - 1);

        WidgetInput<TemplateWidget> changed = WidgetInput.of(chat, Map.of("system", "", "prompt", "<assistant> é🐱"));
        assertThat(changed.widget().rendered().text()).isEqualTo("<user> <assistant> é🐱\n<assistant>");
        assertThat(written(changed.widget(), TokenOrigin.TYPED)).contains("ist").doesNotContain("user");
        assertThat(WidgetInput.of(chat, Map.of("system", "a b ".repeat(300)))
                        .wrong()
                        .get(0)
                        .field())
                .isEqualTo("system");
        assertThat(WidgetInput.of(chat, Map.of("prompt", "a b ".repeat(300))).wrong("prompt"))
                .isPresent();
        assertThatThrownBy(() -> WidgetInput.of(chat, Map.of("template", "x")))
                .isInstanceOf(InvalidValueException.class);
    }

    private static List<String> written(TemplateWidget widget, TokenOrigin by) {
        return widget.written().stream()
                .filter(written -> written.origin() == by)
                .map(written -> written.token().text())
                .toList();
    }

    @Test
    void what_a_lesson_writes_wrong_is_named() {
        for (String[] wrong : new String[][] {
            {"candidates", TOY + "decoder: beam\n", "decoder"},
            {"candidates", TOY + "top: 0\n", "top"},
            {"draw", TOY + "seed: -1\n", "seed"},
            {"lanes", TOY, "prompt"},
            {"lanes", LIVE + "steps: 51\n", "steps"},
            {"temperature", TOY + "temperature: 0\n", "temperature"},
            {"truncation", TOY + "order: vllm\n", "order"},
            {"truncation", TOY + "open: [model]\n", "open.0"},
            {"samples", TOY + "count: 10001\n", "count"},
            {"exhibit", TOY + "bug: none\n", "bug"},
            {"exhibit", TOY, "bug"},
            {"exhibit", TOY + "bug: each-occurrence\nrepeated: [d]\n", "repeated.0"},
            {"exhibit", LIVE + "bug: each-occurrence\nrepeated: [a]\n", "repeated"},
            {"samples", "id: x\nprompt: a\nmodel: nobody\n", "model"},
            {"surprise", "id: x\n", "prompt"},
            {"entropy", "id: x\n", "prompt"},
            {"template", "id: x\nprompt: a\n", "template"},
            {"template", "id: x\nprompt: a\ntemplate: '{{ a | b }}'\n", "template"},
            {"template", "id: x\nprompt: a\ntemplate: '{% for a in range(10**9) %}{% endfor %}'\n", "template"},
            {"template", "id: x\ntemplate: a\n", "prompt"},
            {"template", "id: x\nprompt: a\ntemplate: a\nopen: [system]\n", "open.0"},
            {"entropy", LIVE + "temperature: 2\n", "temperature"},
            {"surprise", "id: x\nprompt: a\nmodels: [storyteller, nobody]\n", "models.1"},
            {"surprise", "id: x\nprompt: a\nmodels: [storyteller, storyteller]\n", "models.1"},
            {"surprise", "id: x\nprompt: a\nmodel: storyteller\nmodels: [storyteller]\n", "model"},
            {"surprise", "id: x\nprompt: a\ntemperature: 2\n", "temperature"},
            {"editor", TOY + "repeated: [z]\n", "repeated.0"},
            {"editor", LIVE + "repeated: [z]\n", "repeated"},
            {"editor", TOY + "ban: {3: on}\n", "ban.3"},
            {"editor", TOY + "ban: {99999999999: on}\n", "ban.99999999999"},
            {"editor", TOY + "open: [logits]\n", "open.0"},
            {"draw", TOY + "colour: red\n", "colour"},
            {"pipeline", TOY, "prompt"},
            {"pipeline", LIVE + "turn: 51\n", "turn"},
            {"pipeline", LIVE + "decoder: beam\n", "decoder"},
            {"inside", TOY + "station: tokens\n", "prompt"},
            {"inside", LIVE + "station: lobby\n", "station"},
            {"inside", LIVE + "station: layers\nposition: 8\n", "position"},
            {"inside", LIVE + "station: layers\nlayer: 7\n", "layer"},
            {"inside", LIVE + "station: layers\nhead: 7\n", "head"},
            {"inside", LIVE + "station: logits\nother: The dog\n", "other"},
            {"inside", LIVE + "station: choice\ndecoder: beam\n", "decoder"},
            {"nothing", TOY, "widget"}
        }) {
            assertThatThrownBy(() -> widget(wrong[0], wrong[1]))
                    .as(wrong[1])
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            invalid -> assertThat(invalid.field()).isEqualTo(wrong[2]));
        }
    }

    @Test
    void a_source_knows_its_tokens_by_their_text() {
        LogitSource given = LogitSource.of(YamlValues.of(TOY), MODELS);
        assertThat(given.find("b")).contains(1);
        assertThat(given.find("z")).isEmpty();
        LogitSource live = LogitSource.of(YamlValues.of(LIVE), MODELS);
        assertThat(live.find(" girl")).isPresent();
        Step step = Step.of(live.logits(), live.prefix(), List.of(), new Draw(0, 0));
        assertThat(live.token(step.greedy()).text()).startsWith(" ");
    }
}
