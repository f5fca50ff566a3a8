package logitlab.web.lessons.widget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.widget.WidgetConfig;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.link.FragmentLinks;

/**
 * The buttons of a widget that continues, one step at a time or by itself.
 *
 * @param label the name of the next step
 * @param next to the next step, if there is one
 * @param play to the next step, and from there by itself
 * @param pause to the present step
 * @param playing whether the next step comes by itself
 */
public record PlaybackLinks(
        Messages messages,
        String id,
        String label,
        Optional<FragmentLinks> next,
        Optional<FragmentLinks> play,
        FragmentLinks pause,
        boolean playing)
        implements View {

    /**
     * @param key that counts the steps
     * @param continues whether there is a next step
     */
    static PlaybackLinks of(
            LessonRequest request, String id, String label, String key, int here, boolean continues, boolean playing) {
        Optional<Integer> number = continues ? Optional.of(here + 1) : Optional.empty();
        return new PlaybackLinks(
                request.messages(),
                id,
                label,
                number.map(step -> at(id, key, step, "", request)),
                number.map(step -> at(id, key, step, "on", request)),
                at(id, key, here, "", request),
                playing && continues);
    }

    private static FragmentLinks at(String id, String key, int step, String play, LessonRequest request) {
        Map<String, String> values = new LinkedHashMap<>(); // ordered, so that an address is always the same
        values.put(key, Integer.toString(step));
        values.put(WidgetConfig.PLAY, play);
        return request.changed(id, values);
    }
}
