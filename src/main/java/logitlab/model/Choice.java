package logitlab.model;

import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;

/** All that one choice of a token depends on, beside the model: equal choices take equal tokens. */
public record Choice(Prefix prefix, Decoder decoder, Settings settings, Draw draw) {

    /** What one that is remembered takes of memory, about. */
    long bytes() {
        return 4L * prefix.size() + 250;
    }
}
