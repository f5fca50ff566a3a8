package logitlab.web.step;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Step;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.view.Numbers;

/**
 * The draw made visible: the strips of all lanes, one below the other, and one dart through them, because every lane uses the
 * same draw. Settings move the intervals but not the dart.
 *
 * @param label describes the picture
 * @param dart the dart's position, in percent of the width
 * @param height of the picture, in CSS pixels
 */
public record DrawView(Messages messages, String label, String dart, int height, List<IntervalStrip> strips)
        implements View {

    private static final int FIRST_TOP = 38;
    private static final int LANE_HEIGHT = 54;
    private static final int GAP = 24;
    private static final int AXIS_HEIGHT = 16;

    static DrawView of(Messages messages, OpenedLink play) {
        List<LaneStep> lanes = play.lanesAtStep().stream()
                .map(name -> LaneStep.of(messages, play, name))
                .toList();
        return of(messages, play.draw().u(), lanes);
    }

    /** One strip, for a step that belongs to no lane. */
    public static DrawView of(Messages messages, String lane, String title, Step step, IntFunction<String> tokenOf) {
        LaneStep only = new LaneStep(lane, title, Decoder.SAMPLE, step, step.chosen(), tokenOf);
        return of(messages, step.draw().u(), List.of(only));
    }

    private static DrawView of(Messages messages, double u, List<LaneStep> lanes) {
        List<IntervalStrip> strips = IntStream.range(0, lanes.size())
                .mapToObj(i -> IntervalStrip.of(messages, lanes.get(i), FIRST_TOP + i * LANE_HEIGHT))
                .toList();
        String labels = strips.stream().map(IntervalStrip::label).collect(Collectors.joining(" "));
        return new DrawView(
                messages,
                messages.say("strip.label", Numbers.share(u), labels),
                IntervalStrip.units(u, 100) + "%",
                FIRST_TOP + strips.size() * LANE_HEIGHT - GAP + AXIS_HEIGHT,
                strips);
    }

    /** The lower end of the dart. */
    public int dartEnd() {
        return height - AXIS_HEIGHT;
    }

    public int axis() {
        return height - 4;
    }
}
