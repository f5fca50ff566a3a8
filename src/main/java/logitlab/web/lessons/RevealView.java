package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Candidate;
import logitlab.decoding.Step;
import logitlab.lesson.PredictExercise;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.Query;
import logitlab.web.Sentences;

/**
 * What the model's step was: the best tokens with their numbers, and why one was chosen.
 *
 * @param play the same step in the playground
 */
public record RevealView(String reason, List<Row> rows, String rest, String play) implements Fragment {

    /** One token. */
    public record Row(String token, String logit, String model, String sampling, boolean chosen) {}

    static RevealView of(PredictExercise asked) {
        Step step = asked.step();
        List<Candidate> shown = asked.revealed();
        return new RevealView(
                Sentences.reason(
                        Messages.ENGLISH, asked.first().decoder(), step.reason(), id -> PredictAnswer.token(asked, id)),
                shown.stream().map(candidate -> row(asked, candidate)).toList(),
                Messages.ENGLISH.say(
                        "lesson.softmax.rest",
                        Numbers.count(step.everythingElse(shown).count())),
                play(asked));
    }

    private static Row row(PredictExercise asked, Candidate candidate) {
        return new Row(
                PredictAnswer.token(asked, candidate.id()),
                Numbers.logit(candidate.logit()),
                Numbers.percent(candidate.modelProbability()),
                Numbers.percent(candidate.samplingProbability()),
                candidate.id() == asked.step().chosen());
    }

    private static String play(PredictExercise asked) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("v", "1");
        link.put("model", asked.first().model().id());
        link.put("prompt", asked.prompt());
        link.put("seed", Long.toString(asked.first().seed()));
        link.put("at", Integer.toString(asked.at()));
        link.put("a", asked.first().decoder().word());
        asked.first().settings().toMap().forEach((key, word) -> link.put("a." + key, word));
        return "/play?" + Query.format(link);
    }

    @Override
    public String template() {
        return "fragments/reveal";
    }
}
