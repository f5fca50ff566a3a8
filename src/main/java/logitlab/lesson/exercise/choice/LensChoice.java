package logitlab.lesson.exercise.choice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TokenizedTexts;
import logitlab.model.Models;

/** {@code compute: lens}: after which layer the answer of the last one is in front and stays there, read with the logit lens. */
final class LensChoice {

    private LensChoice() {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        TokenizedTexts texts = TokenizedTexts.of(values, models);
        if (lens(texts).size() < 2) {
            throw new InvalidValueException(
                    "model", new Constraint("with-lens"), texts.model().id());
        }
        return of(texts);
    }

    /** What each layer has at the last position, the first layer first. */
    private static List<Logits> lens(TokenizedTexts texts) {
        Prefix prefix = texts.model().prompt(texts.text());
        List<Logits> lens = texts.model().inspect(prefix, prefix.size() - 1).lens();
        return lens.isEmpty() ? lens : lens.subList(1, lens.size());
    }

    private static ChoiceQuestion of(TokenizedTexts texts) {
        List<Logits> lens = lens(texts);
        List<Value> front = lens.stream()
                .map(logits -> Value.of(texts.model().tokenizer().token(logits.argmax())))
                .toList();
        int last = lens.size() - 1;
        int answer = lens.get(last).argmax();
        int settled = settled(lens, answer);
        Value token = front.get(last);
        return new ChoiceQuestion(
                "lens",
                settled > 0,
                IntStream.rangeClosed(0, last)
                        .mapToObj(at -> ChoiceQuestion.Option.labelled(
                                Integer.toString(at + 1),
                                "layer",
                                Value.plain(at + 1),
                                at == settled,
                                at > settled ? "in-front-before" : "not-yet-in-front"))
                        .toList(),
                new QuestionContent(
                        new Givens(
                                List.of(),
                                IntStream.rangeClosed(0, last)
                                        .mapToObj(at -> SolutionLine.of(
                                                "lens",
                                                Value.plain(at + 1),
                                                front.get(at),
                                                Value.percent(lens.get(at)
                                                        .probability(
                                                                lens.get(at).argmax())),
                                                token,
                                                Value.percent(lens.get(at).probability(answer))))
                                        .toList(),
                                Optional.of(texts.text())),
                        Map.of("token", token, "text", texts.typed()),
                        () -> List.of(SolutionLine.of("step.lens", Value.plain(last + 1), token)),
                        () -> List.of(SolutionLine.of("solution.lens", Value.plain(settled + 1), token))),
                numbers -> of(texts.fresh(numbers)));
    }

    /** The index of the first layer from which on the answer is in front. */
    private static int settled(List<Logits> lens, int answer) {
        int at = lens.size() - 1;
        while (at > 0 && lens.get(at - 1).argmax() == answer) {
            at--;
        }
        return at;
    }
}
