package logitlab.lesson.exercise.choice;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.ComputeKind;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * A question with a few possible answers: {@code compute:} of {@code ```exercise choose}.
 *
 * @param name in message keys
 * @param fair whether exactly one option is right, and no rounding on the way could change which
 * @param fresh the same question with other numbers; it may not be fair
 */
public record ChoiceQuestion(
        String name,
        boolean fair,
        List<Option> options,
        QuestionContent content,
        Function<SeededNumbers, ChoiceQuestion> fresh) {

    /** Every question by the name that lessons give it. */
    public static List<ComputeKind<ChoiceQuestion>> all(Models models) {
        String settings = "tokens, logits, bias, temperature, top-k, top-p, min-p, typical-p";
        return List.of(
                new ComputeKind<>("greedy", settings, GreedyTokenChoice::of),
                new ComputeKind<>("token", "model, texts", values -> TokenChoice.of(values, models)),
                new ComputeKind<>("surest", "model, texts", values -> SurestTextChoice.of(values, models)),
                new ComputeKind<>("drawn", settings + ", draw, seed, step", DrawnTokenChoice::of),
                new ComputeKind<>("replay", "tokens, logits, seed, step, other", ReplayChoice::of),
                new ComputeKind<>(
                        "parts",
                        "model, prompt, seed, steps, temperature, top-k, top-p, min-p",
                        values -> PartingChoice.of(values, models)),
                new ComputeKind<>("nearest", "model, tokens, of", values -> NearestVectorChoice.of(values, models)),
                new ComputeKind<>("lens", "model, texts", values -> LensChoice.of(values, models)),
                new ComputeKind<>(
                        "station",
                        "model, prompt, seed, temperature, top-k, top-p, min-p, changes",
                        values -> StationChoice.of(values, models)),
                new ComputeKind<>("lost", settings + ", of, seed, step", LostTokenChoice::of),
                new ComputeKind<>("effect", settings + ", of, " + LogitChange.KEYS, EffectChoice::of),
                new ComputeKind<>("stays", TruncationCase.KEYS + ", ask, options", KeptTokenChoice::of),
                new ComputeKind<>("invariant", InvariantChoice.KEYS, InvariantChoice::of),
                new ComputeKind<>(
                        "bug", TruncationCase.KEYS + ", repetition-penalty, repeated, bug, options", BugChoice::of),
                new ComputeKind<>(
                        "asleep", "tokens, logits, bug, ask, repeated, setting, values", SleepingBugChoice::of),
                new ComputeKind<>(
                        "law", TruncationCase.KEYS + ", repetition-penalty, repeated, bug, options", LawChoice::of),
                new ComputeKind<>("split", "model, texts", values -> SplitChoice.of(values, models)),
                new ComputeKind<>("position", "model, texts, ask, of", values -> PositionChoice.of(values, models)));
    }

    /**
     * One possible answer.
     *
     * @param value that stands for it in a link
     * @param label the end of the message key of its sentence; usually the value
     * @param token empty if the label names the answer
     * @param figures in the sentence
     * @param mistake the name of the common mistake, if any, that leads to this wrong option; otherwise empty
     */
    public record Option(
            String value, String label, Optional<Token> token, List<Value> figures, boolean right, String mistake) {

        static Option of(String value, List<Value> figures, boolean right, String mistake) {
            return new Option(value, value, Optional.empty(), figures, right, mistake);
        }

        /** An option whose sentence many options share, with other figures. */
        static Option labelled(String value, String label, Value figure, boolean right, String mistake) {
            return new Option(value, label, Optional.empty(), List.of(figure), right, mistake);
        }

        static Option of(String value, Token token, boolean right, String mistake) {
            return new Option(value, value, Optional.of(token), List.of(), right, mistake);
        }
    }

    /** Some tokens of a small vocabulary as options. */
    static List<Option> options(
            TruncationCase truncation, Stream<Integer> ids, IntPredicate right, Function<Integer, String> mistake) {
        return ids.map(id -> Option.of(truncation.text(id), truncation.token(id), right.test(id), mistake.apply(id)))
                .toList();
    }

    public Option right() {
        return options.stream().filter(Option::right).findFirst().orElseThrow();
    }
}
