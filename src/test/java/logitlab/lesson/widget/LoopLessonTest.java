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
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.model.FinishReason;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/07-loop.md} says in numbers and of its lanes is computed here, on the real model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LoopLessonTest {

    private static final String CAT = "The cat sat on the";

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
                        .as("the settings of the sampled lane, the seeds, and counts of tokens")
                        .containsExactlyInAnyOrder("0", "0.8", "0.9", "4", "14", "20", "21", "22"));
    }

    private static String text(int id) {
        return MODEL.tokenizer().token(id).text();
    }

    private static String text(List<Integer> ids) {
        return ids.stream().map(LoopLessonTest::text).collect(Collectors.joining());
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
                    CAT + text(greedy.ids().subList(0, turn)),
                    code(id),
                    percent(greedy.step(turn).model().at(id)));
        }
        claims.says(
                "another text, %s new logits,",
                decimals(0, greedy.step(0).logits().size()));
    }

    private static void memory(Worked claims) {
        for (String child : List.of("girl", "boy")) {
            String text = "There was once a little %s who had a red hood. One day";
            String prompt = String.format(text, child);
            claims.row(
                    String.format(text, "*" + child + "*"),
                    percent(candidate(prompt, " she").modelProbability()),
                    percent(candidate(prompt, " he").modelProbability()));
        }
        claims.says(
                "Still `␣The` gets %s,",
                percent(candidate(CAT + " mat.", " The").modelProbability()));
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
                    turn < 3 ? "the same" : turn == 3 ? "the same, but only just" : code(step.chosen()));
            assertThat(step.kept() == 1).isEqualTo(turn < 3);
        }
        for (int turn : List.of(3, 4)) {
            double share = sampled.step(turn).candidate(greedy.ids().get(turn)).samplingProbability();
            claims.says(
                    turn == 3
                            ? "the first %s of the strip belong to greedy’s token. The draw is %s."
                            : "only the first %s do. The draw is %s.",
                    percent(share),
                    decimals(4, sampled.step(turn).draw().u()));
        }
        assertThat(parted(greedy, sampled)).isEqualTo(4);
    }

    private static void end(Worked claims) {
        claims.says(
                "One of the %s tokens stands for",
                decimals(0, step(CAT).logits().size()));
        Candidate end = step(CAT + " mat.").candidate(MODEL.endOfText().orElseThrow());
        claims.says("it has %s, the third place.", percent(end.modelProbability()));
        assertThat(end.rank()).isEqualTo(2);
        claims.says("Storyteller’s holds %s.", MODEL.card().contextLength());
        claims.says("it is written `%s`", text(end.id()));
        claims.teacherSays("the end had %s.", percent(end.modelProbability()));
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
        assertThat(IntStream.range(0, step(CAT).logits().size()).mapToObj(LoopLessonTest::text))
                .doesNotContain(" mat", "mat");
    }

    @Test
    void a_typed_token_and_a_chosen_one_are_the_same_to_the_model() {
        Lane greedy = both(Map.of()).greedy();
        assertThat(MODEL.prompt(CAT + " mat."))
                .isEqualTo(greedy.prompt().plus(greedy.ids().subList(0, 3)));
        assertThat(step(CAT + " mat.").logits()).isEqualTo(greedy.step(3).logits());
    }

    @Test
    void a_text_that_counts_keeps_the_lanes_together() {
        Map<String, String> words = Worked.words("?both.prompt=One%2C+two%2C+three%2C&both.steps=20#both");
        assertThat(both(words).greedy().ids())
                .hasSize(20)
                .isEqualTo(both(words).sampled().ids());
    }

    @Test
    void each_lane_goes_on_as_the_lesson_says() {
        LanesWidget both = both(Map.of("steps", "12"));
        assertThat(text(both.greedy().ids())).startsWith(" mat. The sun rises in the east.");
        assertThat(text(both.sampled().ids())).startsWith(" mat. The boy kicked the ball.");
    }

    @Test
    void seed_4_parts_at_the_4th_token_meets_from_the_14th_to_the_21st_and_parts_again() {
        LanesWidget both = both(Map.of("seed", "4", "steps", "22"));
        List<Integer> greedy = both.greedy().ids();
        List<Integer> sampled = both.sampled().ids();
        assertThat(parted(both.greedy(), both.sampled())).isEqualTo(3);
        assertThat(greedy.subList(13, 21)).isEqualTo(sampled.subList(13, 21));
        assertThat(text(greedy.subList(13, 21))).isEqualTo(" sun rises in the east.");
        assertThat(greedy.get(12)).isNotEqualTo(sampled.get(12));
        assertThat(greedy.get(21)).isNotEqualTo(sampled.get(21));
    }

    @Test
    void seed_0_ends_the_text_at_the_4th_turn_while_greedy_goes_on() {
        LanesWidget both = both(Map.of("seed", "0"));
        assertThat(both.sampled().finished()).contains(FinishReason.END_OF_TEXT);
        assertThat(both.sampled().ids()).hasSize(4);
        assertThat(both.greedy().finished()).isEmpty();
    }

    @Test
    void a_full_context_ends_a_lane() {
        String line = "Once upon a time there were three little mice, and the little mice, ".repeat(30);
        Lane lane = Lane.open(MODEL, MODEL.prompt(line.substring(0, 800)), List.of(), Decoder.GREEDY, Settings.OFF, 0);
        Lane full = lane.run(300);
        assertThat(full.finished()).contains(FinishReason.CONTEXT_FULL);
        assertThat(full.text().size() - 1).isEqualTo(MODEL.card().contextLength());
    }
}
