package logitlab.lesson;

import java.util.List;
import java.util.Map;
import logitlab.decoding.Prefix;
import logitlab.decoding.Range;
import logitlab.decoding.SoftmaxWork;
import logitlab.model.LanguageModel;
import logitlab.model.Models;

/**
 * Softmax on the step that a model takes after a prompt; a visitor may change the prompt.
 *
 * <pre>
 * id: live
 * model: storyteller
 * prompt: Once upon a time there was a
 * top: 8
 * </pre>
 *
 * @param top how many lines to show, the largest logits first
 */
public record LiveSoftmax(
        String id, LanguageModel model, String prompt, Prefix prefix, int top, BlockWords words, Models models)
        implements SoftmaxWidget {

    private static final List<String> KEYS = List.of("id", "model", "prompt", "top");
    private static final Range TOP = Range.of(1, 50);

    static LiveSoftmax of(BlockWords words, Models models) {
        words.allow(KEYS);
        LanguageModel model = words.find("model").map(models::get).orElseGet(models::first);
        String prompt = words.words().getOrDefault("prompt", "");
        int top = words.whole("top", TOP);
        return new LiveSoftmax(words.text("id"), model, prompt, model.prompt(prompt), top, words, models);
    }

    @Override
    public Tried<LiveSoftmax> with(Map<String, String> typed) {
        return Tried.of(words, typed, "prompt"::equals, changed -> of(changed, models));
    }

    @Override
    public SoftmaxWork work() {
        return SoftmaxWork.of(model.logits(prefix));
    }

    @Override
    public List<SoftmaxWork.Line> lines() {
        return work().best(top);
    }

    @Override
    public <T> T in(Cases<T> cases) {
        return cases.liveSoftmax(this);
    }
}
