package logitlab.lesson.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Range;
import logitlab.decoding.input.Words;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Source;
import logitlab.lesson.block.Working;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.museum.Setup;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code ```widget exhibit}: the output of a wrong decoder, and next to it that of the right one if a visitor asks for it.
 *
 * <pre>
 * id: border
 * bug: crossing-dropped
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * top-p: 0.9
 * open: [top-p]
 * </pre>
 *
 * @param repeated the ids of the text so far, if the lesson gives the logits
 * @param beside whether the right decoder is shown
 * @param top the number of tokens with a row
 */
public record ExhibitWidget(Frame frame, Exhibit exhibit, List<Integer> repeated, boolean beside, int top)
        implements Widget {

    /** The key that shows the right program. */
    public static final String RIGHT = "right";

    public static final String SHOWN = "shown";

    private static final String TEMPERATURE = "temperature";
    private static final String REPEATED = "repeated";
    private static final Range TOP = Range.of(2, 50);

    static ExhibitWidget of(BlockWords words, Models models) {
        Bug bug = words.oneOf("bug", List.of(Bug.values()), Bug::word);
        boolean zero = bug == Bug.ZERO_TEMPERATURE
                && Words.find(words.words().getOrDefault(TEMPERATURE, "")).orElse(1) == 0;
        Frame frame = Frame.of(
                        zero ? words.without(TEMPERATURE) : words,
                        models,
                        List.of("bug", REPEATED, "seed", "top", RIGHT),
                        List.of())
                .in(words);
        List<Integer> repeated = repeated(words, frame.source());
        Setup setup = new Setup(
                frame.source().logits(),
                frame.source().live().isPresent() ? frame.source().prefix() : Prefix.of(repeated),
                frame.settings(),
                zero,
                new Draw(CandidatesWidget.seed(words), 0));
        return new ExhibitWidget(
                frame,
                Exhibit.of(bug, setup),
                repeated,
                words.find(RIGHT).isPresent()
                        && words.oneOf(RIGHT, List.of(SHOWN)).equals(SHOWN),
                words.whole("top", TOP, 8));
    }

    private static List<Integer> repeated(BlockWords words, Source source) {
        source.requireGivenFor(words, REPEATED);
        return source instanceof Source.Given given ? given.vocabulary().ids(words, REPEATED) : List.of();
    }

    /** Which tokens the text already has, and how often. */
    public List<Working> said() {
        return said(repeated, frame.source()::token);
    }

    public static List<Working> said(List<Integer> repeated, IntFunction<Token> token) {
        Map<Integer, Long> times =
                repeated.stream().collect(Collectors.groupingBy(id -> id, LinkedHashMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(said -> Working.of(
                        REPEATED, Figure.of(token.apply(said.getKey())), Figure.of(Figure.Sort.COUNT, said.getValue())))
                .toList();
    }
}
