package logitlab.lesson.museum;

/** A program that divides by the temperature whatever it is: 1 / 0 is infinite, and infinity less infinity is no number. */
final class ZeroTemperature {

    private ZeroTemperature() {}

    static Output run(Setup setup) {
        Single single = Single.of(setup.step(setup.settings().stages()));
        Single scaled = setup.zero() ? single.times(1 / 0f) : single;
        return scaled.drawn(scaled.max(), setup.draw());
    }
}
