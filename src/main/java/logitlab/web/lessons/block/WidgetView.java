package logitlab.web.lessons.block;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValue;
import logitlab.lesson.widget.ExhibitWidget;
import logitlab.lesson.widget.Frame;
import logitlab.lesson.widget.Tried;
import logitlab.lesson.widget.Widget;
import logitlab.model.LanguageModel;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.Hidden;
import logitlab.web.link.Query;
import logitlab.web.view.Fragment;
import logitlab.web.view.TokenText;

/**
 * A widget: a form with its fields, and below it the result.
 *
 * @param label what the widget is, for visitors who cannot see it
 */
public record WidgetView(
        Messages messages,
        String id,
        String page,
        String label,
        List<FormField> fields,
        List<Hidden> carried,
        Optional<String> address,
        Outcome outcome)
        implements Fragment.Block {

    /**
     * The result of a widget.
     *
     * @param sentence the result in words
     * @param body the view for the widget's template
     * @param play the parameters that open this state in the playground, besides the model and the prompt; empty if there is
     *     no such state
     */
    public record Shown(String sentence, View body, Map<String, String> play) {}

    public static WidgetView of(String kind, Tried<?> tried, Visit visit, Shown shown) {
        Messages messages = visit.messages();
        Frame frame = tried.widget().frame();
        Optional<InvalidValue> wrong = tried.wrong().stream().findFirst();
        Content body = output -> output.writeContent(Html.text("fragments/widgets/" + kind, shown.body()));
        return new WidgetView(
                messages,
                frame.id(),
                visit.page(),
                messages.say("lesson.widget." + kind),
                FormField.all(messages, kind, tried),
                visit.carried(frame.id(), ExhibitWidget.RIGHT),
                Optional.of(visit.address(frame.id(), tried.changed())),
                new Outcome(
                        messages,
                        frame.id(),
                        wrong.isPresent() ? problems(messages, kind, tried) : shown.sentence(),
                        wrong.map(invalid -> invalid.within(frame.id() + ".").field()),
                        body,
                        links(frame, tried, visit, shown)));
    }

    /** One sentence for each wrong field, and that the lesson's own values replace them. */
    private static String problems(Messages messages, String kind, Tried<?> tried) {
        return tried.wrong().stream()
                        .map(invalid -> messages.say(new InvalidValue(
                                FormField.name(messages, kind, tried.widget(), invalid.field()),
                                invalid.rule(),
                                invalid.value())))
                        .collect(Collectors.joining(" "))
                + " " + messages.say("lesson.widget.stands-in");
    }

    /** To the playground, to this state, and back to the lesson's own. */
    private static List<BlockLink> links(Frame frame, Tried<?> tried, Visit visit, Shown shown) {
        List<BlockLink> links = new ArrayList<>();
        frame.source()
                .live()
                .filter(live -> !shown.play().isEmpty())
                .ifPresent(live -> links.add(BlockLink.to(
                        visit.messages().say("lesson.softmax.play"), play(live.model(), live.prompt(), shown.play()))));
        links.addAll(links(tried, "lesson.widget.link", visit));
        return List.copyOf(links);
    }

    /** A link to the visitor's values, unless one is wrong, and one back to the lesson's own; none if nothing was changed. */
    public static List<BlockLink> links(Tried<?> tried, String label, Visit visit) {
        String id = tried.widget().id();
        List<BlockLink> links = new ArrayList<>();
        if (!tried.changed().isEmpty() && tried.wrong().isEmpty()) {
            links.add(BlockLink.of(visit.messages().say(label), visit.with(id, tried.changed())));
        }
        if (!tried.changed().isEmpty() || !tried.wrong().isEmpty()) {
            links.add(BlockLink.of(visit.messages().say("lesson.softmax.reset"), visit.with(id, Map.of())));
        }
        return links;
    }

    /** The playground after a prompt. @param more further parameters of its link */
    public static String play(LanguageModel model, String prompt, Map<String, String> more) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("v", "1");
        link.put("model", model.id());
        link.put("prompt", prompt);
        link.putAll(more);
        return "/play?" + Query.format(link);
    }

    /** The playground's parameters for the step {@code at} of its only lane. */
    public static Map<String, String> step(long seed, int at, Decoder decoder, Settings settings) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", Long.toString(seed));
        parameters.put("at", Integer.toString(at));
        parameters.put("a", decoder.word());
        settings.toMap().forEach((key, value) -> parameters.put("a." + key, value));
        return parameters;
    }

    /** The same for the first step, where no seed matters. */
    public static Map<String, String> firstStep(Decoder decoder, Settings settings) {
        Map<String, String> parameters = step(0, 0, decoder, settings);
        parameters.remove("seed");
        return parameters;
    }

    public static String token(Widget widget, int id) {
        return TokenText.visible(widget.frame().source().token(id));
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
