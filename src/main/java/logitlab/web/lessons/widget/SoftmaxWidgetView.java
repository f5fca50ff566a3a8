package logitlab.web.lessons.widget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.widget.SoftmaxWidget;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.web.Messages;
import logitlab.web.lessons.block.BlockLink;
import logitlab.web.lessons.block.FormField;
import logitlab.web.lessons.block.Handles;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.HiddenField;
import logitlab.web.view.Fragment;
import logitlab.web.view.Numbers;

/**
 * Softmax: a field for each given logit, or for the prompt of a live step, and below it the work line by line.
 *
 * @param model the name of the model of a live step
 * @param fields the logits, or the prompt alone
 */
public record SoftmaxWidgetView(
        Messages messages,
        String id,
        String page,
        Optional<String> model,
        List<FormField> fields,
        List<HiddenField> carried,
        Optional<String> address,
        SoftmaxWorkView work)
        implements Fragment.Block {

    public static SoftmaxWidgetView of(WidgetInput<SoftmaxWidget> input, LessonRequest request) {
        SoftmaxWidget widget = input.widget();
        Optional<LogitSource.Live> live = widget.config().source().live();
        return new SoftmaxWidgetView(
                request.messages(),
                widget.id(),
                request.page(),
                live.map(step -> step.model().card().name()),
                FormField.all(request.messages(), "softmax", input),
                request.carried(widget.id()),
                Optional.of(request.address(widget.id(), input.changed())),
                work(input, request));
    }

    public String label() {
        return model.map(name -> say("lesson.softmax.live-label", name)).orElseGet(() -> say("lesson.widget.softmax"));
    }

    private static SoftmaxWorkView work(WidgetInput<SoftmaxWidget> input, LessonRequest request) {
        Messages messages = request.messages();
        SoftmaxWidget widget = input.widget();
        SoftmaxWork work = widget.work();
        return new SoftmaxWorkView(
                messages,
                widget,
                Handles.state(input.changed()),
                work,
                input.wrong().isEmpty()
                        ? summary(messages, widget, work)
                        : input.wrong().stream()
                                .map(invalid -> problem(messages, widget, invalid))
                                .collect(Collectors.joining(" ")),
                input.wrong().stream()
                        .findFirst()
                        .map(invalid -> invalid.within(widget.id() + ".").field()),
                links(input, request));
    }

    private static String summary(Messages messages, SoftmaxWidget widget, SoftmaxWork work) {
        List<SoftmaxWork.Line> best =
                work.all().stream().filter(line -> line.shifted() == 0).toList();
        String share = Numbers.percent(best.get(0).probability());
        Optional<LogitSource.Live> live = widget.config().source().live();
        if (live.isPresent()) {
            return messages.say(
                    "lesson.softmax.live-summary",
                    Numbers.count(work.size()),
                    live.get().prompt(),
                    WidgetView.token(widget, best.get(0).id()),
                    share);
        }
        return best.size() > 1
                ? messages.say("lesson.softmax.tied", best.size(), share)
                : messages.say(
                        "lesson.softmax.summary", token(widget, best.get(0).id()), share);
    }

    /** What is wrong, and which value is used instead. */
    private static String problem(Messages messages, SoftmaxWidget widget, InvalidValueException invalid) {
        LogitSource source = widget.config().source();
        if (source.live().isPresent()) {
            return messages.say(invalid) + " "
                    + messages.say(
                            "lesson.softmax.prompt-stands-in",
                            source.live().get().prompt());
        }
        int id = Integer.parseInt(invalid.field().substring("logits.".length()));
        String field = messages.say("lesson.field.of.logits", token(widget, id));
        return messages.say(new InvalidValueException(field, invalid.constraint(), invalid.value()))
                + " "
                + messages.say(
                        "lesson.softmax.stand-in", Numbers.logit(source.logits().at(id)));
    }

    /** A token of a live step with its spaces visible; one that the lesson gives as it is. */
    static String token(SoftmaxWidget widget, int id) {
        LogitSource source = widget.config().source();
        return source.live().isPresent()
                ? WidgetView.token(widget, id)
                : source.token(id).text();
    }

    /** To this state; for a live step always, and also to the playground. */
    private static List<BlockLink> links(WidgetInput<SoftmaxWidget> input, LessonRequest request) {
        String key = "lesson.softmax.link";
        SoftmaxWidget widget = input.widget();
        return widget.config()
                .source()
                .live()
                .map(live -> List.of(
                        WidgetView.playLink(live, Map.of(), request),
                        BlockLink.of(
                                request.messages().say(key),
                                request.with(widget.id(), Map.of("prompt", live.prompt())))))
                .orElseGet(() -> WidgetView.links(input, key, request));
    }

    @Override
    public Fragment swapped() {
        return work;
    }

    @Override
    public String template() {
        return "fragments/widgets/softmax";
    }
}
