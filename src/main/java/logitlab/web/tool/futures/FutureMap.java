package logitlab.web.tool.futures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.future.Future;
import logitlab.web.Messages;
import logitlab.web.inside.drawing.SvgPath;
import logitlab.web.view.Numbers;

/**
 * All futures as a picture: the area of a tile is the probability of its path.
 *
 * @param size for which screens: {@code wide} or {@code narrow}
 * @param tiles the smallest parts, which do not overlap
 * @param groups the outlines of all tiles that begin with the same token, as an SVG path
 * @param taken the outline of the way that the lane went, as far as it is drawn
 * @param drawn how many paths it shows
 */
public record FutureMap(String size, int width, int height, List<Tile> tiles, String groups, String taken, int drawn) {

    /** The smallest area of a path, in square units. */
    private static final double LEAST = 260;

    private static final double LETTER = 7.1;
    private static final double LINE = 16;
    private static final int MARGIN = 6;

    /** Five depths of colour: the longer the path, the deeper. */
    private static final int DEPTHS = 5;

    /**
     * @param kind {@code path} or {@code else}
     * @param depth 1 to 5, the number of tokens of the path
     * @param address of the path in the playground; empty for everything else
     * @param lines the path and its probability, as far as there is room
     */
    public record Tile(
            String kind,
            int depth,
            String x,
            String y,
            String width,
            String height,
            String address,
            String title,
            List<Line> lines) {}

    /** A line of text on a tile. @param number whether it is the probability */
    public record Line(String x, String y, String text, boolean number) {}

    private record Drawing(
            Messages messages,
            FuturePaths paths,
            DrawnFutures drawn,
            List<Tile> tiles,
            StringBuilder groups,
            StringBuilder taken) {

        private void add(Future node, List<Integer> path, Rectangle area) {
            if (!path.isEmpty() && paths.isTaken(path)) {
                taken.setLength(0);
                taken.append(outline(area));
            }
            List<Future> children = drawn.children(node);
            if (children.isEmpty() && !path.isEmpty()) {
                tiles.add(tile(node, path, area));
                return;
            }
            Future.Rest rest = drawn.everythingElse(node);
            List<Rectangle> parts = area.divide(Stream.concat(
                            children.stream().map(Future::pathProbability),
                            Stream.of(rest.pathProbability()).filter(probability -> probability > 0))
                    .toList());
            for (int i = 0; i < children.size(); i++) {
                List<Integer> longer = new ArrayList<>(path);
                longer.add(children.get(i).id());
                add(children.get(i), longer, parts.get(i));
                if (path.isEmpty()) {
                    groups.append(outline(parts.get(i)));
                }
            }
            if (parts.size() > children.size()) {
                tiles.add(others(rest, path, parts.get(children.size())));
            }
        }

        private static String outline(Rectangle area) {
            return SvgPath.of("M# #h#v#H#z", area.x(), area.y(), area.width(), area.height(), area.x());
        }

        private Tile tile(Future node, List<Integer> path, Rectangle area) {
            String text = paths.text(path);
            String percent = Numbers.percent(node.pathProbability());
            return of(
                    "path",
                    path.size(),
                    area,
                    paths.address(path),
                    messages.say("futures.tile", text, percent, Numbers.percent(node.probability())),
                    lines(text, percent, area, true));
        }

        private Tile others(Future.Rest rest, List<Integer> path, Rectangle area) {
            String percent = Numbers.percent(rest.pathProbability());
            String count = Numbers.count(rest.count());
            return of(
                    "else",
                    path.size() + 1,
                    area,
                    "",
                    path.isEmpty()
                            ? messages.say("futures.tile.else", count, percent)
                            : messages.say("futures.tile.else.after", paths.text(path), count, percent),
                    lines(messages.say("futures.else"), percent, area, false));
        }

        private static Tile of(String kind, int depth, Rectangle area, String address, String title, List<Line> lines) {
            return new Tile(
                    kind,
                    Math.min(DEPTHS, depth),
                    SvgPath.number(area.x()),
                    SvgPath.number(area.y()),
                    SvgPath.number(area.width()),
                    SvgPath.number(area.height()),
                    address,
                    title,
                    lines);
        }

        /**
         * A text, and the number below it if it has room.
         *
         * @param shorten whether the last words alone will do
         */
        private static List<Line> lines(String text, String percent, Rectangle area, boolean shorten) {
            int room = (int) ((area.height() - MARGIN) / LINE);
            int letters = (int) ((area.width() - 2 * MARGIN) / LETTER);
            List<String> words = List.of(text.split(" "));
            for (int from = 0; from < (shorten ? words.size() : 1); from++) {
                Optional<List<String>> broken = broken(words.subList(from, words.size()), from > 0, letters);
                if (broken.isPresent() && broken.get().size() <= room) {
                    boolean number = broken.get().size() < room && percent.length() <= letters;
                    return Stream.concat(
                                    IntStream.range(0, broken.get().size())
                                            .mapToObj(i ->
                                                    line(area, i, broken.get().get(i), false)),
                                    number ? Stream.of(line(area, broken.get().size(), percent, true)) : Stream.empty())
                            .toList();
                }
            }
            return List.of();
        }

        private static Line line(Rectangle area, int number, String text, boolean percent) {
            return new Line(
                    SvgPath.number(area.x() + MARGIN),
                    SvgPath.number(area.y() + (number + 1) * LINE - 2),
                    text,
                    percent);
        }

        /** Words in lines with a largest number of letters; empty if a word is longer. */
        private static Optional<List<String>> broken(List<String> words, boolean shortened, int letters) {
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder(shortened ? "…" : "");
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (i > 0 && line.length() + 1 + word.length() > letters) {
                    lines.add(line.toString());
                    line.setLength(0);
                } else if (i > 0) {
                    line.append(' ');
                }
                line.append(word);
                if (line.length() > letters) {
                    return Optional.empty();
                }
            }
            lines.add(line.toString());
            return Optional.of(lines);
        }
    }

    static FutureMap of(
            Messages messages, FuturePaths paths, Future root, String size, int width, int height, int most) {
        DrawnFutures drawn = DrawnFutures.of(root, most, LEAST / (width * height));
        Drawing drawing =
                new Drawing(messages, paths, drawn, new ArrayList<>(), new StringBuilder(), new StringBuilder());
        drawing.add(root, List.of(), new Rectangle(0, 0, width, height));
        return new FutureMap(
                size,
                width,
                height,
                List.copyOf(drawing.tiles()),
                drawing.groups().toString(),
                drawing.taken().toString(),
                drawn.size());
    }

    public String viewBox() {
        return "0 0 " + width + " " + height;
    }
}
