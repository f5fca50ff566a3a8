package logitlab.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Range;
import logitlab.decoding.Rule;
import logitlab.model.Models;
import logitlab.model.Token;

/**
 * {@code compute: position}: whose row of logits chooses the token that comes next ({@code ask: next}), or which token of the text
 * the row of a token is about ({@code ask: row}).
 *
 * <pre>
 * ask: row
 * of: 2
 * model: storyteller
 * texts: ["Once upon a time there", "The cat sat on the"]
 * </pre>
 *
 * @param next whether the next token is asked for
 * @param of the position whose row is asked about, 0 for the first
 */
public record PositionPick(LiveTexts texts, boolean next, int of) implements Pick {

    static final List<String> KEYS =
            Stream.concat(LiveTexts.KEYS.stream(), Stream.of("ask", "of")).toList();

    private static final int FEWEST = 4;
    private static final int MOST = 10;

    static PositionPick of(BlockWords words, Models models) {
        LiveTexts texts = LiveTexts.of(words, models);
        texts.require(PositionPick::tellable, new Rule("different-tokens", FEWEST, MOST));
        boolean next = words.oneOf("ask", List.of("next", "row")).equals("next");
        int last = texts.tokens().size() - 1;
        return new PositionPick(texts, next, next ? last : words.whole("of", Range.of(1, last - 1)));
    }

    /** Whether each of its tokens is another one, so that one knows which is meant. */
    private static boolean tellable(LiveTexts one) {
        List<Token> tokens = one.tokens();
        return tokens.size() >= FEWEST
                && tokens.size() <= MOST
                && tokens.stream().distinct().count() == tokens.size();
    }

    @Override
    public String name() {
        return next ? "position-next" : "position-row";
    }

    private int answer() {
        return next ? of : of + 1;
    }

    @Override
    public List<Option> options() {
        List<Token> tokens = texts.tokens();
        return IntStream.range(0, tokens.size())
                .mapToObj(at -> new Option(Integer.toString(at), Optional.of(tokens.get(at)), List.of()))
                .toList();
    }

    @Override
    public String right() {
        return Integer.toString(answer());
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        int at = Integer.parseInt(word);
        String token = texts.tokens().get(at).text();
        return next
                ? Pick.when(at == 0, "first-position", token)
                : Pick.first(Stream.of(
                        Pick.when(at == of, "predicts-itself", token),
                        Pick.when(at == of - 1, "predicts-backwards", token),
                        Pick.when(at == texts.tokens().size() - 1, "predicts-the-last", token)));
    }

    @Override
    public boolean fair() {
        return true;
    }

    @Override
    public PositionPick fresh(Dice dice) {
        LiveTexts fresh = texts.fresh(dice);
        int last = fresh.tokens().size() - 1;
        return new PositionPick(fresh, next, next ? last : dice.whole(1, last - 1));
    }

    @Override
    public Facts facts() {
        return new Facts(List.of(), List.of(Working.of("pieces", new Figure.Pieces(texts.tokens()))), Optional.empty());
    }

    @Override
    public Map<String, Figure> holes() {
        Map<String, Figure> holes = new LinkedHashMap<>();
        holes.put("text", texts.typed());
        holes.put("token", Figure.of(texts.tokens().get(of)));
        return holes;
    }

    @Override
    public List<Working> solution() {
        return List.of(Working.of(
                "solution." + name(),
                Figure.of(texts.tokens().get(of)),
                Figure.of(texts.tokens().get(answer())),
                Quantity.count(texts.tokens().size())));
    }
}
