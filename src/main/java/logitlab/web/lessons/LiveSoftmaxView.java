package logitlab.web.lessons;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.SoftmaxWork;
import logitlab.lesson.LiveSoftmax;
import logitlab.lesson.Tried;
import logitlab.model.LanguageModel;
import logitlab.model.Token;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.TokenText;

/** Softmax on the step of a model after a prompt: a field for the prompt, and below what becomes of the largest logits. */
public record LiveSoftmaxView(
        String id,
        String page,
        String model,
        String typed,
        List<Hidden> carried,
        Optional<String> address,
        SoftmaxWorkView work)
        implements Fragment.Block {

    static LiveSoftmaxView of(Tried<LiveSoftmax> tried, Visit visit) {
        LiveSoftmax widget = tried.widget();
        return new LiveSoftmaxView(
                widget.id(),
                visit.page(),
                widget.model().card().name(),
                tried.shown().get("prompt"),
                visit.carried(widget.id()),
                Optional.of(visit.address(widget.id(), tried.changed())),
                work(tried, visit));
    }

    private static SoftmaxWorkView work(Tried<LiveSoftmax> tried, Visit visit) {
        LiveSoftmax widget = tried.widget();
        SoftmaxWork work = widget.work();
        Optional<InvalidValue> wrong = tried.wrong("prompt");
        return SoftmaxWorkView.of(
                widget.id(),
                wrong.map(invalid -> problem(widget, invalid)).orElseGet(() -> summary(widget, work)),
                wrong.map(invalid -> invalid.within(widget.id() + ".").field()),
                work,
                widget.lines(),
                id -> TokenText.visible(token(widget.model(), id)),
                List.of(
                        SoftmaxWorkView.Link.to(
                                Messages.ENGLISH.say("lesson.softmax.play"),
                                WidgetView.play(widget.model(), widget.prompt(), Map.of())),
                        SoftmaxWorkView.Link.of(
                                Messages.ENGLISH.say("lesson.softmax.link"),
                                visit.with(widget.id(), Map.of("prompt", widget.prompt())))));
    }

    private static Token token(LanguageModel model, int id) {
        return model.tokenizer().token(id);
    }

    private static String summary(LiveSoftmax widget, SoftmaxWork work) {
        SoftmaxWork.Line best = work.best(1).get(0);
        return Messages.ENGLISH.say(
                "lesson.softmax.live-summary",
                Numbers.count(work.size()),
                widget.prompt(),
                TokenText.visible(token(widget.model(), best.id())),
                Numbers.percent(best.probability()));
    }

    private static String problem(LiveSoftmax widget, InvalidValue invalid) {
        return Messages.ENGLISH.say(invalid) + " "
                + Messages.ENGLISH.say("lesson.softmax.prompt-stands-in", widget.prompt());
    }

    @Override
    public Fragment swapped() {
        return work;
    }

    @Override
    public String template() {
        return "fragments/livesoftmax";
    }
}
