package logitlab.lesson.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Scores;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Mistake;

/** Questions that are answered from logits. */
final class LogitQuestions {

    /** Rounding two figures to two decimals changes their difference by less. */
    private static final double TOLERANCE = 0.03;

    /** The least distance of a logit from 0 for a penalty to be seen. */
    private static final double FAR = 0.8;

    private LogitQuestions() {}

    /** What happens to a probability if every logit is raised, which is nothing, or one logit alone. */
    static Optional<ChallengeQuestion> shift(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(4);
        Candidate asked = best.get(numbers.whole(0, 3));
        Candidate raised = best.get(numbers.whole(0, 3));
        int constant = numbers.whole(2, 9);
        boolean all = numbers.whole(0, 2) == 0;
        if (!generated.canName(asked.id())
                || asked.modelProbability() < 0.005
                || !all && !generated.canName(raised.id())
                || !all && raised.modelProbability() > 0.9) {
            return Optional.empty();
        }
        boolean own = raised.id() == asked.id();
        String variant = all ? "all" : own ? "own" : "alone";
        String right = all ? "stays" : own ? "rises" : "falls";
        String mistake = all ? "shift" : "shift-alone";
        return Optional.of(generated.question(
                QuestionKind.SHIFT,
                variant,
                best.stream()
                        .map(row -> generated.row(
                                row.id(), Value.logit(row.logit()), Value.percent(row.modelProbability())))
                        .toList(),
                List.of(Value.count(constant), generated.name(asked.id()), generated.name(raised.id())),
                described(
                        List.of("rises", "falls", "stays"),
                        right,
                        Map.of("rises", mistake, "falls", mistake, "stays", mistake)),
                SolutionLine.of(
                        "challenge.shifted." + variant,
                        Value.count(constant),
                        Value.percent(asked.modelProbability()),
                        generated.name(raised.id()),
                        generated.name(asked.id()))));
    }

    /** A choice between options that messages describe. */
    static ChallengeQuestion.Choice described(List<String> options, String right, Map<String, String> mistakes) {
        return new ChallengeQuestion.Choice(
                options.stream()
                        .map(option -> new ChallengeQuestion.Option(option, Optional.empty()))
                        .toList(),
                right,
                mistakes);
    }

    /** From the probability of one token to that of another: only the difference of their logits counts. */
    static Optional<ChallengeQuestion> softmax(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(4);
        Candidate given = best.get(0);
        Candidate asked = best.get(numbers.whole(1, 3));
        double exact = 100 * asked.modelProbability();
        double tolerance = Math.max(0.1, 0.03 * exact);
        if (exact < 2 || 100 * given.modelProbability() - exact < 5 * tolerance || !generated.canName(asked.id())) {
            return Optional.empty();
        }
        double from = generated.logit(given.logit());
        double to = generated.logit(asked.logit());
        double share = generated.share(given.modelProbability());
        double difference = generated.logit(to - from);
        double ratio = generated.share(Math.exp(difference));
        double result = generated.result(asked.modelProbability(), share * ratio, 4);
        double first = 100 * share;
        Value percent = Value.percent(share);
        return Optional.of(generated.question(
                QuestionKind.SOFTMAX,
                List.of(
                        generated.row(given.id(), Value.logit(from), percent),
                        generated.row(asked.id(), Value.logit(to))),
                List.of(generated.name(asked.id())),
                new ChallengeQuestion.Number(
                        100 * result,
                        tolerance,
                        "percent",
                        Mistake.of("ratio-alone", 100 * ratio),
                        Mistake.of("ratio-of-logits", first * to / from),
                        Mistake.of("ratio-subtracted", first + difference)),
                SolutionLine.of(
                        "challenge.distance",
                        Value.logit(to),
                        Value.subtracted(from),
                        Value.logit(difference),
                        Value.share(ratio)),
                SolutionLine.of("challenge.share-of", percent, Value.share(ratio), Value.percent(result))));
    }

