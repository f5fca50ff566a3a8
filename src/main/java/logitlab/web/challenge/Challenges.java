package logitlab.web.challenge;

import java.util.LinkedHashMap;
import java.util.Map;
import logitlab.lesson.challenge.Challenge;
import logitlab.model.LanguageModel;

/**
 * The challenges that were asked for last: each is asked for again as soon as it is answered, and takes some tenths of a second
 * to make. Safe for use by many threads.
 */
final class Challenges {

    private static final int MOST = 100;

    private final Map<Key, Challenge> last = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String model, long seed) {}

    Challenge of(LanguageModel model, long seed) {
        Challenge known = find(new Key(model.id(), seed));
        return known != null ? known : afresh(model, seed);
    }

    /** Made again, even where it was asked for just before. */
    Challenge afresh(LanguageModel model, long seed) {
        return keep(new Key(model.id(), seed), Challenge.of(model, seed));
    }

    private synchronized Challenge find(Key key) {
        return last.get(key);
    }

    private synchronized Challenge keep(Key key, Challenge made) {
        last.put(key, made);
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
        return made;
    }
}
