package logitlab.lesson.block;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Bias;
import logitlab.decoding.Logits;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.text.Token;

/** A few tokens with their logits. */
public record SmallVocabulary(List<String> tokens, Logits logits) implements LogitSource {

    private static final int LOWEST_TENTH = -20;
    private static final int HIGHEST_TENTH = 30;
    private static final int FEWEST = 2;
    private static final int MOST = 12;
    private static final int MOST_NAMED = 20;

    public static SmallVocabulary of(BlockValues values) {
        Logits logits = Logits.of(values.numbers("logits", Bias.RANGE, FEWEST, MOST));
        List<String> tokens = values.list("tokens", FEWEST, MOST);
        if (tokens.size() != logits.size()) {
            throw new InvalidValueException(
                    "tokens", new Constraint("as-many-as", "logits", logits.size()), "" + tokens.size());
        }
        return new SmallVocabulary(tokens, logits);
    }

    @Override
    public boolean opens(String key) {
        return IntStream.range(0, logits.size()).anyMatch(id -> key.equals("logits." + id));
    }

    @Override
    public Token token(int id) {
        return new Token(id, tokens.get(id), "", false);
    }

    /** The id of the token that a key names. @throws InvalidValueException if no token has this text */
    public int id(BlockValues values, String key) {
        return tokens.indexOf(values.oneOf(key, tokens));
    }

    /** The ids of the tokens in a list, with repetitions; none if there is no list. */
    public List<Integer> ids(BlockValues values, String key) {
        List<String> named = values.list(key).isEmpty() ? List.of() : values.list(key, 1, MOST_NAMED);
        return IntStream.range(0, named.size())
                .mapToObj(i -> id(values, key + "." + i))
                .toList();
    }

    public SmallVocabulary with(Logits other) {
        return new SmallVocabulary(tokens, other);
    }

    /** The same tokens with fresh logits, in tenths, as many hundreds away from 0 as these. */
    public SmallVocabulary fresh(SeededNumbers numbers) {
        double away = 100 * Math.rint(logits.max() / 100);
        return with(Logits.of(IntStream.range(0, tokens.size())
                .mapToDouble(id -> numbers.whole(LOWEST_TENTH, HIGHEST_TENTH) / 10.0)
                .map(logit -> Math.rint(10 * (away + logit)) / 10)
                .toArray()));
    }

    /** Whether no two logits are equal. */
    public boolean untied() {
        return Arrays.stream(logits.toArray()).distinct().count() == logits.size();
    }
}
