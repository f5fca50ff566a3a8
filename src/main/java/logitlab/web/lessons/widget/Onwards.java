package logitlab.web.lessons.widget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.widget.Frame;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.Visit;
import logitlab.web.link.Addresses;

/**
 * The buttons of a widget that continues, one step at a time or by itself.
 *
 * @param label the name of the next step
 * @param more to the next step, if there is one
 * @param play to the next step, and from there by itself
 * @param pause to the present step
 * @param playing whether the next step comes by itself
 */
public record Onwards(
        Messages messages,
        String id,
        String label,
        Optional<Addresses> more,
        Optional<Addresses> play,
        Addresses pause,
        boolean playing)
        implements View {

    /**
     * @param key that counts the steps
     * @param continues whether there is a next step
     */
    static Onwards of(Visit visit, String id, String label, String key, int here, boolean continues, boolean playing) {
        Optional<Integer> next = continues ? Optional.of(here + 1) : Optional.empty();
        return new Onwards(
                visit.messages(),
                id,
                label,
                next.map(step -> at(id, key, step, "", visit)),
                next.map(step -> at(id, key, step, "on", visit)),
                at(id, key, here, "", visit),
                playing && continues);
    }

    private static Addresses at(String id, String key, int step, String play, Visit visit) {
        Map<String, String> values = new LinkedHashMap<>(); // ordered, so that an address is always the same
        values.put(key, Integer.toString(step));
        values.put(Frame.PLAY, play);
        return visit.changed(id, values);
    }
}
