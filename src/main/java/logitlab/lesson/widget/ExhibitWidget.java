package logitlab.lesson.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.NumberParser;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.DecoderInput;
import logitlab.lesson.museum.Exhibit;
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
public record ExhibitWidget(WidgetConfig frame, Exhibit exhibit, List<Integer> repeated, boolean beside, int top)
        implements Widget {

    /** The key that shows the right program. */
    public static final String RIGHT = "right";

    public static final String SHOWN = "shown";

    private static final String TEMPERATURE = "temperature";
    private static final String REPEATED = "repeated";
    private static final Range TOP = Range.of(2, 50);

    static ExhibitWidget of(BlockValues words, Models models) {
        Bug bug = words.oneOf("bug", List.of(Bug.values()), Bug::key);
        boolean zero = bug == Bug.ZERO_TEMPERATURE
                && NumberParser.find(words.words().getOrDefault(TEMPERATURE, ""))
                                .orElse(1)
                        == 0;
        WidgetConfig config = WidgetConfig.of(
                        zero ? words.without(TEMPERATURE) : words,
                        models,
                        List.of("bug", REPEATED, "seed", "top", RIGHT),
                        List.of())
                .in(words);
        List<Integer> repeated = repeated(words, config.source());
        DecoderInput input = new DecoderInput(
                config.source().logits(),
                config.source().live().isPresent() ? config.source().prefix() : Prefix.of(repeated),
                config.settings(),
                zero,
                new Draw(CandidatesWidget.seed(words), 0));
        return new ExhibitWidget(
                config,
                Exhibit.of(bug, input),
                repeated,
                words.find(RIGHT).isPresent()
                        && words.oneOf(RIGHT, List.of(SHOWN)).equals(SHOWN),
                words.whole("top", TOP, 8));
    }

    private static List<Integer> repeated(BlockValues words, LogitSource source) {
        source.requireGivenFor(words, REPEATED);
        return source instanceof LogitSource.Given given ? given.vocabulary().ids(words, REPEATED) : List.of();
    }

    /** Which tokens the text already has, and how often. */
    public List<SolutionLine> said() {
        return said(repeated, frame.source()::token);
    }

    public static List<SolutionLine> said(List<Integer> repeated, IntFunction<Token> token) {
        Map<Integer, Long> times =
                repeated.stream().collect(Collectors.groupingBy(id -> id, LinkedHashMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(said -> SolutionLine.of(
                        REPEATED, Value.of(token.apply(said.getKey())), Value.of(Value.Sort.COUNT, said.getValue())))
                .toList();
    }
}
