package logitlab.lesson;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Distribution;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;

/** The vocabulary of five tokens that the course uses. */
public final class FiveTokens {

    public static final Logits LOGITS = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);
    public static final int MAT = 0;
    public static final int MOON = 1;
    public static final int SOFA = 2;
    public static final int FLOOR = 3;
    public static final int IDEA = 4;

    private static final List<String> NAMES = List.of("mat", "moon", "sofa", "floor", "idea");

    private FiveTokens() {}

    /** The token as lessons write it. */
    public static String name(int id) {
        return "`" + NAMES.get(id) + "`";
    }

    /** The ids, the most probable first. */
    public static List<Integer> ranked() {
        return step().all().stream()
                .sorted(Comparator.comparingInt(Candidate::rank))
                .map(Candidate::id)
                .toList();
    }

    static Logits divided(double temperature) {
        return LOGITS.map(id -> LOGITS.at(id) / temperature);
    }

    public static Distribution at(double temperature) {
        return divided(temperature).softmax();
    }

    public static double sum(Distribution probabilities, List<Integer> ids) {
        return ids.stream().mapToDouble(probabilities::at).sum();
    }

    public static Step step(Stage... stages) {
        return Step.of(LOGITS, Prefix.EMPTY, List.of(stages), new Draw(0, 0));
    }

    public static List<Integer> kept(Stage... stages) {
        Step step = step(stages);
        return IntStream.range(0, LOGITS.size())
                .filter(id -> step.candidate(id).kept())
                .boxed()
                .toList();
    }

    public static double sampling(int id, Stage... stages) {
        return step(stages).candidate(id).samplingProbability();
    }
}
