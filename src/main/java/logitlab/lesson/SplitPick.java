package logitlab.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Rule;
import logitlab.model.Models;
import logitlab.model.Token;

/**
 * {@code compute: split}: which are the tokens of a text. The right ones are the tokenizer's, the others are cut by rules that
 * people often assume; all begin with the start tokens.
 *
 * <pre>
 * model: storyteller
 * texts: ["The cat sat on the mat.", "One, two, three."]
 * </pre>
 */
public record SplitPick(LiveTexts texts) implements Pick {

    static final List<String> KEYS = LiveTexts.KEYS;

    private static final String MARK = "[^\\p{L}\\p{N}\\s]";
    private static final String WORD = "[\\p{L}\\p{N}]+";

    /** @param mistake why it is wrong; empty for the right one */
    private record Way(String mistake, List<String> pieces) {}

    static SplitPick of(BlockWords words, Models models) {
        LiveTexts texts = LiveTexts.of(words, models);
        texts.require(
                one -> one.tokens().stream().noneMatch(Token::partial)
                        && new SplitPick(one).ways().size() > 2,
                new Rule("splits-apart"));
        return new SplitPick(texts);
    }

    @Override
    public String name() {
        return "split";
    }

    /** The right one first, then each wrong one that differs from all before it. */
    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        Stream.of(
                        new Way("", texts.tokens().stream().map(Token::text).toList()),
                        way("whole-words", " ?" + WORD + "| ?" + MARK + "|\\s"),
                        way("spaces-lost", WORD + "|" + MARK),
                        way("space-after", WORD + " ?|" + MARK + " ?|\\s"),
                        way("letter-by-letter", "(?s)."))
                .filter(way -> ways.stream().noneMatch(other -> other.pieces().equals(way.pieces())))
                .forEach(ways::add);
        return List.copyOf(ways);
    }

    private Way way(String mistake, String pattern) {
        return new Way(
                mistake,
                Stream.concat(texts.start().stream().map(Token::text), texts.pieces(pattern).stream())
                        .toList());
    }

    /** In an order that gives nothing away: an option's word is its place in it. */
    private List<Way> shuffled() {
        List<Way> ways = new ArrayList<>(ways());
        Dice dice = new Dice(texts.text().hashCode() & 0xFFFFL);
        for (int i = ways.size() - 1; i > 0; i--) {
            Collections.swap(ways, i, dice.whole(0, i));
        }
        return List.copyOf(ways);
    }

    @Override
    public List<Option> options() {
        List<Way> ways = shuffled();
        return IntStream.range(0, ways.size())
                .mapToObj(i -> Option.of(
                        Integer.toString(i + 1),
                        new Figure.Pieces(ways.get(i).pieces().stream()
                                .map(piece -> new Token(-1, piece, "", false))
                                .toList())))
                .toList();
    }

    @Override
    public String right() {
        List<Way> ways = shuffled();
        return IntStream.range(0, ways.size())
                .filter(i -> ways.get(i).mistake().isEmpty())
                .mapToObj(i -> Integer.toString(i + 1))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<Mistake> mistake(String word) {
        return Optional.of(
                new Mistake(shuffled().get(Integer.parseInt(word) - 1).mistake(), 0, ""));
    }

    @Override
    public boolean fair() {
        return true;
    }

    @Override
    public SplitPick fresh(Dice dice) {
        return new SplitPick(texts.fresh(dice));
    }

    @Override
    public Facts facts() {
        return new Facts(List.of(), List.of(Working.of("text", texts.typed())), Optional.empty());
    }

    @Override
    public Map<String, Figure> holes() {
        return Map.of("text", texts.typed());
    }

    @Override
    public List<Working> solution() {
        return List.of(Working.of("solution.pieces", new Figure.Pieces(texts.tokens())));
    }
}
