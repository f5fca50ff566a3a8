package logitlab.lesson.block;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * The source of a block's logits: a few tokens that the lesson gives, or a model's step after a prompt.
 *
 * <pre>
 * tokens: [mat, moon, sofa]                 model: storyteller
 * logits: [2.1, -0.5, 0.3]                  prompt: Once upon a time there was a
 * </pre>
 */
public sealed interface LogitSource permits SmallVocabulary, LogitSource.Live {

    /** The keys of both kinds of sources. */
    List<String> KEYS = List.of("tokens", "logits", "model", "prompt");

    Logits logits();

    /** All ids before the step; none if the lesson gives the logits. */
    default Prefix prefix() {
        return Prefix.EMPTY;
    }

    Token token(int id);

    /** The model and the prompt, if a model computes the logits. */
    default Optional<Live> live() {
        return Optional.empty();
    }

    /** Whether a visitor may change a value: each logit, or the prompt. */
    boolean opens(String key);

    /** A live source if there is a prompt. @throws InvalidValueException naming the key that is wrong */
    static LogitSource of(BlockValues values, Models models) {
        return values.has("prompt") ? Live.of(values, models) : SmallVocabulary.of(values);
    }

    /** @throws InvalidValueException if there is a list that only a lesson with given logits can have */
    default void requireGivenFor(BlockValues values, String key) {
        List<String> list = values.list(key);
        if (live().isPresent() && !list.isEmpty()) {
            throw new InvalidValueException(key, new Constraint("not-beside", "prompt"), list.get(0));
        }
    }

    /** The id of the token with this text, if there is one. */
    default Optional<Integer> find(String text) {
        return IntStream.range(0, logits().size())
                .boxed()
                .filter(id -> token(id).text().equals(text))
                .findFirst();
    }

    /** The step of a model after a prompt. */
    record Live(LanguageModel model, String prompt, Prefix prefix) implements LogitSource {

        /** @throws InvalidValueException if there is no prompt; an empty one is allowed */
        public static Live of(BlockValues values, Models models) {
            if (!values.has("prompt")) {
                throw new InvalidValueException("prompt", BlockValues.REQUIRED, "");
            }
            LanguageModel model = values.model(models);
            String prompt = values.entries().get("prompt");
            return new Live(model, prompt, model.prompt(prompt));
        }

        @Override
        public Logits logits() {
            return model.logits(prefix);
        }

        @Override
        public Token token(int id) {
            return model.tokenizer().token(id);
        }

        @Override
        public Optional<Live> live() {
            return Optional.of(this);
        }

        @Override
        public boolean opens(String key) {
            return key.equals("prompt");
        }
    }
}
