package logitlab.lesson;

import java.util.Optional;

/** What an answer is worth: right, or wrong in a way that is known, or just wrong. */
public record Verdict(boolean right, Optional<Mistake> mistake) {

    static final Verdict RIGHT = new Verdict(true, Optional.empty());
    static final Verdict WRONG = new Verdict(false, Optional.empty());

    static Verdict of(Mistake mistake) {
        return new Verdict(false, Optional.of(mistake));
    }
}
