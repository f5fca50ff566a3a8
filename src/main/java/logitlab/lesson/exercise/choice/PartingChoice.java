package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code compute: parts}: at which step a sampled lane leaves a greedy one. They stay together as long as each draw is in the interval
 * of greedy's token, which begins at 0.
 */
final class PartingChoice {

    private static final Range STEPS = Range.of(3, 8);
    private static final int MOST_SEED = 999;
    private static final double MARGIN = 0.003;

    private PartingChoice() {}

    /** One step of the greedy lane. @param end of greedy's interval under the settings of the sampled lane */
    private record Shared(Token token, double end) {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        LogitSource.Live source = LogitSource.Live.of(values, models);
        Settings settings = values.settings();
        Lane greedy = Lane.open(source.model(), source.prefix(), List.of(), Decoder.GREEDY, Settings.OFF, 0)
                .run(values.whole("steps", STEPS));
        List<Shared> steps = IntStream.range(0, greedy.ids().size())
                .mapToObj(at -> {
                    Step step = Lane.open(
                                    source.model(),
                                    source.prefix(),
                                    greedy.ids().subList(0, at),
                                    Decoder.SAMPLE,
                                    settings,
                                    0)
                            .step(at);
                    Candidate best = step.candidate(greedy.ids().get(at));
                    return new Shared(source.token(best.id()), best.samplingProbability());
                })
                .toList();
        return of(source.prompt(), steps, values.seed());
    }

    private static ChoiceQuestion of(String prompt, List<Shared> steps, long seed) {
        int right = IntStream.range(0, steps.size())
                .filter(at -> draw(seed, at) >= steps.get(at).end())
                .findFirst()
                .orElse(-1);
        boolean clear = IntStream.range(0, steps.size())
                .allMatch(at -> steps.get(at).end() > 1 - 1e-9
                        || Math.abs(draw(seed, at) - steps.get(at).end()) > MARGIN);
        return new ChoiceQuestion(
                "parts",
                right > 0 && clear,
                IntStream.range(0, steps.size())
                        .mapToObj(at -> ChoiceQuestion.Option.labelled(
                                Integer.toString(at + 1),
                                "step",
                                Value.plain(at + 1),
                                at == right,
                                at < right ? "still-together" : "parted-before"))
                        .toList(),
                new QuestionContent(
                        new Givens(List.of(), given(steps, seed), Optional.of(prompt)),
                        Map.of("seed", Value.plain(seed)),
                        () -> List.of(SolutionLine.of(
                                "step.parts",
                                Value.of(steps.get(0).token()),
                                Value.share(draw(seed, 0)),
                                Value.share(steps.get(0).end()))),
                        () -> solution(steps, seed, right)),
                numbers -> of(prompt, steps, numbers.whole(1, MOST_SEED)));
    }

    private static double draw(long seed, int at) {
        return new Draw(seed, at).u();
    }

    private static List<SolutionLine> given(List<Shared> steps, long seed) {
        return IntStream.range(0, steps.size())
                .mapToObj(at -> SolutionLine.of(
                        "shared-step",
                        Value.plain(at + 1),
                        Value.of(steps.get(at).token()),
                        Value.share(steps.get(at).end()),
                        Value.share(draw(seed, at))))
                .toList();
    }

    private static List<SolutionLine> solution(List<Shared> steps, long seed, int right) {
        List<SolutionLine> lines = new ArrayList<>();
        for (int at = 0; at <= right; at++) {
            lines.add(SolutionLine.of(
                    at < right ? "solution.together" : "solution.parted",
                    Value.plain(at + 1),
                    Value.share(draw(seed, at)),
                    Value.of(steps.get(at).token()),
                    Value.share(steps.get(at).end())));
        }
        return lines;
    }
}
