package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import logitlab.web.View;

/**
 * How a widget goes on, one at a time or by itself.
 *
 * @param label what the next one is called
 * @param more to the next one, where there is one
 * @param play to the next one, and on from there
 * @param pause where it stands now
 * @param playing whether the next one comes by itself
 */
public record Onwards(
        String id, String label, Optional<Addresses> more, Optional<Addresses> play, Addresses pause, boolean playing)
        implements View {

    /**
     * @param key the word that counts
     * @param goesOn whether there is a next one
     */
    static Onwards of(String id, String label, String key, int here, boolean goesOn, boolean playing, Visit visit) {
        return new Onwards(
                id,
                label,
                goesOn ? Optional.of(at(id, key, here + 1, "", visit)) : Optional.empty(),
                goesOn ? Optional.of(at(id, key, here + 1, "on", visit)) : Optional.empty(),
                at(id, key, here, "", visit),
                playing && goesOn);
    }

    private static Addresses at(String id, String key, int count, String play, Visit visit) {
        Map<String, String> words = new LinkedHashMap<>(); // in one order, so that an address is always the same
        words.put(key, Integer.toString(count));
        words.put("play", play);
        return visit.changed(id, words);
    }
}
