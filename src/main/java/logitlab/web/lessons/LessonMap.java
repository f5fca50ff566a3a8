package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.lesson.Lesson;
import logitlab.lesson.MapStation;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * The small map above a lesson: the ten stations from the text to the next token, and which of them the lesson is about.
 *
 * @param here those of the lesson, in the order of the way; at least one
 */
public record LessonMap(Messages messages, List<MapStation> here) implements View {

    private static final List<MapStation> WAY = List.of(MapStation.values());

    /** @param here whether the lesson is about it */
    public record Stop(String name, boolean here) {}

    public List<Stop> stops() {
        return WAY.stream()
                .map(station -> new Stop(name(station), here.contains(station)))
                .toList();
    }

    /** Whether the lesson is about the way back from the last station to the first, alone or with the whole way. */
    public boolean loops() {
        return isLoop() || here.equals(WAY);
    }

    private boolean isLoop() {
        return here.equals(List.of(MapStation.TEXT, MapStation.NEXT_TOKEN));
    }

    /** {@code Temperature}, {@code Tokens and Embedding}, {@code Temperature to Draw}. */
    public String names() {
        String first = name(first());
        String last = name(last());
        if (isLoop()) {
            return say("map.two", last, first);
        }
        return switch (here.size()) {
            case 1 -> first;
            case 2 -> say("map.two", first, last);
            default ->
                connected()
                        ? say("map.range", first, last)
                        : here.stream().map(this::name).collect(Collectors.joining(", "));
        };
    }

    /** Between which others they lie; empty if they do not lie together. */
    public String where() {
        if (isLoop()) {
            return say("map.loop");
        }
        if (!connected() || here.equals(WAY)) {
            return here.equals(WAY) ? say("map.whole") : "";
        }
        if (first() == MapStation.TEXT) {
            return say("map.begin");
        }
        if (last() == MapStation.NEXT_TOKEN) {
            return say("map.end");
        }
        return say("map.between", inWords(first().ordinal() - 1), inWords(last().ordinal() + 1));
    }

    private MapStation first() {
        return here.get(0);
    }

    private MapStation last() {
        return here.get(here.size() - 1);
    }

    private boolean connected() {
        return last().ordinal() - first().ordinal() == here.size() - 1;
    }

    private String name(MapStation station) {
        return say("map.station." + station.key());
    }

    private String inWords(int station) {
        return say("map.near." + WAY.get(station).key());
    }

    /** The map of a lesson, if it names stations. */
    static Optional<LessonMap> of(Messages messages, Lesson lesson) {
        return Optional.of(lesson.map())
                .filter(stations -> !stations.isEmpty())
                .map(stations -> new LessonMap(messages, stations));
    }
}
