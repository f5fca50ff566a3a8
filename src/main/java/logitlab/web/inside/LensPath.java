package logitlab.web.inside;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.model.Inspection;
import logitlab.model.explain.FinerLens;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;

/**
 * What the model would say after each attention and each MLP, and the rank of one token on the way.
 *
 * @param sentence where the token rose to the top, which is also the text alternative of the line
 * @param line the points of the line in a box as wide as there are steps and 100 high; the best rank is at the top, on a logarithmic scale
 * @param width of the box
 * @param scale what the top and the bottom of the box stand for
 */
public record LensPath(String sentence, String line, int width, String scale, List<Stop> stops) {

    /** @param rank of the token, {@code best} the token that would be said instead, or the token itself */
    public record Stop(String name, String rank, String best, String probability) {}

    /** @return empty if the model does not show enough, or its vocabulary is too large */
    static Optional<LensPath> of(OpenedInsideLink opened, Inspection seen, int token) {
        List<FinerLens.Point> points = opened.model()
                .outputTable()
                .map(table -> FinerLens.of(seen, opened.position(), table))
                .orElse(List.of());
        if (points.size() < 2) {
            return Optional.empty();
        }
        List<Integer> ranks = points.stream().map(point -> point.rank(token)).toList();
        double scale = 96 / Math.log(opened.scores().logits().size());
        return Optional.of(new LensPath(
                sentence(opened, points, ranks, token),
                IntStream.range(0, ranks.size())
                        .mapToObj(i -> SvgPath.number(i) + "," + SvgPath.number(2 + scale * Math.log(ranks.get(i) + 1)))
                        .collect(Collectors.joining(" ")),
                points.size() - 1,
                opened.say(
                        points.get(points.size() - 1).after() == FinerLens.After.LAYER
                                ? "bill.path.scale.layers"
                                : "bill.path.scale",
                        Sentences.rank(
                                opened.messages(), opened.scores().logits().size() - 1)),
                IntStream.range(0, points.size())
                        .mapToObj(i -> stop(opened, points.get(i), ranks.get(i)))
                        .toList()));
    }

    /** After which part the token is the best and stays so. */
    private static String sentence(
            OpenedInsideLink opened, List<FinerLens.Point> points, List<Integer> ranks, int token) {
        int last = ranks.size() - 1;
        String name = opened.token(token);
        String first = Sentences.rank(opened.messages(), ranks.get(0));
        if (ranks.get(last) > 0) {
            return opened.say("bill.path.not-best", name, first, Sentences.rank(opened.messages(), ranks.get(last)));
        }
        int since = last;
        while (since > 0 && ranks.get(since - 1) == 0) {
            since--;
        }
        return since == 0
                ? opened.say("bill.path.always", name)
                : opened.say("bill.path", name, first, name(opened, points.get(since)));
    }

    private static String name(OpenedInsideLink opened, FinerLens.Point point) {
        return opened.say("bill.after." + point.after().name().toLowerCase(Locale.ROOT), point.layer());
    }

    private static Stop stop(OpenedInsideLink opened, FinerLens.Point point, int rank) {
        int best = point.logits().argmax();
        return new Stop(
                name(opened, point),
                Sentences.rank(opened.messages(), rank),
                opened.token(best),
                Numbers.percent(point.logits().probability(best)));
    }
}
