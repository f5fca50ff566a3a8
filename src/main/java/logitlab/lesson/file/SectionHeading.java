package logitlab.lesson.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.renderer.text.TextContentRenderer;

/** A heading that links can name: {@code ## Title {#slug}}. */
record SectionHeading(String text, String slug) {

    static final SectionHeading NONE = new SectionHeading("", "");

    private static final Pattern TITLE = Pattern.compile("(.+?)\\s*\\{#([^}]*)}");

    /** @param field what the heading belongs to, for a problem with it */
    static SectionHeading of(Heading heading, int line, String field, ProblemCollector problems, LinkChecker links) {
        String text = TextContentRenderer.builder().build().render(heading).strip();
        Matcher title = TITLE.matcher(text);
        if (!title.matches()) {
            problems.report(line, field, "title-and-slug", text);
            return new SectionHeading(text, "");
        }
        links.id(line, field, title.group(2));
        return new SectionHeading(title.group(1), title.group(2));
    }
}