    /** One division of softmax: the exponential of a token by the sum of all. */
    static Optional<ChallengeQuestion> sum(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(4);
        Candidate first = best.get(0);
        Candidate asked = best.get(numbers.whole(1, 3));
        double largest = generated.logit(first.logit());
        double logit = generated.logit(asked.logit());
        double difference = generated.logit(logit - largest);
        double exponential = generated.share(Math.exp(difference));
        double sum = generated.share(1 / first.modelProbability());
        double result = generated.share(exponential / sum);
        double right = 100 * result;
        double tolerance = Math.max(0.1, 0.03 * right);
        if (right < 2 || sum < 1.3 || -difference < 0.2 || !generated.canName(asked.id())) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.SUM,
                List.of(generated.row(first.id(), Value.logit(largest)), generated.row(asked.id(), Value.logit(logit))),
                List.of(
                        generated.name(asked.id()),
                        Value.exponential(sum),
                        Value.count(generated.logits().size())),
                new ChallengeQuestion.Number(
                        right,
                        tolerance,
                        "percent",
                        Mistake.of("exponential-alone", 100 * exponential),
                        Mistake.of("without-exponential", 100 * logit / sum),
                        Mistake.of("largest-kept", 100 * Math.exp(logit) / sum)),
                SolutionLine.of(
                        "challenge.distance",
                        Value.logit(logit),
                        Value.subtracted(largest),
                        Value.logit(difference),
                        Value.exponential(exponential)),
                SolutionLine.of(
                        "challenge.over-sum",
                        Value.exponential(exponential),
                        Value.exponential(sum),
                        Value.percent(result))));
    }

    /** The token that greedy takes, whatever the temperature and top-k are. */
    static Optional<ChallengeQuestion> greedy(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(4);
        int temperature = numbers.whole(2, 5);
        int k = numbers.whole(2, 4);
        List<Candidate> rows = numbers.shuffled(best);
        Candidate right = best.get(0);
        if (right.logit() - best.get(1).logit() < TOLERANCE) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.GREEDY,
                rows.stream()
                        .map(row -> generated.row(row.id(), Value.logit(row.logit())))
                        .toList(),
                List.of(Value.count(temperature), Value.count(k)),
                generated.choice(rows.stream().map(Candidate::id).toList(), right.id(), id -> "greedy-other"),
                SolutionLine.of("challenge.largest", generated.name(right.id()), Value.logit(right.logit()))));
    }

    /** How many times as likely one token is as another, once a temperature has divided the logits. */
    static Optional<ChallengeQuestion> temperature(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(2);
        double first = generated.logit(best.get(0).logit());
        double second = generated.logit(best.get(1).logit());
        double difference = generated.logit(first - second);
        if (difference < 0.6
                || difference > 2
                || !generated.canName(best.get(0).id())
                || !generated.canName(best.get(1).id())) {
            return Optional.empty();
        }
        double temperature = numbers.whole(0, 1) == 0 ? 0.5 : 2;
        double distance = generated.share(difference / temperature);
        double right = generated.share(Math.exp(distance));
        return Optional.of(generated.question(
                QuestionKind.TEMPERATURE,
                best.stream()
                        .map(row -> generated.row(row.id(), Value.logit(row.logit())))
                        .toList(),
                List.of(
                        Value.plain(temperature),
                        generated.name(best.get(0).id()),
                        generated.name(best.get(1).id())),
                new ChallengeQuestion.Number(
                        right,
                        0.05 * right,
                        "number",
                        Mistake.of("temperature-none", Math.exp(difference)),
                        Mistake.of("temperature-multiplied", Math.exp(difference * temperature)),
                        Mistake.of("temperature-distance", distance),
                        Mistake.of("temperature-logits", first / second)),
                SolutionLine.of(
                        "challenge.divided",
                        Value.logit(difference),
                        Value.plain(temperature),
                        Value.scaled(distance),
                        Value.exponential(right))));
    }

    /** The logit of a token of the text after a repetition penalty. */
    static Optional<ChallengeQuestion> penalty(GeneratedText generated, SeededNumbers numbers) {
        int first = generated.model().startTokens(generated.before());
        int position = numbers.whole(first, generated.before().size() - 1);
        int id = generated.before().at(position);
        double penalty = numbers.whole(0, 1) == 0 ? 1.5 : 2;
        double logit = generated.logit(generated.logits().at(id));
        double right =
                generated.result(penalised(generated, id, penalty), logit > 0 ? logit / penalty : logit * penalty, 2);
        if (Math.abs(logit) < FAR || !generated.isWholeWord(position)) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.PENALTY,
                List.of(generated.row(id, Value.logit(logit))),
                List.of(generated.name(id), Value.plain(penalty)),
                new ChallengeQuestion.Number(
                        right,
                        TOLERANCE,
                        "number",
                        Mistake.of(
                                logit > 0 ? "penalty-multiplied" : "penalty-divided",
                                logit > 0 ? logit * penalty : logit / penalty),
                        Mistake.of("penalty-subtracted", logit - penalty)),
                penalised(logit, penalty, right)));
    }

    private static double penalised(GeneratedText generated, int id, double penalty) {
        Scores scores = Scores.of(generated.logits());
        return new RepetitionPenalty(penalty)
                .apply(scores, generated.before())
                .logits()
                .at(id);
    }

    private static SolutionLine penalised(double logit, double penalty, double right) {
        return SolutionLine.of(
                logit > 0 ? "challenge.penalty-divides" : "challenge.penalty-multiplies",
                Value.logit(logit),
                Value.plain(penalty),
                Value.logit(right));
    }

    /** Whether a program that divides or multiplies a logit implements the sign rule of a repetition penalty. */
    static Optional<ChallengeQuestion> sign(GeneratedText generated, SeededNumbers numbers) {
        int first = generated.model().startTokens(generated.before());
        int position = numbers.whole(first, generated.before().size() - 1);
        int id = generated.before().at(position);
        double penalty = numbers.whole(0, 1) == 0 ? 1.5 : 2;
        boolean divides = numbers.whole(0, 1) == 0;
        double logit = generated.logit(generated.logits().at(id));
        double program = generated.logit(divides ? logit / penalty : logit * penalty);
        if (Math.abs(logit) < FAR || !generated.isWholeWord(position)) {
            return Optional.empty();
        }
        String otherwise = divides ? "should-multiply" : "should-divide";
        String right = logit > 0 == divides ? "penalised-well" : otherwise;
        List<String> options = List.of("should-divide", "penalised-well", "should-multiply");
        Map<String, String> mistakes = Map.of(
                "penalised-well", "sign-missed",
                "should-divide", divides ? "sign-done" : "sign-negative",
                "should-multiply", divides ? "sign-positive" : "sign-done");
        return Optional.of(generated.question(
                QuestionKind.SIGN,
                List.of(generated.row(id, Value.logit(logit), Value.logit(program))),
                List.of(generated.name(id), Value.plain(penalty)),
                described(options, right, mistakes),
                penalised(logit, penalty, generated.logit(logit > 0 ? logit / penalty : logit * penalty))));
    }

    /** The bias that makes two logits equal. */
    static Optional<ChallengeQuestion> bias(GeneratedText generated, SeededNumbers numbers) {
        List<Candidate> best = generated.best(6);
        Candidate first = best.get(0);
        Candidate asked = best.get(numbers.whole(1, 5));
        double goal = generated.logit(first.logit());
        double logit = generated.logit(asked.logit());
        double right = generated.logit(goal - logit);
        if (right < 0.3 || !Stream.of(first, asked).map(Candidate::id).allMatch(generated::canName)) {
            return Optional.empty();
        }
        return Optional.of(generated.question(
                QuestionKind.BIAS,
                List.of(generated.row(first.id(), Value.logit(goal)), generated.row(asked.id(), Value.logit(logit))),
                List.of(generated.name(asked.id()), generated.name(first.id())),
                new ChallengeQuestion.Number(
                        right,
                        TOLERANCE,
                        "number",
                        Mistake.of("bias-sign", -right),
                        Mistake.of("bias-ratio", goal / logit),
                        Mistake.of("bias-logit", goal)),
                SolutionLine.of("challenge.bias", Value.logit(goal), Value.subtracted(logit), Value.logit(right))));
    }
}
