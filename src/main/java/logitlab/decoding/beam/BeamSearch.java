package logitlab.decoding.beam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;

/**
 * Beam search: after each token the most probable texts stay, and each of them is continued with every token.
 *
 * <p>With {@code b} beams, each step takes the {@code 2 b} texts of the largest log probability. Those of the first {@code b} that end
 * with the end token join the ended texts, of which the {@code b} of the largest score stay; the first {@code b} that do not end continue.
 * The search is over when {@code b} texts have ended and either {@link BeamSettings#earlyStopping} is on or the best text that continues
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

    private static final Comparator<BeamPath> BY_SCORE =
            Comparator.comparingDouble(BeamPath::score).reversed();

    /** A continuation that may be among the best. */
    private record Option(int parent, int token, double logProbability) {

        /** The worst first. */
        private static final Comparator<Option> WORST_FIRST = Comparator.comparingDouble(Option::logProbability)
                .thenComparing(Comparator.comparingInt(Option::parent)
                        .thenComparingInt(Option::token)
                        .reversed());
    }

    private final BeamSettings settings;
    private final Set<Integer> ends;
    private final List<BeamStep> steps;

    private BeamSearch(BeamSettings settings, Set<Integer> ends, List<BeamStep> steps) {
        this.settings = settings;
        this.ends = Set.copyOf(ends);
        this.steps = List.copyOf(steps);
    }

    /** A search that has taken no step. @param ends the tokens that end a text */
    public static BeamSearch of(BeamSettings settings, Set<Integer> ends) {
        return new BeamSearch(settings, ends, List.of());
    }

    /** A search of at most {@code most} steps, fewer if it is over before. */
    public static BeamSearch run(Source source, BeamSettings settings, Set<Integer> ends, int most) {
        BeamSearch search = of(settings, ends);
        while (!search.over() && search.steps.size() < most) {
            search = search.next(source.logits(search.open()));
        }
        return search;
    }

    private List<BeamPath> running() {
        return steps.isEmpty() ? List.of(BeamPath.START) : last().continued();
    }

    private List<BeamPath> ended() {
        return steps.isEmpty() ? List.of() : last().ended();
    }

    private BeamStep last() {
        return steps.get(steps.size() - 1);
    }

    /** The texts that the next step continues: their tokens after the prompt, the best text first; all have the same length. */
    public List<Prefix> open() {
        return running().stream().map(BeamPath::tokens).toList();
    }

    /** This search after one step more. @param logits after each of {@link #open} */
    public BeamSearch next(List<Logits> logits) {
        List<BeamPath> texts = running();
        List<Option> options = best(texts, logits);
        List<BeamPath> paths =
                options.stream().map(option -> path(texts, option)).toList();
        List<BeamPath> ended = bestOf(
                ended(),
                paths.stream().limit(settings.beams()).filter(BeamPath::ended).toList());
        List<BeamStep.Candidate> candidates = new ArrayList<>();
        int going = 0;
        for (int place = 0; place < paths.size(); place++) {
            BeamPath path = paths.get(place);
            BeamStep.Fate fate = BeamStep.Fate.DROPPED;
            if (!path.ended() && going < settings.beams()) {
                fate = BeamStep.Fate.CONTINUED;
                going++;
            } else if (ended.contains(path)) {
                fate = BeamStep.Fate.ENDED;
            }
            candidates.add(new BeamStep.Candidate(path, options.get(place).parent(), fate));
        }
        boolean full = ended.size() == settings.beams();
        boolean over = going == 0 || full && (settings.earlyStopping() || !improvable(candidates, ended));
        List<BeamStep> more = new ArrayList<>(steps);
        more.add(new BeamStep(candidates, ended, over));
        return new BeamSearch(settings, ends, more);
    }

    /** The best continuations of all beams, best first. */
    private List<Option> best(List<BeamPath> running, List<Logits> logits) {
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

    private BeamPath path(List<BeamPath> running, Option option) {
        Prefix tokens = running.get(option.parent()).tokens().plus(option.token());
        return new BeamPath(
                tokens,
                option.logProbability(),
                settings.score(option.logProbability(), tokens.size()),
                ends.contains(option.token()));
    }

    /** The texts with the largest scores; of equal ones the earlier. */
    private List<BeamPath> bestOf(List<BeamPath> earlier, List<BeamPath> later) {
        return Stream.concat(earlier.stream(), later.stream())
                .sorted(BY_SCORE)
                .limit(settings.beams())
                .toList();
    }

    private static boolean improvable(List<BeamStep.Candidate> candidates, List<BeamPath> ended) {
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

    /** The steps taken so far. */
    public List<BeamStep> steps() {
        return steps;
    }

    /** Whether no further step would change what it found. */
    public boolean over() {
        return !steps.isEmpty() && last().over();
    }

    /**
     * What it finds if no text can have more than {@code most} tokens: the best texts, at most one for each beam, best first by score.
     * Those that have not ended are cut there.
     *
     * @param most at least 1, at most the number of steps unless the search is {@link #over}
     */
    public List<BeamPath> hypotheses(int most) {
        int last = Math.min(most, steps.size()) - 1;
        BeamStep step = steps.get(last);
        if (last < most - 1) {
            return step.ended();
        }
        List<BeamPath> before = last == 0 ? List.of() : steps.get(last - 1).ended();
        return bestOf(
                before,
                step.candidates().stream()
                        .limit(settings.beams())
                        .map(BeamStep.Candidate::path)
                        .toList());
    }
}
