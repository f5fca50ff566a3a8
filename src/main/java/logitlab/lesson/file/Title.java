package logitlab.lesson.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import org.commonmark.node.Heading;
import org.commonmark.renderer.text.TextContentRenderer;

/** A heading that links can name: {@code ## Title {#slug}}. */
record Title(String text, String slug) {

    static final Title NONE = new Title("", "");

    private static final Pattern TITLE = Pattern.compile("(.+?)\\s*\\{#([^}]*)}");

    /** @param field what the heading belongs to, for a problem with it */
    static Title of(Heading heading, int line, String field, Problems problems, Links links) {
        String text = TextContentRenderer.builder().build().render(heading).strip();
        Matcher title = TITLE.matcher(text);
        if (!title.matches()) {
            problems.report(line, new InvalidValue(field, new Rule("title-and-slug"), text));
            return new Title(text, "");
        }
        links.id(line, field, title.group(2));
        return new Title(title.group(1), title.group(2));
    }
}
