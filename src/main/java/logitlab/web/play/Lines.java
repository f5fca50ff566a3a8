package logitlab.web.play;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines that fit a width, at spaces where there are some. */
record Lines(Lettering lettering, double size, double room) {

    /** The end of a text on at most {@code most} lines; an ellipsis stands for what is cut. */
    List<String> last(String text, int most) {
        double share = 1;
        List<String> lines = all(text);
        while (lines.size() > most) {
            lines = all(fromAWord(lettering.end(text, size, share * most * room)));
            share -= 0.05;
        }
        return lines;
    }

    /** Without the rest of the word that the cut went through, unless it is a very long one. */
    private static String fromAWord(String cut) {
        return cut.replaceFirst("^…\\S{1,15} ", "… ");
    }

    List<String> all(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && lettering.width(line + " " + word, size) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (!line.isEmpty() && lettering.width(line.toString(), size) > room) {
                int end = Math.max(line.offsetByCodePoints(0, 1), lettering.fitting(line.toString(), size, room));
                lines.add(line.substring(0, end));
                line.delete(0, end);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
