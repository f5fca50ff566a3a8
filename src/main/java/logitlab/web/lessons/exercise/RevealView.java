package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.function.IntFunction;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.lesson.exercise.PredictExercise;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.Fragment;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.TokenText;

/**
 * The model's step: its best tokens with their numbers, and why one was chosen.
 *
 * @param play the same step in the playground
 * @param columns the headings; only what the question is about
 */
public record RevealView(
        Messages messages, String reason, List<String> columns, List<Row> rows, String rest, String play)
        implements Fragment {

    /** One token with its figures. */
    public record Row(String token, List<String> figures, boolean chosen) {}

    static RevealView of(Messages messages, PredictExercise asked) {
        Lane lane = asked.lane();
        Step step = asked.step();
        List<Candidate> shown = asked.revealed();
        IntFunction<String> token = id -> TokenText.visible(asked.token(id));
        return new RevealView(
                messages,
                reason(messages, asked, token),
                columns(asked).stream().map(messages::say).toList(),
                shown.stream()
                        .map(candidate -> new Row(
                                token.apply(candidate.id()),
                                figures(asked, candidate),
                                candidate.id() == step.chosen()))
                        .toList(),
                messages.say(
                        "lesson.softmax.rest",
                        Numbers.count(step.everythingElse(shown).count())),
                WidgetView.play(
                        lane.model(),
                        asked.prompt(),
                        WidgetView.step(lane.seed(), asked.at(), lane.decoder(), lane.settings())));
    }

    private static String reason(Messages messages, PredictExercise asked, IntFunction<String> token) {
        Step step = asked.step();
        return asked.ask() == PredictExercise.Ask.NEXT
                ? Sentences.reason(messages, asked.lane().decoder(), step.reason(), token)
                : messages.say(
                        "lesson.solution.predict." + asked.ask().key(),
                        token.apply(step.chosen()),
                        Numbers.logit(step.candidate(step.chosen()).logit()),
                        Numbers.nats(step.logits().crossEntropy(step.chosen())));
    }

    private static List<String> columns(PredictExercise asked) {
        return switch (asked.ask()) {
            case LOGIT -> List.of("column.logit");
            case SURPRISE -> List.of("column.logit", "column.model", "lesson.surprise.nats");
            case NEXT ->
                asked.lane().decoder() == Decoder.GREEDY
                        ? List.of("column.logit", "column.model")
                        : List.of("column.logit", "column.model", "column.sampling");
        };
    }

    private static List<String> figures(PredictExercise asked, Candidate candidate) {
        return columns(asked).stream()
                .map(column -> switch (column) {
                    case "column.logit" -> Numbers.logit(candidate.logit());
                    case "column.model" -> Numbers.percent(candidate.modelProbability());
                    case "column.sampling" -> Numbers.percent(candidate.samplingProbability());
                    default -> Numbers.nats(asked.step().logits().crossEntropy(candidate.id()));
                })
                .toList();
    }

    @Override
    public String template() {
        return "fragments/reveal";
    }
}
