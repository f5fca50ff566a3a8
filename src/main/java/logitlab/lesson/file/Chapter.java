package logitlab.lesson.file;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A heading of a file that contains only prose, and the text below it: {@code ## Title {#slug}}.
 *
 * @param line its first line
 * @param html without the blocks that only lessons may have
 */
record Chapter(Title title, int line, String html) {

    /**
     * The chapters of a file, in order; the text above the first heading is a chapter without a title.
     *
     * @param field what a heading belongs to, for a problem with it
     */
    static List<Chapter> read(String markdown, String field, Problems problems, Links links) {
        Text text = new Text(problems, links);
        List<Chapter> chapters = new ArrayList<>();
        Chapter open = new Chapter(Title.NONE, 1, "");
        for (Node node = Markdown.parse(markdown).getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                chapters.add(open);
                int line = Text.line(node, 0);
                open = new Chapter(Title.of(heading, line, field, problems, links), line, "");
            } else {
                open = new Chapter(open.title, open.line, open.html + text.plain(node, 0, ""));
            }
        }
        chapters.add(open);
        return chapters;
    }
}
