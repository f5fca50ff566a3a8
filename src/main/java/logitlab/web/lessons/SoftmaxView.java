package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.SoftmaxWork;
import logitlab.lesson.GivenSoftmax;
import logitlab.lesson.Tried;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/** Softmax on a small vocabulary: a field for each logit, and below what becomes of them. */
public record SoftmaxView(
        String id,
        String page,
        List<Field> fields,
        List<Hidden> carried,
        Optional<String> address,
        SoftmaxWorkView work)
        implements Fragment.Block {

    /** One logit, as it was typed. */
    public record Field(String id, String name, String token, String typed, boolean wrong) {}

    static SoftmaxView of(Tried<GivenSoftmax> tried, Visit visit) {
        GivenSoftmax widget = tried.widget();
        return new SoftmaxView(
                widget.id(),
                visit.page(),
                fields(tried),
                visit.carried(widget.id()),
                Optional.of(visit.address(widget.id(), tried.changed())),
                work(tried, visit));
    }

    private static List<Field> fields(Tried<GivenSoftmax> tried) {
        List<String> tokens = tried.widget().vocabulary().tokens();
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new Field(
                        tried.widget().id() + "-logits-" + i,
                        tried.widget().id() + "." + key(i),
                        tokens.get(i),
                        tried.shown().get(key(i)),
                        tried.wrong(key(i)).isPresent()))
                .toList();
    }

    private static String key(int i) {
        return "logits." + i;
    }

    private static SoftmaxWorkView work(Tried<GivenSoftmax> tried, Visit visit) {
        GivenSoftmax widget = tried.widget();
        return SoftmaxWorkView.of(
                widget.id(),
                tried.wrong().isEmpty() ? summary(widget) : problems(tried),
                tried.wrong().stream()
                        .findFirst()
                        .map(invalid -> invalid.within(widget.id() + ".").field()),
                widget.work(),
                widget.lines(),
                widget.vocabulary().tokens()::get,
                WidgetView.links(tried, widget.id(), "lesson.softmax.link", visit));
    }

    private static String summary(GivenSoftmax widget) {
        List<SoftmaxWork.Line> best =
                widget.work().all().stream().filter(line -> line.shifted() == 0).toList();
        String share = Numbers.percent(best.get(0).probability());
        return best.size() > 1
                ? Messages.ENGLISH.say("lesson.softmax.tied", best.size(), share)
                : Messages.ENGLISH.say(
                        "lesson.softmax.summary",
                        widget.vocabulary().tokens().get(best.get(0).id()),
                        share);
    }

    /** Each wrong field in a sentence, and what counts in its place. */
    private static String problems(Tried<GivenSoftmax> tried) {
        return tried.wrong().stream()
                .map(invalid -> problem(tried.widget(), invalid))
                .collect(Collectors.joining(" "));
    }

    private static String problem(GivenSoftmax widget, InvalidValue invalid) {
        int id = Integer.parseInt(invalid.field().substring("logits.".length()));
        String field = Messages.ENGLISH.say(
                "lesson.field.of.logits", widget.vocabulary().tokens().get(id));
        return Messages.ENGLISH.say(new InvalidValue(field, invalid.rule(), invalid.value()))
                + " "
                + Messages.ENGLISH.say(
                        "lesson.softmax.stand-in",
                        Numbers.logit(widget.vocabulary().logits().at(id)));
    }

    @Override
    public Fragment swapped() {
        return work;
    }

    @Override
    public String template() {
        return "fragments/softmax";
    }
}
