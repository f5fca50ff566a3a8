package logitlab.web.inside.heads;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.model.explain.AttentionPattern;
import logitlab.model.explain.HeadScores;
import logitlab.model.explain.HeadScores.Head;
import logitlab.web.Messages;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.view.Numbers;

/**
 * One score of all heads as coloured cells, a row for each layer.
 *
 * @param sentence which head has the largest score
 * @param width of the whole picture, numbers included; so are {@code height} and {@code viewBox}
 * @param side of a cell, without the gap to the next
 * @param columns the numbers of the heads, {@code rows} those of the layers
 */
public record HeadGrid(
        String title,
        String what,
        String sentence,
        int width,
        int height,
        String viewBox,
        int side,
        List<Label> columns,
        List<Label> rows,
        List<Cell> cells) {

    private static final int CELL = 24;

    private static final int GAP = 1;

    /** The place of the numbers, to the left of the cells and above them. */
    private static final int NUMBERS = 20;

    /** @param at the middle of a column, or the baseline of the number of a row */
    public record Label(int number, int at) {}

    /** @param opacity the root of the score, so that small scores can be seen @param best whether no other is larger */
    public record Cell(int x, int y, String opacity, String title, boolean best) {}

    /** @param sentence which head has the largest score */
    static HeadGrid of(Messages messages, HeadScores scores, AttentionPattern pattern, String sentence) {
        List<Integer> layers =
                scores.heads().stream().map(Head::layer).distinct().toList();
        int heads = scores.heads().stream().mapToInt(Head::number).max().orElse(0);
        Head best = scores.best(pattern);
        int width = NUMBERS + heads * CELL;
        int height = NUMBERS + layers.size() * CELL;
        return new HeadGrid(
                messages.say("heads.pattern." + pattern.key()),
                messages.say("heads.what." + pattern.key()),
                sentence,
                width,
                height,
                "%d %d %d %d".formatted(-NUMBERS, -NUMBERS, width, height),
                CELL - GAP,
                labels(IntStream.rangeClosed(1, heads).boxed().toList(), CELL / 2),
                labels(layers, CELL / 2 + 4),
                scores.heads().stream()
                        .map(head -> new Cell(
                                (head.number() - 1) * CELL,
                                layers.indexOf(head.layer()) * CELL,
                                SvgPath.number(Math.sqrt(head.mean(pattern))),
                                messages.say(
                                        "heads.cell", head.layer(), head.number(), Numbers.percent(head.mean(pattern))),
                                head.equals(best)))
                        .toList());
    }

    private static List<Label> labels(List<Integer> numbers, int from) {
        return IntStream.range(0, numbers.size())
                .mapToObj(i -> new Label(numbers.get(i), from + i * CELL))
                .toList();
    }
}
