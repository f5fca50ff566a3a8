package logitlab.decoding.beam;

import java.util.List;

/**
 * One step of a beam search: the texts that were best after one token more, and which of them stay.
 *
 * @param candidates the best texts, twice as many as there are beams, best first by log probability; fewer if there are fewer
 * @param ended the texts that had ended by then, best first by score, at most as many as there are beams
 * @param over whether the search ends after this step
 */
public record BeamStep(List<Candidate> candidates, List<BeamPath> ended, boolean over) {

    /** What happens to a text: it continues, it has ended and is among the best that have, or it is dropped. */
    public enum Fate {
        CONTINUED,
        ENDED,
        DROPPED
    }

    /** One text. @param parent the place, among the texts that continued after the step before, of the one that it extends */
    public record Candidate(BeamPath path, int parent, Fate fate) {}

    public BeamStep {
        candidates = List.copyOf(candidates);
        ended = List.copyOf(ended);
    }

    /** The texts that go on, best first. */
    public List<BeamPath> continued() {
        return candidates.stream()
                .filter(candidate -> candidate.fate() == Fate.CONTINUED)
                .map(Candidate::path)
                .toList();
    }
}
