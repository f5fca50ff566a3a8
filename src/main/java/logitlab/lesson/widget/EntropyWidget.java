package logitlab.lesson.widget;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code ```widget entropy}: how undecided a model is about the next token at each position of a text.
 *
 * <pre>
 * id: unsure
 * model: storyteller
 * prompt: Once upon a time there was a king.
 * </pre>
 */
public record EntropyWidget(WidgetConfig config) implements Widget {

    private static final double NATS_PER_BIT = Math.log(2);

    /**
     * One position of the text, where the model predicts the token after this one.
     *
     * @param nats the entropy {@code H} of the prediction, from 0 to ln V
     * @param best the most probable next token, with its probability
     */
    public record Position(Token token, double nats, Token best, double probability) {

        public double bits() {
            return nats / NATS_PER_BIT;
        }

        /** {@code exp(H)}: a fair choice among this number of tokens would be as undecided. */
        public double choices() {
            return Math.exp(nats);
        }
    }

    static EntropyWidget of(BlockValues values, Models models) {
        values.allow(List.of("id", "model", "prompt"));
        LogitSource.Live source = LogitSource.Live.of(values, models);
        return new EntropyWidget(WidgetConfig.of(values, models, source));
    }

    /** Every position of the text, by one run of the model. */
    public List<Position> positions() {
        LogitSource.Live live = config.live();
        List<Logits> logits = live.model().logits(live.prefix(), 1);
        return IntStream.range(0, logits.size())
                .mapToObj(i -> position(live.model(), live.prefix().at(i), logits.get(i)))
                .toList();
    }

    private static Position position(LanguageModel model, int id, Logits logits) {
        Distribution next = logits.softmax();
        int best = logits.argmax();
        return new Position(
                model.tokenizer().token(id), next.entropy(), model.tokenizer().token(best), next.at(best));
    }

    /** {@code ln V}: the entropy if all tokens of the vocabulary were equally probable. */
    public double mostNats() {
        return Math.log(config.live().model().card().vocabularySize());
    }
}
