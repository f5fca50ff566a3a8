package logitlab.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import logitlab.model.LanguageModel;
import logitlab.model.explain.AttentionPattern;
import logitlab.model.explain.HeadScores;
import logitlab.web.Messages;
import logitlab.web.inside.heads.HeadScoring;

/**
 * What each head of a model looks at on a fixed set of texts. Without scores, the lists are empty, and {@code missing} says why.
 *
 * @param texts that were used
 * @param equally the scores of a head that looks at all tokens equally
 * @param heads in the order of the model
 */
record HeadsAnswer(
        String model,
        String digest,
        List<TextAnswer> texts,
        Map<String, BaselineAnswer> equally,
        List<HeadAnswer> heads,
        List<InspectAnswer.Lack> missing) {

    record TextAnswer(String text, List<NextAnswer.PrefixToken> tokens) {}

    /** @param positions that count, in all texts together */
    record BaselineAnswer(double score, int positions) {}

    record HeadAnswer(int layer, int head, Map<String, ScoreAnswer> scores) {}

    /** @param clearest the position where the head gives most */
    record ScoreAnswer(double score, Clearest clearest) {}

    /** @param text its index among the texts @param attention how much the head gives there to what the score is about */
    record Clearest(int text, int position, double attention) {}

    static HeadsAnswer of(Messages messages, LanguageModel model, HeadScoring scoring) {
        Optional<HeadScores> scores = scoring.of(model);
        return new HeadsAnswer(
                model.id(),
                model.card().digest(),
                scores.map(HeadScores::texts).orElse(List.of()).stream()
                        .map(text -> new TextAnswer(text.text(), NextAnswer.tokens(model, text.ids())))
                        .toList(),
                byKey(
                        scores.map(HeadScores::baselines).orElse(Map.of()),
                        baseline -> new BaselineAnswer(baseline.equally(), baseline.positions())),
                scores.map(HeadScores::heads).orElse(List.of()).stream()
                        .map(head ->
                                new HeadAnswer(head.layer(), head.number(), byKey(head.scores(), HeadsAnswer::score)))
                        .toList(),
                scores.isPresent()
                        ? List.of()
                        : List.of(new InspectAnswer.Lack("heads", HeadScoring.missing(messages, model))));
    }

    private static ScoreAnswer score(HeadScores.Score score) {
        return new ScoreAnswer(score.mean(), new Clearest(score.text(), score.position(), score.there()));
    }

    private static <T, A> Map<String, A> byKey(Map<AttentionPattern, T> values, Function<T, A> answer) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().key(),
                        entry -> answer.apply(entry.getValue()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}
