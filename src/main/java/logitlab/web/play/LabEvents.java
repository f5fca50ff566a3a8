package logitlab.web.play;

import logitlab.web.Html;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.prefix.PathPrefix;
import logitlab.web.step.OpenedLink;
import logitlab.web.step.StepPanel;
import logitlab.web.stream.EventFormat;

/** Events for the playground's page: the lab of each step, and sentences. @param prefix of the addresses in it */
record LabEvents(PathPrefix prefix) implements EventFormat {

    @Override
    public byte[] step(Messages messages, OpenedLink play, int last) {
        return prefix.beforeAll(Html.bytes("fragments/lab", StepPanel.playing(messages, play, last)));
    }

    @Override
    public String end(Messages messages, boolean finished) {
        return messages.say(finished ? "stream.end.finished" : "stream.end.steps");
    }

    @Override
    public String failure(InputProblem problem) {
        return problem.sentence();
    }
}
