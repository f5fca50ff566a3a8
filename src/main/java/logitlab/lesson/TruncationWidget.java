package logitlab.lesson;

import java.util.List;
import logitlab.decoding.Draw;
import logitlab.decoding.Range;
import logitlab.decoding.Stage;
import logitlab.decoding.Step;
import logitlab.decoding.Truncation;
import logitlab.model.Models;

/**
 * {@code ```widget truncation}: which tokens top-k, top-p and min-p leave, as cuts on the sorted bars, and what renormalising makes of
 * them; the stages can come in another runtime's order.
 *
 * <pre>
 * id: cut
 * prompt: Every day the
 * top-k: 20
 * top-p: 0.9
 * order: huggingface
 * top: 16
 * open: [top-k, top-p, order]
 * </pre>
 *
 * @param top how many bars there are
 */
public record TruncationWidget(Frame frame, Order order, int top) implements Widget {

    private static final Range TOP = Range.of(2, 40);

    static TruncationWidget of(BlockWords words, Models models) {
        return new TruncationWidget(
                Frame.of(words, models, List.of("order", "top"), List.of("top-k", "top-p", "min-p")),
                Order.of(words.find("order").orElse(Order.HUGGINGFACE.word())),
                words.whole("top", TOP, 16));
    }

    public Step step() {
        return step(order);
    }

    /** The step as the first truncation finds it: with the stages that come before, and no cut. */
    public Step before() {
        return step(order.stages(frame.settings()).stream()
                .takeWhile(stage -> !(stage instanceof Truncation))
                .toList());
    }

    /** The same settings in an order. */
    public Step step(Order other) {
        return step(other.stages(frame.settings()));
    }

    private Step step(List<Stage> stages) {
        return Step.of(frame.source().logits(), frame.source().prefix(), stages, new Draw(0, 0));
    }
}
