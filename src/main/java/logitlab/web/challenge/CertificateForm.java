package logitlab.web.challenge;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;

/**
 * Asks for the name on the certificate.
 *
 * @param typed the name so far
 * @param problem what is wrong with it
 * @param carried the questions, the answers without blank ones, and today's date
 */
public record CertificateForm(Messages messages, String typed, Optional<String> problem, List<HiddenField> carried)
        implements View {

    static final String NAME = "name";
    static final String DATE = "date";
    private static final int MOST = 60;

    static CertificateForm of(
            Messages messages, Submission submission, String typed, Optional<InvalidValueException> invalid) {
        Map<String, String> parameters = submission.link().with(false).toMap();
        parameters.put(DATE, LocalDate.now(ZoneOffset.UTC).toString());
        List<HiddenField> carried =
                HiddenField.of(parameters, key -> !parameters.get(key).isBlank());
        return new CertificateForm(messages, typed, invalid.map(messages::say), carried);
    }

    /**
     * The name on a single line.
     *
     * @throws InvalidValueException if it is blank or has more than 60 characters
     */
    static String name(String typed) {
        String line = line(typed);
        if (line.isEmpty()) {
            throw new InvalidValueException(NAME, new Constraint("required"), "");
        }
        if (line.codePointCount(0, line.length()) > MOST) {
            throw new InvalidValueException(NAME, new Constraint("at-most-characters", MOST), line);
        }
        return line;
    }

    /**
     * The day on which the certificate was made; empty for a link from the time before certificates had a date.
     *
     * @throws InvalidValueException if it is no date, or one in the future
     */
    static Optional<LocalDate> date(Optional<String> typed) {
        try {
            Optional<LocalDate> date = typed.map(LocalDate::parse);
            if (date.isEmpty() || !date.get().isAfter(LocalDate.now(ZoneOffset.UTC))) {
                return date;
            }
        } catch (DateTimeParseException notADate) {
            // refused below
        }
        throw new InvalidValueException(DATE, new Constraint("past-date"), typed.orElseThrow());
    }

    static String line(String typed) {
        return typed.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    public int most() {
        return MOST;
    }
}
