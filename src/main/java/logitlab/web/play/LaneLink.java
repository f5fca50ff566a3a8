package logitlab.web.play;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;

/**
 * One lane of a link: its decoder, its settings and the ids it has chosen, in base 36 with dots between.
 *
 * <pre>
 * b=sample&amp;b.temperature=0.8&amp;b.ids=1z.c0.7
 * </pre>
 */
public record LaneLink(Decoder decoder, Settings settings, List<Integer> ids) {

    private static final int BASE = 36;
    private static final String IDS = "ids";

    public LaneLink {
        ids = List.copyOf(ids);
    }

    /** @param words the lane's own words, keys without its name; {@code ""} is the decoder */
    static LaneLink parse(Map<String, String> words) {
        Map<String, String> settings = new LinkedHashMap<>(words);
        Decoder decoder = Decoder.of(settings.remove(""));
        String ids = settings.getOrDefault(IDS, "");
        settings.remove(IDS);
        settings.values().removeIf(String::isBlank);
        return new LaneLink(decoder, Settings.of(settings), ids.isBlank() ? List.of() : parseIds(ids));
    }

    private static List<Integer> parseIds(String ids) {
        return Arrays.stream(ids.split("\\.", -1)).map(LaneLink::parseId).toList();
    }

    private static int parseId(String id) {
        if (!id.matches("[0-9a-z]{1,6}")) {
            throw new InvalidValue(IDS, new Rule("base-36"), id);
        }
        return Math.toIntExact(Math.min(Long.parseLong(id, BASE), Integer.MAX_VALUE));
    }

    /** This lane with its first {@code count} ids, or with all where it has fewer. */
    LaneLink first(int count) {
        return new LaneLink(decoder, settings, ids.subList(0, Math.min(count, ids.size())));
    }

    LaneLink with(List<Integer> other) {
        return new LaneLink(decoder, settings, other);
    }

    /** The words of this lane, each key behind the lane's name. */
    Map<String, String> toMap(String name) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(name, decoder.word());
        settings.toMap().forEach((key, word) -> words.put(name + "." + key, word));
        if (!ids.isEmpty()) {
            words.put(
                    name + "." + IDS,
                    ids.stream().map(id -> Integer.toString(id, BASE)).collect(Collectors.joining(".")));
        }
        return words;
    }
}
