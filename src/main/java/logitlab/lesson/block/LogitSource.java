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
public sealed interface LogitSource {

    /** The keys of both kinds of sources. */
    List<String> KEYS = List.of("tokens", "logits", "model", "prompt");

    Logits logits();

    /** All ids before the step; none if the lesson gives the logits. */
    Prefix prefix();

    Token token(int id);

    /** The model and the prompt, if a model computes the logits. */
    Optional<Live> live();

    /** Whether a visitor may change a value: each logit, or the prompt. */
    boolean opens(String key);

    /** A live source if there is a prompt. @throws InvalidValueException naming the key that is wrong */
    static LogitSource of(BlockValues words, Models models) {
        return words.words().containsKey("prompt") ? Live.of(words, models) : Given.of(words);
    }

    /** @throws InvalidValueException if there is a list that only a lesson with given logits can have */
    default void requireGivenFor(BlockValues words, String key) {
        List<String> list = words.list(key);
        if (live().isPresent() && !list.isEmpty()) {
            throw new InvalidValueException(key, new Constraint("not-beside", "prompt"), list.get(0));
        }
    }

    /** The id of the token with this text, if there is one. */
    default Optional<Integer> find(String text) {
        return IntStream.range(0, logits().size())
                .filter(id -> token(id).text().equals(text))
                .boxed()
                .findFirst();
    }

    /** A few tokens with their logits. */
    record Given(SmallVocabulary vocabulary) implements LogitSource {

        static Given of(BlockValues words) {
            return new Given(SmallVocabulary.of(words));
        }

        @Override
        public Logits logits() {
            return vocabulary.logits();
        }

        @Override
        public Prefix prefix() {
            return Prefix.EMPTY;
        }

        @Override
        public Token token(int id) {
            return new Token(id, vocabulary.tokens().get(id), "", false);
        }

        @Override
        public Optional<Live> live() {
            return Optional.empty();
        }

        @Override
        public boolean opens(String key) {
            return IntStream.range(0, logits().size()).anyMatch(id -> key.equals("logits." + id));
        }
    }

    /** The step of a model after a prompt. */
    record Live(LanguageModel model, String prompt, Prefix prefix) implements LogitSource {

        /** @throws InvalidValueException if there is no prompt; an empty one is allowed */
        public static Live of(BlockValues words, Models models) {
            if (!words.words().containsKey("prompt")) {
                throw new InvalidValueException("prompt", new Constraint("required"), "");
            }
            LanguageModel model = words.find("model").map(models::get).orElseGet(models::first);
            String prompt = words.words().get("prompt");
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
