package logitlab.lesson.museum;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import logitlab.decoding.MinP;
import logitlab.decoding.TopP;

/**
 * Mistakes of real decoders, each as a program that makes it; lesson 13 tells where each was found.
 *
 * <pre>
 * Bug.of("crossing-dropped").run(setup)   is the output of such a decoder
 * </pre>
 */
public enum Bug {
    CROSSING_DROPPED(input -> input.swapped(TopP.class, right -> new CrossingDropped(right.p()))),
    ALL_MASKED(WrongPrograms::allMasked),
    ONE_IS_GREEDY(FirstIndexAbove::run),
    TEMPERATURE_AFTER(WrongPrograms::temperatureAfter),
    ZERO_TEMPERATURE(WrongPrograms::zeroTemperature),
    NO_MAXIMUM(WrongPrograms::noMaximum),
    HEAD_ONLY(WrongPrograms::headOnly),
    NEGATIVE_DIVIDED(WrongPrograms::negativeDivided),
    EACH_OCCURRENCE(WrongPrograms::eachOccurrence),
    BORDER_ON_LOGITS(WrongPrograms::borderOnLogits),
    ABSOLUTE_BORDER(input -> input.swapped(MinP.class, right -> new AbsoluteBorder(right.share()))),
    ONE_TOO_MANY(input -> input.replaced(OneTooMany::of)),
    NOT_RENORMALISED(WrongPrograms::notRenormalised);

    private final Function<DecoderInput, DecoderOutput> program;

    Bug(Function<DecoderInput, DecoderOutput> program) {
        this.program = program;
    }

    public DecoderOutput run(DecoderInput input) {
        return program.apply(input);
    }

    /** As lessons write it: {@code crossing-dropped}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> keys() {
        return Stream.of(values()).map(Bug::key).toList();
    }

    /** @throws IllegalArgumentException if no bug has this name */
    public static Bug of(String key) {
        return Arrays.stream(values())
                .filter(bug -> bug.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bug is called " + key));
    }
}
