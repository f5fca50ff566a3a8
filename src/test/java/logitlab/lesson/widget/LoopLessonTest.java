package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.FinishReason;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/07-loop.md} says in numbers and of its lanes is computed here, on the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoopLessonTest {

    private static final String ONCE = "Once upon a";
    private static final String MAT = "The cat sat on the mat.";

    /** What goes in at the fourth turn. */
    private static final String FOUR = "Once upon a time there was";

    private static final LanguageModel MODEL = Shipped.MODELS.first();
    private static final Lesson LESSON = Shipped.lesson("loop");

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of("07-loop.md");
        assertAll(
                () -> turns(claims),
                () -> memory(claims),
                () -> parting(claims),
                () -> end(claims),
                () -> assertThat(claims.others())
                        .as("the settings of the sampled lane, a count of tokens, and lessons")
                        .containsExactlyInAnyOrder("0.8", "0.9", "20", "1", "9", "10"));
    }

    private static String text(int id) {
        return MODEL.tokenizer().token(id).text();
    }

    private static String text(List<Integer> ids) {
        return ids.stream().map(LoopLessonTest::text).collect(Collectors.joining());
    }

    /** A text without the space before it and the signs after it. */
    private static String words(List<Integer> ids) {
        return text(ids).replaceAll("^ |[^A-Za-z]+$", "");
    }

    private static String code(int id) {
        return Worked.code(text(id));
    }

    private static Step step(String prompt) {
        CandidatesWidget one =
                (CandidatesWidget) LESSON.find("one", Widget.class).orElseThrow();
        return WidgetInput.of(one, Map.of("prompt", prompt)).widget().step();
    }

    private static Candidate candidate(String prompt, String token) {
        return step(prompt).all().stream()
                .filter(candidate -> text(candidate.id()).equals(token))
                .findFirst()
                .orElseThrow();
    }

    private static LanesWidget both(Map<String, String> words) {
        WidgetInput<LanesWidget> input =
                WidgetInput.of((LanesWidget) LESSON.find("both", Widget.class).orElseThrow(), words);
        assertThat(input.wrong()).isEmpty();
        return input.widget();
    }

    private static void turns(Worked claims) {
        Lane greedy = both(Map.of()).greedy();
        for (int turn = 0; turn < 5; turn++) {
            int id = greedy.ids().get(turn);
            claims.row(
                    Integer.toString(turn + 1),
                    ONCE + text(greedy.ids().subList(0, turn)),
                    code(id),
                    percent(greedy.step(turn).model().at(id)));
        }
        claims.says("The chosen token is %s.", code(step(ONCE).best(1).get(0).id()));
        String rises = "The sun rises in the";
        claims.says("the chosen token is %s.", code(step(rises).best(1).get(0).id()));
        assertThat(Told.greedily(rises, 2)).isEqualTo(" east");
        claims.says(
                "give the model the text with %s at its end", code(greedy.ids().get(0)));
        claims.says(
                "a different text, %s new logits,",
                decimals(0, greedy.step(0).logits().size()));
    }

    private static void memory(Worked claims) {
        String ring = "The %s had lost a golden ring, and so";
        for (String owner : List.of("queen", "king")) {
            String prompt = String.format(ring, owner);
            double she = candidate(prompt, " she").modelProbability();
            double he = candidate(prompt, " he").modelProbability();
            claims.row(String.format(ring, "*" + owner + "*"), percent(she), percent(he));
            assertThat(she > he).isEqualTo(owner.equals("queen"));
        }
        Candidate fourth = step(FOUR).best(1).get(0);
        claims.says(
                "The model does not know that it chose %s two steps ago",
                code(both(Map.of()).greedy().ids().get(1)));
        claims.says("Type *%s* by hand,", FOUR);
        claims.says("Still %s gets %s,", code(fourth.id()), percent(fourth.modelProbability()));
    }

    private static void parting(Worked claims) {
        LanesWidget both = both(Map.of());
        Lane greedy = both.greedy();
        Lane sampled = both.sampled();
        for (int turn = 0; turn < 5; turn++) {
            int id = greedy.ids().get(turn);
            Step step = sampled.step(turn);
            claims.row(
                    Integer.toString(turn + 1),
                    code(id),
                    percent(step.candidate(id).samplingProbability()),
                    decimals(4, step.draw().u()),
                    turn < 4 ? "the same" : code(step.chosen()));
            assertThat(step.kept() == 1).as("turn %s", turn + 1).isEqualTo(turn != 1 && turn != 4);
        }
        for (int turn : List.of(1, 4)) {
            double share = sampled.step(turn).candidate(greedy.ids().get(turn)).samplingProbability();
            claims.says(
                    turn == 1
                            ? "In the second, the first %s of the strip belong to greedy’s token. The draw is %s."
                            : "In the fifth, only the first %s do. The draw is %s.",
                    percent(share),
                    decimals(4, sampled.step(turn).draw().u()));
        }
        claims.says(
                "That is outside, in the interval of %s.", code(sampled.step(4).chosen()));
        assertThat(parted(greedy, sampled)).isEqualTo(4);
        LanesWidget longer = both(Map.of("steps", "12"));
        claims.says(
                "one continues with *%s*, the other with *%s*.",
                words(longer.greedy().ids().subList(4, 12)),
                words(longer.sampled().ids().subList(4, 12)));
    }

    private static void end(Worked claims) {
        claims.says(
                "One of the %s tokens stands for",
                decimals(0, step(ONCE).logits().size()));
        Candidate end = step(MAT).candidate(MODEL.endTokens().iterator().next());
        claims.says("After %s it has %s.", MAT, percent(end.modelProbability()));
        assertThat(end.modelProbability()).isGreaterThan(0.1);
        assertThat(MODEL.prompt(MAT).ids().findFirst()).hasValue(end.id());
        claims.says("Storyteller’s holds %s.", MODEL.card().contextLength());
        claims.says("it is written `%s`", text(end.id()));
        claims.teacherSays("the end has %s.", percent(end.modelProbability()));
    }

    /** The index of the first token that differs; the shorter length where none does. */
    private static int parted(Lane one, Lane other) {
        int both = Math.min(one.ids().size(), other.ids().size());
        return IntStream.range(0, both)
                .filter(at -> !one.ids().get(at).equals(other.ids().get(at)))
                .findFirst()
                .orElse(both);
    }

    @Test
    void the_whole_word_has_no_token() {
        assertThat(IntStream.range(0, step(ONCE).logits().size()).mapToObj(LoopLessonTest::text))
                .doesNotContain(" east", "east");
    }

    @Test
    void a_typed_token_and_a_chosen_one_are_the_same_to_the_model() {
        Lane greedy = both(Map.of()).greedy();
        assertThat(MODEL.prompt(FOUR))
                .isEqualTo(greedy.prompt().plus(greedy.ids().subList(0, 3)));
        assertThat(step(FOUR).logits()).isEqualTo(greedy.step(3).logits());
    }

    @Test
    void the_names_of_the_months_keep_the_lanes_together() {
        Map<String, String> words = Worked.words("?both.prompt=January%2C+February%2C&both.steps=20#both");
        assertThat(both(words).greedy().ids())
                .hasSize(20)
                .isEqualTo(both(words).sampled().ids());
    }

    @Test
    void without_the_queen_the_model_takes_him_for_the_finder_of_the_key() {
        String left = " had found a silver key, and so";
        assertThat(code(step("The queen" + left).chosen())).isEqualTo("`␣she`");
        assertThat(code(step(left).chosen())).isEqualTo("`␣he`");
    }

    @Test
    void a_full_context_ends_a_lane() {
        Prefix mice = MODEL.prompt("Once upon a time there were three little mice, and the little mice, ".repeat(10));
        Prefix almost = mice.plus(mice.ids().boxed().collect(Collectors.toList()))
                .first(MODEL.card().contextLength() - 2);
        Lane lane = Lane.open(MODEL, almost, List.of(), Decoder.GREEDY, Settings.OFF, 0);
        Lane full = lane.run(10);
        assertThat(full.finished()).contains(FinishReason.CONTEXT_FULL);
        assertThat(full.text().size() - 1).isEqualTo(MODEL.card().contextLength());
    }
}
