package logitlab.web.challenge;

import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** The name on a certificate: one line of text, as it was typed. */
record Name(String text) {

    static final String KEY = "name";
    static final int MOST = 60;

    /** @throws InvalidValue where there is none, or more than {@link #MOST} characters */
    static Name of(String typed) {
        String line = typed.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.isEmpty()) {
            throw new InvalidValue(KEY, new Rule("required"), "");
        }
        if (line.codePointCount(0, line.length()) > MOST) {
            throw new InvalidValue(KEY, new Rule("at-most-characters", MOST), line);
        }
        return new Name(line);
    }
}
