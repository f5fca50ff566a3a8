package logitlab.lesson.museum;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import logitlab.decoding.MinP;
import logitlab.decoding.RepetitionPenalty;
import logitlab.decoding.Temperature;
import logitlab.decoding.TopP;

/**
 * Mistakes that real decoders made, each as a program that makes it; lesson 12 says where each was found.
 *
 * <pre>
 * Bug.of("crossing-dropped").run(setup)   is what users of such a decoder get
 * </pre>
 */
public enum Bug {
    CROSSING_DROPPED(setup -> setup.swapped(TopP.class, right -> new CrossingDropped(right.p()))),
    ALL_MASKED(AllMasked::run),
    ONE_IS_GREEDY(FirstAbove::run),
    TEMPERATURE_AFTER(setup -> setup.swapped(Temperature.class, right -> new DividedExponentials(right.temperature()))),
    ZERO_TEMPERATURE(ZeroTemperature::run),
    NO_MAXIMUM(NoMaximum::run),
    HEAD_ONLY(HeadOnly::run),
    NEGATIVE_DIVIDED(setup -> setup.swapped(RepetitionPenalty.class, right -> new NegativeDivided(right.penalty()))),
    EACH_OCCURRENCE(setup -> setup.swapped(RepetitionPenalty.class, right -> new EachOccurrence(right.penalty()))),
    BORDER_ON_LOGITS(setup -> setup.swapped(MinP.class, right -> new BorderOnLogits(right.share())));

    private final Function<Setup, Output> program;

    Bug(Function<Setup, Output> program) {
        this.program = program;
    }

    public Output run(Setup setup) {
        return program.apply(setup);
    }

    /** As lessons write it: {@code crossing-dropped}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> words() {
        return Stream.of(values()).map(Bug::word).toList();
    }

    /** @throws IllegalArgumentException where no bug has this name */
    public static Bug of(String word) {
        return Arrays.stream(values())
                .filter(bug -> bug.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bug is called " + word));
    }
}
