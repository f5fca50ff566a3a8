package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.Hidden;

/**
 * Asks for the name on the certificate.
 *
 * @param typed the name so far
 * @param problem what is wrong with it
 * @param carried the questions and the answers, without blank ones
 */
public record CertificateForm(Messages messages, String typed, Optional<String> problem, List<Hidden> carried)
        implements View {

    static final String NAME = "name";
    private static final int MOST = 60;

    static CertificateForm of(Messages messages, Paper paper, String typed, Optional<InvalidValue> invalid) {
        Map<String, String> parameters = paper.link().toMap();
        List<Hidden> carried = Hidden.of(parameters, key -> !parameters.get(key).isBlank());
        return new CertificateForm(messages, typed, invalid.map(messages::say), carried);
    }

    /**
     * The name on a single line.
     *
     * @throws InvalidValue if it is blank or has more than 60 characters
     */
    static String name(String typed) {
        String line = typed.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.isEmpty()) {
            throw new InvalidValue(NAME, new Rule("required"), "");
        }
        if (line.codePointCount(0, line.length()) > MOST) {
            throw new InvalidValue(NAME, new Rule("at-most-characters", MOST), line);
        }
        return line;
    }

    public int most() {
        return MOST;
    }
}
