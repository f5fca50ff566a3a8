package logitlab.lesson.museum;

import logitlab.decoding.Settings;

/**
 * Top-p in single precision from below: adds up from the worst token and keeps one where the sum exceeds 1 - p. With p below
 * 3e-8 that is 1 exactly, and no sum exceeds it.
 */
final class AllMasked {

    private AllMasked() {}

    static Output run(Setup setup) {
        Settings settings = setup.settings();
        Settings others = new Settings(
                settings.bias(),
                settings.repetitionPenalty(),
                settings.temperature(),
                settings.topK(),
                1,
                settings.minP(),
                settings.typicalP());
        Single single = Single.of(setup.step(others.stages()));
        Single cut = settings.topP() < 1 ? single.above(1 - (float) settings.topP()) : single;
        return cut.drawn(cut.max(), setup.draw());
    }
}
