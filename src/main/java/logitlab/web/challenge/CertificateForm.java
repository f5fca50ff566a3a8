package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * Asks for the name on the certificate.
 *
 * @param typed what was typed already
 * @param problem what is wrong with it
 * @param carried the questions and the answers, blank ones left out
 */
public record CertificateForm(String typed, Optional<String> problem, List<Hidden> carried) implements View {

    static CertificateForm of(Paper paper) {
        return new CertificateForm("", Optional.empty(), carried(paper));
    }

    static CertificateForm refused(Paper paper, String typed, InvalidValue invalid) {
        return new CertificateForm(typed, Optional.of(Messages.ENGLISH.say(invalid)), carried(paper));
    }

    private static List<Hidden> carried(Paper paper) {
        Map<String, String> words = paper.link().toMap();
        return Hidden.of(words, key -> !words.get(key).isBlank());
    }

    public int most() {
        return Name.MOST;
    }
}
