package logitlab.decoding.beam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * Beam search: after each token the most probable texts stay, and each of them is continued with every token.
 *
 * <p>With {@code b} beams, each step takes the {@code 2 b} texts of the largest log probability. Those of the first {@code b} that end
 * with the end token join the ended texts, of which the {@code b} of the largest score stay; the first {@code b} that do not end go on.
 * The search is over when {@code b} texts have ended and either {@link BeamSettings#earlyStopping} is on or the best text that goes on
 * has no larger score than the worst of them. Of equal texts, the one that continues the better beam comes first, then the one with the
 * lower token id. Source: Hugging Face transformers 5.18.0, {@code generation/utils.py} ({@code _beam_search}).
 *
 * <pre>
 * probabilities a 0.5, b 0.4, c 0.1; after a all of 1/3, after b always a: greedy takes a (0.5), then anything (0.17);
 * 2 beams keep a and b, and then b a (0.4) is the best
 * </pre>
 */
public final class BeamSearch {

    /** Logits after texts. */
    @FunctionalInterface
    public interface Source {

        /** @param paths the tokens of each text after the prompt; all texts have the same length */
        List<Logits> logits(List<Prefix> paths);
    }

    private static final Comparator<Path> BY_SCORE =
            Comparator.comparingDouble(Path::score).reversed();

    /** A continuation that may be among the best. */
    private record Option(int parent, int token, double logProbability) {

        /** The worst first. */
        private static final Comparator<Option> WORST_FIRST = Comparator.comparingDouble(Option::logProbability)
                .thenComparing(Comparator.comparingInt(Option::parent)
                        .thenComparingInt(Option::token)
                        .reversed());
    }

    private final BeamSettings settings;
    private final OptionalInt end;
    private final int most;
    private final List<BeamStep> steps = new ArrayList<>();

    private BeamSearch(BeamSettings settings, OptionalInt end, int most) {
        this.settings = settings;
        this.end = end;
        this.most = most;
    }

    /**
     * Searches from the prompt on.
     *
     * @param end the token that ends a text, if there is one
     * @param most the most tokens that a text gets, at least 1
     */
    public static BeamSearch run(Source source, BeamSettings settings, OptionalInt end, int most) {
        BeamSearch search = new BeamSearch(settings, end, most);
        List<Path> running = List.of(Path.START);
        List<Path> ended = List.of();
        boolean over = false;
        while (!over && search.steps.size() < most) {
            BeamStep step = search.step(source, running, ended);
            search.steps.add(step);
            running = step.continued();
            ended = step.ended();
            over = step.over();
        }
        return search;
    }

    private BeamStep step(Source source, List<Path> running, List<Path> before) {
        List<Logits> logits = source.logits(running.stream().map(Path::tokens).toList());
        List<BeamStep.Candidate> candidates = new ArrayList<>();
        List<Path> ending = new ArrayList<>();
        List<Option> options = best(running, logits);
        for (int place = 0; place < options.size(); place++) {
            Path path = path(running, options.get(place));
            if (path.ended() && place < settings.beams()) {
                ending.add(path);
            }
        }
        List<Path> ended = bestOf(before, ending);
        int room = settings.beams();
        for (Option option : options) {
            Path path = path(running, option);
            boolean continued = !path.ended() && room > 0;
            if (continued) {
                room--;
            }
            candidates.add(new BeamStep.Candidate(
                    path,
                    option.parent(),
                    continued
                            ? BeamStep.Fate.CONTINUED
                            : ended.contains(path) ? BeamStep.Fate.ENDED : BeamStep.Fate.DROPPED));
        }
        boolean full = ended.size() == settings.beams();
        boolean over = room == settings.beams() || full && (settings.earlyStopping() || !improvable(candidates, ended));
        return new BeamStep(candidates, ended, over);
    }

    /** The best continuations of all beams, best first. */
    private List<Option> best(List<Path> running, List<Logits> logits) {
        int size = 2 * settings.beams();
        PriorityQueue<Option> best = new PriorityQueue<>(Option.WORST_FIRST);
        for (int parent = 0; parent < running.size(); parent++) {
            Logits after = logits.get(parent);
            double logSumExp = after.logSumExp();
            for (int token = 0; token < after.size(); token++) {
                double sum = running.get(parent).logProbability() + (after.at(token) - logSumExp);
                boolean worse = best.size() == size && sum <= best.peek().logProbability();
                if (!worse && after.allows(token)) {
                    best.add(new Option(parent, token, sum));
                    if (best.size() > size) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(Option.WORST_FIRST.reversed()).toList();
    }

    private Path path(List<Path> running, Option option) {
        Prefix tokens = running.get(option.parent()).tokens().plus(option.token());
        return new Path(
                tokens,
                option.logProbability(),
                settings.score(option.logProbability(), tokens.size()),
                end.equals(OptionalInt.of(option.token())));
    }

    /** The texts with the largest scores; of equal ones the earlier. */
    private List<Path> bestOf(List<Path> earlier, List<Path> later) {
        return Stream.concat(earlier.stream(), later.stream())
                .sorted(BY_SCORE)
                .limit(settings.beams())
                .toList();
    }

    private static boolean improvable(List<BeamStep.Candidate> candidates, List<Path> ended) {
        double worst = ended.get(ended.size() - 1).score();
        return candidates.stream()
                .filter(candidate -> candidate.fate() == BeamStep.Fate.CONTINUED)
                .findFirst()
                .filter(best -> best.path().score() > worst)
                .isPresent();
    }

    public BeamSettings settings() {
        return settings;
    }

    /** The steps taken: fewer than were asked for if the search was over before. */
    public List<BeamStep> steps() {
        return List.copyOf(steps);
    }

    /** Whether no further step would change what it found. */
    public boolean over() {
        return steps.get(steps.size() - 1).over();
    }

    /** What it found: the best texts, at most one for each beam, best first by score; those that have not ended are cut here. */
    public List<Path> hypotheses() {
        return hypotheses(most);
    }

    /** What it would have found if no text could have more than {@code most} tokens. @param most at least 1 */
    public List<Path> hypotheses(int most) {
        int last = Math.min(most, steps.size()) - 1;
        BeamStep step = steps.get(last);
        if (last < most - 1) {
            return step.ended();
        }
        List<Path> before = last == 0 ? List.of() : steps.get(last - 1).ended();
        return bestOf(
                before,
                step.candidates().stream()
                        .limit(settings.beams())
                        .map(BeamStep.Candidate::path)
                        .toList());
    }
}
