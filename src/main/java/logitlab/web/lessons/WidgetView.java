package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Settings;
import logitlab.lesson.ExhibitWidget;
import logitlab.lesson.Frame;
import logitlab.lesson.Tried;
import logitlab.model.LanguageModel;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Query;

/**
 * A widget with a form: its fields, and below what comes of them.
 *
 * @param label what the widget is, for those who cannot see it
 */
public record WidgetView(
        String id,
        String page,
        String label,
        List<FormField> fields,
        List<Hidden> carried,
        Optional<String> address,
        Outcome outcome)
        implements Fragment.Block {

    /**
     * What a widget shows.
     *
     * @param sentence what came out
     * @param play the words of this state in the playground beside those of its source, where it has a step of a model
     */
    record Shown(String sentence, Fragment body, Map<String, String> play) {}

    static <W> WidgetView of(Tried<W> tried, Frame frame, String name, Visit visit, Function<W, Shown> show) {
        return of(tried, frame, name, FormField.all(frame, tried, name), visit, show);
    }

    /** A widget with fields of its own. */
    static <W> WidgetView of(
            Tried<W> tried, Frame frame, String name, List<FormField> fields, Visit visit, Function<W, Shown> show) {
        Shown shown = show.apply(tried.widget());
        Optional<InvalidValue> wrong = tried.wrong().stream().findFirst();
        return new WidgetView(
                frame.id(),
                visit.page(),
                Messages.ENGLISH.say("lesson.widget." + name),
                fields,
                visit.carried(frame.id(), ExhibitWidget.RIGHT),
                Optional.of(visit.address(frame.id(), tried.changed())),
                new Outcome(
                        frame.id(),
                        wrong.isPresent() ? problems(frame, tried, name) : shown.sentence(),
                        wrong.map(invalid -> invalid.within(frame.id() + ".").field()),
                        shown.body(),
                        links(tried, frame, visit, shown)));
    }

    /** Each wrong field in a sentence; the lesson's own word stands in for it. */
    private static String problems(Frame frame, Tried<?> tried, String name) {
        return tried.wrong().stream()
                        .map(invalid -> Messages.ENGLISH.say(
                                new InvalidValue(label(frame, name, invalid.field()), invalid.rule(), invalid.value())))
                        .collect(Collectors.joining(" "))
                + " " + Messages.ENGLISH.say("lesson.widget.stands-in");
    }

    private static String label(Frame frame, String name, String key) {
        if (key.matches("(logits|bias|ban)\\.\\d{1,9}")) {
            int id = Integer.parseInt(key.replaceFirst(".*\\.", ""));
            return id < frame.source().logits().size()
                    ? Messages.ENGLISH.say(
                            "lesson.field.of." + key.replaceFirst("\\..*", ""), FormField.token(frame.source(), id))
                    : key;
        }
        return FormField.ofWidget(name, key).orElseGet(() -> Messages.ENGLISH.fieldName(key));
    }

    /** Where to go on: the playground, this state, the lesson's own. A wrong word has no link. */
    private static List<SoftmaxWorkView.Link> links(Tried<?> tried, Frame frame, Visit visit, Shown shown) {
        List<SoftmaxWorkView.Link> links = new ArrayList<>();
        frame.source()
                .live()
                .filter(live -> !shown.play().isEmpty())
                .ifPresent(live -> links.add(SoftmaxWorkView.Link.to(
                        Messages.ENGLISH.say("lesson.softmax.play"), play(live.model(), live.prompt(), shown.play()))));
        links.addAll(links(tried, frame.id(), "lesson.widget.link", visit));
        return List.copyOf(links);
    }

    /** A link to the visitor's changes and one back to the lesson's own values; empty if nothing was changed. */
    static List<SoftmaxWorkView.Link> links(Tried<?> tried, String id, String label, Visit visit) {
        List<SoftmaxWorkView.Link> links = new ArrayList<>();
        if (!tried.changed().isEmpty() && tried.wrong().isEmpty()) {
            links.add(SoftmaxWorkView.Link.of(Messages.ENGLISH.say(label), visit.with(id, tried.changed())));
        }
        if (!tried.changed().isEmpty() || !tried.wrong().isEmpty()) {
            links.add(SoftmaxWorkView.Link.of(Messages.ENGLISH.say("lesson.softmax.reset"), visit.with(id, Map.of())));
        }
        return links;
    }

    /** The playground at the step of a model, with more words than those of the step. */
    static String play(LanguageModel model, String prompt, Map<String, String> more) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("v", "1");
        link.put("model", model.id());
        link.put("prompt", prompt);
        link.putAll(more);
        return "/play?" + Query.format(link);
    }

    /** The words of a step of one lane of the playground. */
    static Map<String, String> step(long seed, int at, Decoder decoder, Settings settings) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("seed", Long.toString(seed));
        words.put("at", Integer.toString(at));
        words.putAll(lane("a", decoder, settings.toMap()));
        return words;
    }

    /** The words of a lane of the playground. */
    static Map<String, String> lane(String lane, Decoder decoder, Map<String, String> settings) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(lane, decoder.word());
        settings.forEach((key, word) -> words.put(lane + "." + key, word));
        return words;
    }

    @Override
    public Fragment swapped() {
        return outcome;
    }

    @Override
    public String template() {
        return "fragments/widget";
    }
}
