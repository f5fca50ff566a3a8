package logitlab.web.tool.save;

import java.util.ArrayList;
import java.util.List;
import logitlab.decoding.Decoder;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.link.LaneLink;
import logitlab.web.step.OpenedLink;
import logitlab.web.view.Sentences;

/** All that is set for a lane, in words. */
public final class LaneSettings {

    private LaneSettings() {}

    /**
     * {@code Sampled, storyteller-lstm, digest 386ce8cb9e4e, Temperature 0.8, bias ␣l 2.00, head 2 of layer 4 off}: its decoder if the
     * lane has a name of its own, its own model if it has one, its settings, biases and switches; empty if there is nothing to say.
     */
    public static String words(Messages messages, OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        LaneLink link = play.link().lanes().get(name);
        List<String> parts = new ArrayList<>();
        link.name()
                .ifPresent(
                        own -> parts.add(messages.say("lane." + lane.decoder().key())));
        link.model()
                .ifPresent(own -> parts.add(messages.say(
                        "run.model",
                        lane.model().card().name(),
                        lane.model().card().digest())));
        parts.addAll(Sentences.settings(messages, lane.settings()));
        if (lane.decoder() == Decoder.BEAM) {
            parts.addAll(Sentences.beams(messages, link.beams()));
        }
        lane.settings()
                .bias()
                .forEach((id, bias) ->
                        parts.add(messages.say("run.bias", Sentences.bias(messages, play.token(name, id), bias))));
        parts.addAll(Sentences.switches(messages, link.switches()));
        return String.join(", ", parts);
    }
}
