package logitlab.lesson.exercise.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TokenizedTexts;
import logitlab.model.Models;

/** {@code compute: surest}: after which of some texts the model is surest of its best token. */
final class SurestTextChoice {

    private static final int OPTIONS = 3;

    /** The best token of the right text must be so much more probable than that of any other. */
    private static final double APART = 0.3;

    private SurestTextChoice() {}

    /** The best token after a text. */
    private record Best(String text, Value token, double probability) {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        TokenizedTexts texts = TokenizedTexts.of(values, models);
        List<Best> all = texts.texts().stream().map(text -> best(texts, text)).toList();
        return of(all, all.subList(0, Math.min(OPTIONS, all.size())));
    }

    private static Best best(TokenizedTexts texts, String text) {
        Prefix prefix = texts.model().prompt(text);
        Candidate best = Step.of(texts.model().logits(prefix), prefix, Settings.OFF.stages(), new Draw(0, 0))
                .best(1)
                .get(0);
        return new Best(text, Value.of(texts.model().tokenizer().token(best.id())), best.modelProbability());
    }

    private static ChoiceQuestion of(List<Best> all, List<Best> asked) {
        List<Double> sorted = asked.stream()
                .map(Best::probability)
                .sorted(Comparator.reverseOrder())
                .toList();
        return new ChoiceQuestion(
                "surest",
                sorted.get(0) - sorted.get(1) >= APART,
                IntStream.range(0, asked.size())
                        .mapToObj(i -> ChoiceQuestion.Option.labelled(
                                asked.get(i).text(),
                                "text",
                                new Value.Typed(asked.get(i).text()),
                                asked.get(i).probability() == sorted.get(0),
                                "many-ways"))
                        .toList(),
                new QuestionContent(
                        Givens.of(),
                        Map.of(),
                        () -> asked.stream()
                                .map(one -> SolutionLine.of("step.surest", new Value.Typed(one.text())))
                                .toList(),
                        () -> asked.stream()
                                .map(one -> SolutionLine.of(
                                        "solution.surest",
                                        new Value.Typed(one.text()),
                                        one.token(),
                                        Value.percent(one.probability())))
                                .toList()),
                numbers -> of(all, numbers.shuffled(all).subList(0, asked.size())));
    }
}
