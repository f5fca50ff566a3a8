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
record Chapter(SectionHeading title, int line, String html) {

    /**
     * The chapters of a file, in order; the text above the first heading is a chapter without a title.
     *
     * @param field what a heading belongs to, for a problem with it
     */
    static List<Chapter> read(String markdown, String field, ProblemCollector problems, LinkChecker links) {
        ProseRenderer text = new ProseRenderer(problems, links);
        List<Chapter> chapters = new ArrayList<>();
        Chapter open = new Chapter(SectionHeading.NONE, 1, "");
        for (Node node = Markdown.parse(markdown).getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                chapters.add(open);
                int line = ProseRenderer.line(node, 0);
                open = new Chapter(SectionHeading.of(heading, line, field, problems, links), line, "");
            } else {
                open = new Chapter(open.title, open.line, open.html + text.plain(node, 0, ""));
            }
        }
        chapters.add(open);
        return chapters;
    }
}
