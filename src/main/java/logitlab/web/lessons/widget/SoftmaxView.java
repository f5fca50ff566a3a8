package logitlab.web.lessons.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.decoding.input.InvalidValue;
import logitlab.lesson.block.Source;
import logitlab.lesson.widget.SoftmaxWidget;
import logitlab.lesson.widget.Tried;
import logitlab.web.Messages;
import logitlab.web.lessons.block.BlockLink;
import logitlab.web.lessons.block.Visit;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.link.Hidden;
import logitlab.web.view.Fragment;
import logitlab.web.view.Numbers;

/**
 * Softmax: a field for each given logit, or for the prompt of a live step, and below it the work line by line.
 *
 * @param model the name of the model of a live step
 * @param fields the logits, or the prompt alone
 */
public record SoftmaxView(
        Messages messages,
        String id,
        String page,
        Optional<String> model,
        List<Field> fields,
        List<Hidden> carried,
        Optional<String> address,
        SoftmaxWorkView work)
        implements Fragment.Block {

    /** One field with its text. @param token the token of a logit */
    public record Field(String id, String name, String token, String typed, boolean wrong) {}

    public static SoftmaxView of(Tried<SoftmaxWidget> tried, Visit visit) {
        SoftmaxWidget widget = tried.widget();
        Optional<Source.Live> live = widget.frame().source().live();
        return new SoftmaxView(
                visit.messages(),
                widget.id(),
                visit.page(),
                live.map(step -> step.model().card().name()),
                live.isPresent() ? List.of(field(tried, "prompt", "")) : logits(tried),
                visit.carried(widget.id()),
                Optional.of(visit.address(widget.id(), tried.changed())),
                work(tried, visit));
    }

    public String label() {
        return model.map(name -> say("lesson.softmax.live-label", name)).orElseGet(() -> say("lesson.widget.softmax"));
    }

    private static List<Field> logits(Tried<SoftmaxWidget> tried) {
        Source source = tried.widget().frame().source();
        return IntStream.range(0, source.logits().size())
                .mapToObj(i -> field(tried, "logits." + i, source.token(i).text()))
                .toList();
    }

    private static Field field(Tried<SoftmaxWidget> tried, String key, String token) {
        String id = tried.widget().id();
        return new Field(
                id + "-" + key.replace('.', '-'),
                id + "." + key,
                token,
                tried.shown().get(key),
                tried.wrong(key).isPresent());
    }

    private static SoftmaxWorkView work(Tried<SoftmaxWidget> tried, Visit visit) {
        Messages messages = visit.messages();
        SoftmaxWidget widget = tried.widget();
        SoftmaxWork work = widget.work();
        return new SoftmaxWorkView(
                messages,
                widget,
                work,
                tried.wrong().isEmpty()
                        ? summary(messages, widget, work)
                        : tried.wrong().stream()
                                .map(invalid -> problem(messages, widget, invalid))
                                .collect(Collectors.joining(" ")),
                tried.wrong().stream()
                        .findFirst()
                        .map(invalid -> invalid.within(widget.id() + ".").field()),
                links(tried, visit));
    }

    private static String summary(Messages messages, SoftmaxWidget widget, SoftmaxWork work) {
        List<SoftmaxWork.Line> best =
                work.all().stream().filter(line -> line.shifted() == 0).toList();
        String share = Numbers.percent(best.get(0).probability());
        Optional<Source.Live> live = widget.frame().source().live();
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
    private static String problem(Messages messages, SoftmaxWidget widget, InvalidValue invalid) {
        Source source = widget.frame().source();
        if (source.live().isPresent()) {
            return messages.say(invalid) + " "
                    + messages.say(
                            "lesson.softmax.prompt-stands-in",
                            source.live().get().prompt());
        }
        int id = Integer.parseInt(invalid.field().substring("logits.".length()));
        String field = messages.say("lesson.field.of.logits", token(widget, id));
        return messages.say(new InvalidValue(field, invalid.rule(), invalid.value()))
                + " "
                + messages.say(
                        "lesson.softmax.stand-in", Numbers.logit(source.logits().at(id)));
    }

    /** A token of a live step with its spaces visible; one that the lesson gives as it is. */
    static String token(SoftmaxWidget widget, int id) {
        Source source = widget.frame().source();
        return source.live().isPresent()
                ? WidgetView.token(widget, id)
                : source.token(id).text();
    }

    /** To this state; for a live step always, and also to the playground. */
    private static List<BlockLink> links(Tried<SoftmaxWidget> tried, Visit visit) {
        List<BlockLink> links = new ArrayList<>();
        tried.widget()
                .frame()
                .source()
                .live()
                .ifPresentOrElse(
                        live -> {
                            links.add(BlockLink.to(
                                    visit.messages().say("lesson.softmax.play"),
                                    WidgetView.play(live.model(), live.prompt(), Map.of())));
                            links.add(BlockLink.of(
                                    visit.messages().say("lesson.softmax.link"),
                                    visit.with(tried.widget().id(), Map.of("prompt", live.prompt()))));
                        },
                        () -> links.addAll(WidgetView.links(tried, "lesson.softmax.link", visit)));
        return List.copyOf(links);
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
