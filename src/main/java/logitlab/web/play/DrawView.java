package logitlab.web.play;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.View;

/**
 * The draw made visible: the strips of all lanes one below the other, and one dart through them, since every lane meets the same
 * dice. Settings move the intervals; the dart stays where it is.
 *
 * @param label the picture in words
 * @param dart where the dart stands, in per cent of the width
 * @param height of the picture, in CSS pixels
 */
public record DrawView(String label, String dart, int height, List<Strip> strips) implements View {

    private static final int FIRST_TOP = 38;
    private static final int LANE_HEIGHT = 54;
    private static final int GAP = 24;
    private static final int AXIS_HEIGHT = 16;

    static DrawView of(Play play) {
        List<String> names = play.lanesAtStep();
        List<Strip> strips = IntStream.range(0, names.size())
                .mapToObj(i -> Strip.of(play, names.get(i), FIRST_TOP + i * LANE_HEIGHT))
                .toList();
        return of(play.draw().u(), strips);
    }

    /** One strip, for a step of its own. */
    public static DrawView of(String lane, String title, Step step, IntFunction<String> tokenOf) {
        Strip strip = Strip.of(lane, Decoder.SAMPLE, title, step, step.chosen(), tokenOf, FIRST_TOP);
        return of(step.draw().u(), List.of(strip));
    }

    private static DrawView of(double u, List<Strip> strips) {
        String lanes = strips.stream().map(Strip::label).collect(Collectors.joining(" "));
        return new DrawView(
                Messages.ENGLISH.say("strip.label", Numbers.share(u), lanes),
                Strip.units(u, 100) + "%",
                FIRST_TOP + strips.size() * LANE_HEIGHT - GAP + AXIS_HEIGHT,
                strips);
    }

    /** How far down the dart goes. */
    public int dartEnd() {
        return height - AXIS_HEIGHT;
    }

    public int axis() {
        return height - 4;
    }
}
