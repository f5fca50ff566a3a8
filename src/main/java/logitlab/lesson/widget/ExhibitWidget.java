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
import logitlab.lesson.block.SmallVocabulary;
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
 * @param showsRight whether the right decoder is shown
 * @param top the number of tokens with a row
 */
public record ExhibitWidget(WidgetConfig config, Exhibit exhibit, List<Integer> repeated, boolean showsRight, int top)
        implements Widget {

    /** The key that shows the right program. */
    public static final String RIGHT = "right";

    public static final String SHOWN = "shown";

    private static final String TEMPERATURE = "temperature";
    private static final String REPEATED = "repeated";
    private static final Range TOP = Range.of(2, 50);

    static ExhibitWidget of(BlockValues values, Models models) {
        Bug bug = values.oneOf("bug", List.of(Bug.values()), Bug::key);
        boolean zero = bug == Bug.ZERO_TEMPERATURE
                && NumberParser.find(values.entries().getOrDefault(TEMPERATURE, ""))
                                .orElse(1)
                        == 0;
        WidgetConfig config = WidgetConfig.of(
                        zero ? values.without(TEMPERATURE) : values,
                        models,
                        List.of("bug", REPEATED, "seed", "top", RIGHT),
                        List.of())
                .in(values);
        List<Integer> repeated = repeated(values, config.source());
        DecoderInput input = new DecoderInput(
                config.source().logits(),
                config.source().live().isPresent() ? config.source().prefix() : Prefix.of(repeated),
                config.settings(),
                zero,
                new Draw(values.seed(), 0));
        return new ExhibitWidget(
                config,
                Exhibit.of(bug, input),
                repeated,
                values.find(RIGHT).isPresent()
                        && values.oneOf(RIGHT, List.of(SHOWN)).equals(SHOWN),
                values.whole("top", TOP, 8));
    }

    private static List<Integer> repeated(BlockValues values, LogitSource source) {
        source.requireGivenFor(values, REPEATED);
        return source instanceof SmallVocabulary vocabulary ? vocabulary.ids(values, REPEATED) : List.of();
    }

    /** Which tokens the text already has, and how often. */
    public List<SolutionLine> repetitions() {
        return repetitions(repeated, config.source()::token);
    }

    public static List<SolutionLine> repetitions(List<Integer> repeated, IntFunction<Token> token) {
        Map<Integer, Long> times =
                repeated.stream().collect(Collectors.groupingBy(id -> id, LinkedHashMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(entry ->
                        SolutionLine.of(REPEATED, Value.of(token.apply(entry.getKey())), Value.count(entry.getValue())))
                .toList();
    }

    @Override
    public List<String> kept() {
        return List.of(RIGHT);
    }
}
