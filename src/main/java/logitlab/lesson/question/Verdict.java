package logitlab.lesson.question;

import java.util.Optional;
import java.util.stream.Stream;

/** The judgement on an answer: right, wrong through a known mistake, or simply wrong. */
public record Verdict(boolean right, Optional<Mistake> mistake) {

    public static final Verdict RIGHT = new Verdict(true, Optional.empty());
    public static final Verdict WRONG = new Verdict(false, Optional.empty());

    /** @param mistakes those that lead to the answer; the first is reported unless the answer is right */
    public static Verdict of(boolean right, Stream<Mistake> mistakes) {
        return right ? RIGHT : new Verdict(false, mistakes.findFirst());
    }
}
