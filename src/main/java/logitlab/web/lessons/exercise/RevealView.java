package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.function.IntFunction;
import logitlab.decoding.Candidate;
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
 */
public record RevealView(Messages messages, String reason, List<Row> rows, String rest, String play)
        implements Fragment {

    /** One token. */
    public record Row(String token, String logit, String model, String sampling, boolean chosen) {}

    static RevealView of(Messages messages, PredictExercise asked) {
        Lane lane = asked.lane();
        Step step = asked.step();
        List<Candidate> shown = asked.revealed();
        IntFunction<String> token = id -> TokenText.visible(asked.token(id));
        return new RevealView(
                messages,
                Sentences.reason(messages, lane.decoder(), step.reason(), token),
                shown.stream()
                        .map(candidate -> new Row(
                                token.apply(candidate.id()),
                                Numbers.logit(candidate.logit()),
                                Numbers.percent(candidate.modelProbability()),
                                Numbers.percent(candidate.samplingProbability()),
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

    @Override
    public String template() {
        return "fragments/reveal";
    }
}
