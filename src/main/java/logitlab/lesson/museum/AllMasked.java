package logitlab.lesson.museum;

import logitlab.decoding.TopP;

/**
 * Top-p in single precision from below: adds up from the worst token and keeps one where the sum exceeds 1 - p. With p below
 * 3e-8 that is 1 exactly, and no sum exceeds it.
 */
final class AllMasked {

    private AllMasked() {}

    static Output run(Setup setup) {
        double p = setup.settings().topP();
        Single single = Single.of(setup.step(setup.settings().stages().stream()
                .filter(stage -> !(stage instanceof TopP))
                .toList()));
        Single cut = p < 1 ? single.above(1 - (float) p) : single;
        return cut.drawn(cut.max(), setup.draw());
    }
}
