package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.text.Tokenizer;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.prefix.PathPrefix;
import logitlab.web.step.OpenedLink;
import logitlab.web.stream.EventFormat;

/** Events for programs: the numbers of each step. @param prefix of the links */
record JsonEvents(PathPrefix prefix) implements EventFormat {

    /** @param link the playground at this step @param lanes those that took the step */
    private record StepEvent(int step, String link, Map<String, LaneStepAnswer> lanes) {}

    /**
     * What {@code /api/v1/next} answers, without the prompt.
     *
     * @param token in the text of the lane, which someone may have chosen by hand
     */
    private record LaneStepAnswer(
            TokenAnswer token,
            int[] logitsShape,
            int step,
            @JsonUnwrapped StepAnswer choice) {}

    private record TokenAnswer(int id, String text) {}

    private record EndEvent(String reason) {}

    private record ErrorEvent(ErrorAnswer error) {}

    private record ErrorAnswer(String field, String message) {}

    @Override
    public byte[] step(Messages messages, OpenedLink play, int last) {
        Map<String, LaneStepAnswer> lanes = new LinkedHashMap<>();
        play.lanesAtStep()
                .forEach(name ->
                        lanes.put(name, lane(messages, play, play.lanes().get(name))));
        return JsonWriter.text(new StepEvent(
                        play.link().at(), prefix.before("/play?" + play.link().query()), lanes))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static LaneStepAnswer lane(Messages messages, OpenedLink play, Lane lane) {
        int at = play.link().at();
        Step step = lane.step(at);
        int id = lane.ids().get(at);
        Tokenizer tokenizer = lane.model().tokenizer();
        return new LaneStepAnswer(
                new TokenAnswer(id, tokenizer.token(id).text()),
                new int[] {1, lane.prompt().size() + at, step.logits().size()},
                at,
                StepAnswer.of(
                        messages, lane.decoder(), step, play.link().table().rows(), tokenizer));
    }

    @Override
    public String end(Messages messages, boolean finished) {
        return JsonWriter.text(new EndEvent(finished ? "finished" : "steps"));
    }

    @Override
    public String failure(InputProblem problem) {
        return JsonWriter.text(new ErrorEvent(new ErrorAnswer(problem.field().orElse(null), problem.sentence())));
    }
}
