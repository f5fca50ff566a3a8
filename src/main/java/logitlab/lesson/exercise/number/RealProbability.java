package logitlab.lesson.exercise.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.Mistake;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TokenizedTexts;
import logitlab.model.Models;

/**
 * {@code compute: real}: the probability of a token of a real model, from its logit, the largest logit, and the sum over the whole
 * vocabulary, which nobody adds up by hand.
 */
final class RealProbability {

    /** The question is about one of so many best tokens. */
    private static final int BEST = 5;

    private static final double LEAST = 0.05;

    private RealProbability() {}

    static NumberQuestion of(BlockValues values, Models models) {
        return of(TokenizedTexts.of(values, models), 1);
    }

    /** @param rank of the token in question, 0 for the best */
    private static NumberQuestion of(TokenizedTexts texts, int rank) {
        Prefix prefix = texts.model().prompt(texts.text());
        Step step = Step.of(texts.model().logits(prefix), prefix, Settings.OFF.stages(), new Draw(0, 0));
        List<Candidate> best = step.best(BEST);
        Candidate asked = best.get(rank);
        double max = best.get(0).logit();
        double exponential = Math.exp(asked.logit() - max);
        double sum = Math.exp(step.logits().logSumExp() - max);
        Value token = Value.of(texts.model().tokenizer().token(asked.id()));
        Map<String, Value> holes = new LinkedHashMap<>();
        holes.put("token", token);
        holes.put("text", texts.typed());
        holes.put("logit", Value.logit(asked.logit()));
        holes.put("largest", Value.logit(max));
        holes.put("sum", Value.exponential(sum));
        holes.put("vocabulary", Value.count(step.logits().size()));
        return new NumberQuestion(
                NumberQuestion.PROBABILITY,
                asked.modelProbability(),
                List.of(
                        Mistake.of("exponential-alone", exponential, token),
                        Mistake.of("largest-kept", Math.exp(asked.logit()) / sum, token),
                        Mistake.of("share-of-logits", asked.logit() / max, token)),
                List.of(token),
                asked.modelProbability() >= LEAST,
                new QuestionContent(
                        new Givens(
                                List.of(new Givens.Row(
                                        texts.model().tokenizer().token(asked.id()),
                                        List.of(Value.logit(asked.logit())),
                                        true)),
                                List.of(
                                        SolutionLine.of("largest", Value.logit(max)),
                                        SolutionLine.of(
                                                "sum",
                                                Value.exponential(sum),
                                                Value.count(step.logits().size()))),
                                Optional.of(texts.text())),
                        holes,
                        () -> List.of(SolutionLine.of(
                                "step.divide", token, Value.exponential(exponential), Value.exponential(sum))),
                        () -> List.of(
                                SolutionLine.of(
                                        "solution.exponential",
                                        token,
                                        Value.logit(asked.logit()),
                                        Value.subtracted(max),
                                        Value.logit(asked.logit() - max),
                                        Value.exponential(exponential)),
                                SolutionLine.of(
                                        "solution.divide",
                                        token,
                                        Value.exponential(exponential),
                                        Value.exponential(sum),
                                        Value.share(asked.modelProbability()),
                                        Value.percent(asked.modelProbability())))),
                numbers -> fresh(texts, numbers));
    }

    private static NumberQuestion fresh(TokenizedTexts texts, SeededNumbers numbers) {
        TokenizedTexts other = new TokenizedTexts(
                texts.model(), texts.texts(), numbers.whole(0, texts.texts().size() - 1));
        return of(other, numbers.whole(0, BEST - 1));
    }
}
