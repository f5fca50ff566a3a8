package logitlab.web.play;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Range;
import logitlab.decoding.Words;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Messages;

/**
 * A link that plays: step after step, each as the text of its events, until so many are taken or every lane is finished.
 *
 * <pre>
 * GET /play/stream?LINK&amp;steps=30&amp;speed=2      30 steps after the one looked at, two a second
 * </pre>
 *
 * <p>The id of a {@code step} event is its step, so that a browser that lost the connection asks to go on after it. The model is
 * not asked before the first step, so that a crowd that begins to play waits for its steps and for nothing else. Not for use by
 * several threads at once.
 */
final class Playing {

    /** Steps a second. */
    static final Range SPEED = Range.of(0.1, 100);

    private static final double USUAL_SPEED = 2;
    private static final int MILLISECONDS = 1000;

    private final Models models;
    private final int last;
    private final long pause;
    private Link link;
    private boolean begun;
    private boolean canStep;

    private Playing(Models models, Link link, int last, double speed) {
        this.models = models;
        this.link = link;
        this.last = last;
        this.pause = Math.round(MILLISECONDS / speed);
    }

    /**
     * @param words the link's, and {@code steps} and {@code speed}
     * @param after the last step that the browser has, where it comes back
     * @throws logitlab.decoding.InvalidValue naming the word that is wrong
     */
    static Playing of(Map<String, String> words, Optional<String> after, Models models) {
        Map<String, String> own = words.entrySet().stream()
                .filter(word -> !word.getKey().equals("steps") && !word.getKey().equals("speed"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Link link = Link.parse(own, models);
        int steps = Words.whole("steps", words.getOrDefault("steps", Integer.toString(Play.MOST_STEPS)), Link.RUN)
                .intValue();
        double speed = words.containsKey("speed") ? Words.number("speed", words.get("speed"), SPEED) : USUAL_SPEED;
        int from = after.map(step -> Words.whole("Last-Event-ID", step, Range.of(link.at(), link.at() + steps)))
                .map(Long::intValue)
                .orElse(link.at());
        return new Playing(models, link.at(from), link.at() + steps, speed);
    }

    /**
     * The next step, and the end where it is the last.
     *
     * @throws logitlab.decoding.InvalidValue naming what does not fit the model
     */
    String next() {
        if (!begun) {
            open(link);
            begun = true;
        }
        if (ended()) {
            return end();
        }
        Play play = open(link.at(link.at() + 1));
        String step = event("step", Integer.toString(link.at()), Html.text("fragments/lab", Lab.of(play)));
        return ended() ? step + end() : step;
    }

    /** Of what is opened only the link is kept: its lanes are heavy, and the next step may be long in coming. */
    private Play open(Link wanted) {
        Play play = Play.open(wanted, models);
        link = play.link();
        canStep = play.canStep();
        return play;
    }

    /** Whether the last event has been given; not to be asked before the first. */
    boolean ended() {
        return link.at() >= last || !canStep;
    }

    private String end() {
        return event("end", "", Messages.ENGLISH.say(canStep ? "stream.end.steps" : "stream.end.finished"));
    }

    /** What the browser is told where there is no next step for another reason than the end. */
    static String failure(String sentence) {
        return event("error", "", sentence);
    }

    /** Milliseconds from one step to the next. */
    long pause() {
        return pause;
    }

    private static String event(String name, String id, String data) {
        String head = id.isEmpty() ? "" : "id: " + id + "\n";
        return data.lines()
                .map(line -> "data: " + line + "\n")
                .collect(Collectors.joining("", head + "event: " + name + "\n", "\n"));
    }
}
