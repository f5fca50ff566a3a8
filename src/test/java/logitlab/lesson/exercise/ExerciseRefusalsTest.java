package logitlab.lesson.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Shipped;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.file.EveryExercise;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.TruncationCase;
import logitlab.lesson.question.Verdict;
import logitlab.model.Models;
import logitlab.model.text.Token;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a writer hears of an exercise that cannot be asked fairly. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExerciseRefusalsTest {

    private static final Models MODELS = Shipped.MODELS;

    /** The block {@code id} with one piece of its YAML exchanged. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "best    | compute: greedy | compute: gredy | compute | one-of",
                "best    | mat, moon | moon, moon | tokens.1 | once",
                "best    | -2.1, -0.5, 0.3, 1.2 | -2.1, -0.5, 1.2, 1.2 | logits | one-clear-answer",
                "best    | temperature: 2 | seed: 2 | seed | known-key",
                "dice    | seed: 42 | step: 1 | seed | required",
                "dice    | seed: 42 | 'draw: 1' | draw | from-to",
                "dice    | seed: 42 | 'seed: 42\ndraw: 0.5' | seed | not-beside",
                "given-draw | draw: 0.65 | 'draw: 0.637' | logits | one-clear-answer",
                "hotter  | '{temperature: 2}' | '{temperature: 0}' | change.temperature | not-zero-temperature",
                "hotter  | '{temperature: 2}' | '{temperature: 2, add: 1}' | change | exactly-one",
                "hotter  | '{temperature: 2}' | '{}' | change | exactly-one",
                "hotter  | '{temperature: 2}' | '{heat: 2}' | change.heat | known-key",
                "hotter  | '{temperature: 2}' | '{temperature: 1.0001}' | logits | one-clear-answer",
                "banned  | ban: moon | ban: mat | change.ban | other-than",
                "banned  | ban: moon | ban: sun | change.ban | one-of",
                "raised  | ', by: 2' | '' | change.by | required",
                "cut     | ask: dropped | ask: kept | logits | one-clear-answer",
                "cut     | '[mat, floor, sofa]' | '[mat, sun]' | options.1 | one-of",
                "cut     | top-p: 0.8 | 'temperature: 1' | compute | truncation-beside",
                "untouched | '[constant, double, turn, bias, penalty]' | '[double, turn]' | logits | one-clear-answer",
                "untouched | '[constant, double, turn, bias, penalty]' | '[constant]' | options | entries",
                "untouched | keeps-probabilities | keeps-faith | ask | one-of",
                "in-order | of: sofa | of: sun | of | one-of",
                "rank    | 0.3, 1.2 | 1.2, 1.2 | logits | no-ties",
                "rank    | temperature: 0.7 | top-k: 2 | top-k | known-key",
                "next    | decoder: sample | decoder: dice | decoder | one-of",
                "next    | options: 4 | options: 1 | options | from-to",
                "next    | model: storyteller | model: gpt-9 | model | one-of",
                "next    | Which token | 'Which {token}' | question | known-hole",
                "next    | 'prompt: Once upon a time there was a' | 'prompt:' | prompt | required",
                "tune    | at-least: 0.28 | at-least: 0.2 | at-least | not-yet-met",
                "tune    | at-least: 0.28 | at-least: 0.9 | at-least | can-be-met",
                "tune    | at-least: 0.28 | at-least: 28 | at-least | from-to",
                "tune    | at-least: 0.28 | exactly: 0.28 | goal | exactly-one",
                "tune    | goal: probability | goal: fame | goal | one-of",
                "tune    | of: floor | of: sun | of | token-of-vocabulary",
                "tune    | '[temperature, top-p]' | '[seed]' | open.0 | one-of",
                "tune    | '[temperature, top-p]' | '[]' | open | required",
                "keep    | exactly: 3 | exactly: 2.5 | exactly | whole",
                "how-many-tokens | 'One, two, three.' | 'at!' | mistakes | fresh-numbers",
                "how-many-tokens | compute: tokens | compute: letters | compute | one-of",
                "how-many-tokens | characters-counted | added | mistakes.1 | one-of",
                "how-many-logits | batch: 2 | batch: 0 | batch | from-to",
                "how-many-logits | batch: 2 | batch: 1 | mistakes | never-right",
                "which-split | 'One, two, three.' | '😀' | texts.1 | splits-apart",
                "which-row | 'of: 2' | 'of: 5' | of | from-to",
                "which-row | The dog and a cat | the dog the dog | texts.1 | different-tokens",
                "whose-row | ask: next | ask: last | ask | one-of",
                "calm    | at-most: 1.5 | at-most: 15 | at-most | not-yet-met",
            })
    void is_refused(String id, String piece, String other, String field, String rule) {
        String block = EveryExercise.BLOCKS.get(id);
        assertThat(block).contains(piece);
        String changed = block.replace(piece, other == null ? "" : other);
        assertThatThrownBy(() -> EveryExercise.read(changed, MODELS))
                .isInstanceOfSatisfying(InvalidValueException.class, invalid -> {
                    assertThat(invalid.field()).isEqualTo(field);
                    assertThat(invalid.constraint().name()).isEqualTo(rule);
                });
    }

    /** Seed 42, step 0 is 0.7416; after top-k 3 the intervals end at 0.6363, 0.8949 and 1. */
    @Test
    void a_draw_is_looked_up_among_what_stays() {
        ChooseExercise dice = (ChooseExercise) EveryExercise.of("dice", MODELS);
        assertThat(dice.answer()).isEqualTo(Map.of("answer", "floor"));
        assertThat(dice.solution())
                .contains(SolutionLine.of(
                        "solution.falls",
                        Value.of(Value.Kind.SHARE, 0.7415648787718233),
                        Value.of(dice.asked().options().get(3).token().orElseThrow())));
    }

    @ParameterizedTest
    @CsvSource({
        "hotter, fall",
        "colder, fall",
        "moved, stay",
        "banned, rise",
        "raised, fall",
        "two-best, rise",
        "best, floor",
        "biased, floor",
        "given-draw, floor",
        "cut, sofa",
        "left, floor",
        "which-row, 3",
        "whose-row, 5"
    })
    void what_is_right_is_found_by_doing_it(String id, String word) {
        assertThat(EveryExercise.of(id, MODELS).answer()).isEqualTo(Map.of("answer", word));
    }

    /** Counted by hand; 4,096 tokens and 192 numbers a token are what the model's config.json says. */
    @ParameterizedTest
    @CsvSource({"how-many-tokens, 8", "how-many-logits, 49152", "how-large, 786432"})
    void what_is_counted(String id, String count) {
        assertThat(EveryExercise.of(id, MODELS).answer()).isEqualTo(Map.of("answer", count));
    }

    @Test
    void a_count_may_be_typed_as_pages_write_it() {
        Exercise logits = EveryExercise.of("how-many-logits", MODELS);
        for (String typed : List.of("49,152", "49 152", "49\u202f152", "49152")) {
            assertThat(logits.attempt(Map.of("answer", typed)).verdict()).contains(Verdict.RIGHT);
        }
        assertThat(logits.attempt(Map.of("answer", "49,15")).wrong()).isPresent();
    }

    @Test
    void a_text_is_cut_by_the_tokenizer_and_by_rules_that_it_does_not_follow() {
        ChooseExercise split = (ChooseExercise) EveryExercise.of("which-split", MODELS);
        List<String> options = split.asked().options().stream()
                .map(option -> ((Value.Pieces) option.figures().get(0))
                        .tokens().stream().map(Token::text).collect(Collectors.joining("|")))
                .toList();
        assertThat(options)
                .containsExactlyInAnyOrder(
                        "<|endoftext|>|The| fox| sat| on| the| wind|m|ill|.",
                        "<|endoftext|>|The| fox| sat| on| the| windmill|.",
                        "<|endoftext|>|The|fox|sat|on|the|windmill|.",
                        "<|endoftext|>|The |fox |sat |on |the |windmill|.",
                        "<|endoftext|>|T|h|e| |f|o|x| |s|a|t| |o|n| |t|h|e| |w|i|n|d|m|i|l|l|.");
        assertThat(options.get(Integer.parseInt(split.asked().right().value()) - 1))
                .isEqualTo("<|endoftext|>|The| fox| sat| on| the| wind|m|ill|.");
    }

    @Test
    void an_order_is_that_of_the_probabilities() {
        assertThat(EveryExercise.of("rank", MODELS).answer().values())
                .containsExactly("mat", "floor", "sofa", "moon", "idea");
    }

    @Test
    void a_goal_is_judged_on_the_step_itself() {
        SetExercise keep = (SetExercise) EveryExercise.of("keep", MODELS);
        assertThat(keep.outcome(Map.of("top-k", "3")).gap()).isZero();
        assertThat(keep.outcome(Map.of("top-k", "7")).gap()).isEqualTo(4);
        assertThat(keep.outcome(Map.of("top-k", "1")).gap()).isEqualTo(-2);
    }

    @Test
    void a_prediction_has_the_chosen_token_and_the_best_other_ones_among_its_options() {
        PredictExercise next = (PredictExercise) EveryExercise.of("next", MODELS);
        for (int seed = 0; seed < 8; seed++) {
            PredictExercise asked =
                    next.attempt(Map.of("seed", Integer.toString(seed))).asked();
            assertThat(asked.at()).isEqualTo(seed);
            List<Integer> options = TruncationCase.ids(asked.options());
            assertThat(options).hasSize(4).doesNotHaveDuplicates();
            assertThat(options).contains(asked.step().chosen(), asked.step().greedy());
        }
    }
}
