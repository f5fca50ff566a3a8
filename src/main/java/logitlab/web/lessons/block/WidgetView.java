package logitlab.web.lessons.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.WidgetConfig;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.LanguageModel;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PromptLink;
import logitlab.web.link.Query;
import logitlab.web.view.BillLinks;
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
        List<HiddenField> carried,
        Optional<String> address,
        WidgetResult result)
        implements Fragment.Block {

    /**
     * The result of a widget.
     *
     * @param sentence the result in words
     * @param view for the widget's template
     * @param play the parameters that open this state in the playground, besides the model and the prompt; empty if there is
     *     no such state
     */
    public record Output(String sentence, View view, Map<String, String> play) {}

    public static WidgetView of(String kind, WidgetInput<?> input, LessonRequest request, Output output) {
        Messages messages = request.messages();
        WidgetConfig config = input.widget().config();
        Optional<InvalidValueException> wrong = input.wrong().stream().findFirst();
        return new WidgetView(
                messages,
                config.id(),
                request.page(),
                messages.say("lesson.widget." + kind),
                FormField.all(messages, kind, input),
                request.carried(config.id(), input.widget().kept().toArray(String[]::new)),
                Optional.of(request.address(config.id(), input.changed())),
                new WidgetResult(
                        messages,
                        config.id(),
                        Handles.state(input.changed()),
                        wrong.isPresent() ? problems(messages, kind, input) : output.sentence(),
                        wrong.map(invalid -> invalid.within(config.id() + ".").field()),
                        html -> html.writeContent(Html.text("fragments/widgets/" + kind, output.view())),
                        links(config, input, request, output)));
    }

    /** One sentence for each wrong field, and that the lesson's own values replace them. */
    private static String problems(Messages messages, String kind, WidgetInput<?> input) {
        return input.wrong().stream()
                        .map(invalid -> messages.say(new InvalidValueException(
                                FormField.name(messages, kind, input.widget(), invalid.field()),
                                invalid.constraint(),
                                invalid.value())))
                        .collect(Collectors.joining(" "))
                + " " + messages.say("lesson.widget.stands-in");
    }

    /** To the playground, to this state, and back to the lesson's own. */
    private static List<BlockLink> links(
            WidgetConfig config, WidgetInput<?> input, LessonRequest request, Output output) {
        Stream<BlockLink> play = config.source().live().stream()
                .filter(live -> !output.play().isEmpty())
                .map(live -> playLink(live, output.play(), request));
        return Stream.concat(play, links(input, "lesson.widget.link", request).stream())
                .toList();
    }

    /** A link to the playground. @param more parameters besides the model and the prompt */
    public static BlockLink playLink(LogitSource.Live live, Map<String, String> more, LessonRequest request) {
        return new BlockLink(
                request.messages().say("lesson.softmax.play"),
                play(live.model(), live.prompt(), more),
                Optional.empty());
    }

    /** A link to the visitor's values, unless one is wrong, and one back to the lesson's own; none if nothing was changed. */
    public static List<BlockLink> links(WidgetInput<?> input, String label, LessonRequest request) {
        String id = input.widget().id();
        List<BlockLink> links = new ArrayList<>();
        if (!input.changed().isEmpty() && input.wrong().isEmpty()) {
            links.add(BlockLink.of(request.messages().say(label), request.with(id, input.changed())));
        }
        if (!input.changed().isEmpty() || !input.wrong().isEmpty()) {
            links.add(BlockLink.of(request.messages().say("lesson.softmax.reset"), request.with(id, Map.of())));
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
        parameters.put("a", decoder.key());
        settings.toMap().forEach((key, value) -> parameters.put("a." + key, value));
        return parameters;
    }

    /** The same for the first step, where no seed matters. */
    public static Map<String, String> firstStep(Decoder decoder, Settings settings) {
        Map<String, String> parameters = step(0, 0, decoder, settings);
        parameters.remove("seed");
        return parameters;
    }

    /** The bills of the candidates after a prompt; none if the lesson gives the logits. @param lane without a model of its own */
    public static BillLinks bills(Messages messages, Widget widget, LaneLink lane, long seed, int chosen) {
        return widget.config()
                .source()
                .live()
                .map(live -> BillLinks.of(
                        messages,
                        live.model(),
                        InsideLink.of(PromptLink.of(live.prompt()), seed, lane),
                        live.prefix().size() + lane.ids().size(),
                        chosen))
                .orElseGet(() -> BillLinks.none(messages));
    }

    /** The same for a step that is about the logits alone. */
    public static BillLinks bills(Messages messages, Widget widget, int chosen) {
        return bills(messages, widget, LaneLink.of(Decoder.GREEDY, Settings.OFF), 0, chosen);
    }

    public static String token(Widget widget, int id) {
        return TokenText.visible(widget.config().source().token(id));
    }

    @Override
    public Fragment swapped() {
        return result;
    }

    @Override
    public String template() {
        return "fragments/widget";
    }
}
