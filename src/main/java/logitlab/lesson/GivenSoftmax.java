package logitlab.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.Bias;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.decoding.SoftmaxWork;
import logitlab.model.Token;

/**
 * Softmax on a vocabulary small enough to see whole; a visitor may change each logit.
 *
 * <pre>
 * id: toy
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * </pre>
 */
public record GivenSoftmax(String id, Vocabulary vocabulary, BlockWords words) implements SoftmaxWidget {

    /** A few tokens with their logits. */
    public record Vocabulary(List<String> tokens, Logits logits) {

        static final Range LOGITS = Bias.RANGE;
        private static final int LOWEST_TENTH = -20;
        private static final int HIGHEST_TENTH = 30;
        private static final int FEWEST = 2;
        private static final int MOST = 12;
        private static final int MOST_NAMED = 20;

        static Vocabulary of(BlockWords words) {
            Logits logits = Logits.of(words.numbers("logits", LOGITS, FEWEST, MOST));
            List<String> tokens = words.list("tokens", FEWEST, MOST);
            if (tokens.size() != logits.size()) {
                throw new InvalidValue("tokens", new Rule("as-many-as", "logits", logits.size()), "" + tokens.size());
            }
            return new Vocabulary(tokens, logits);
        }

        public Token token(int id) {
            return new Token(id, tokens.get(id), "", false);
        }

        /** The id of the token that a key names. @throws InvalidValue where there is none with this text */
        int id(BlockWords words, String key) {
            return tokens.indexOf(words.oneOf(key, tokens));
        }

        /** The ids of the tokens that a list names, one as often as it stands there; none where there is no list. */
        List<Integer> ids(BlockWords words, String key) {
            List<String> named = words.list(key).isEmpty() ? List.of() : words.list(key, 1, MOST_NAMED);
            return IntStream.range(0, named.size())
                    .mapToObj(i -> id(words, key + "." + i))
                    .toList();
        }

        Vocabulary with(Logits others) {
            return new Vocabulary(tokens, others);
        }

        /** The same tokens with fresh logits, in tenths. */
        Vocabulary fresh(Dice dice) {
            return with(Logits.of(IntStream.range(0, tokens.size())
                    .mapToDouble(id -> dice.whole(LOWEST_TENTH, HIGHEST_TENTH) / 10.0)
                    .toArray()));
        }

        /** Whether no two logits are equal. */
        boolean untied() {
            return Arrays.stream(logits.toArray()).distinct().count() == logits.size();
        }
    }

    private static final List<String> KEYS = List.of("id", "tokens", "logits");

    static GivenSoftmax of(BlockWords words) {
        words.allow(KEYS);
        return new GivenSoftmax(words.text("id"), Vocabulary.of(words), words);
    }

    @Override
    public Tried<GivenSoftmax> with(Map<String, String> typed) {
        return Tried.of(
                words, typed, key -> key.startsWith("logits.") && words.words().containsKey(key), GivenSoftmax::of);
    }

    @Override
    public SoftmaxWork work() {
        return SoftmaxWork.of(vocabulary.logits());
    }

    @Override
    public List<SoftmaxWork.Line> lines() {
        return work().all();
    }

    @Override
    public <T> T in(Cases<T> cases) {
        return cases.givenSoftmax(this);
    }
}
