package logitlab.web.preview;

import java.awt.geom.Path2D;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the paths that the pages draw in SVG: {@code M}, {@code L}, {@code H}, {@code V} and {@code Z}, all absolute. */
final class SvgPathReader {

    private static final Pattern COMMAND = Pattern.compile("([MLHVZ])\\s*(-?[\\d.]+)?(?:[ ,]+(-?[\\d.]+))?");

    private SvgPathReader() {}

    static Path2D read(String data) {
        Path2D path = new Path2D.Double();
        COMMAND.matcher(data).results().forEach(command -> add(path, command));
        return path;
    }

    private static void add(Path2D path, MatchResult command) {
        switch (command.group(1)) {
            case "M" -> path.moveTo(number(command, 2), number(command, 3));
            case "L" -> path.lineTo(number(command, 2), number(command, 3));
            case "H" -> path.lineTo(number(command, 2), path.getCurrentPoint().getY());
            case "V" -> path.lineTo(path.getCurrentPoint().getX(), number(command, 2));
            default -> path.closePath();
        }
    }

    private static double number(MatchResult command, int group) {
        return Double.parseDouble(command.group(group));
    }
}
