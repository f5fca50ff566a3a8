package logitlab.lesson.file;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Turns CommonMark with tables into HTML; tags that the author wrote, images and unsafe links are problems. */
final class Markdown {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .attributeProviderFactory(context -> Markdown::attributes)
            .build();

    /** Within the lesson, within the site, or to another site with https; never {@code //host} or another scheme. */
    private static final String ADDRESS = "https://\\S+|[?#]\\S+|/(?![/\\\\])\\S*";

    /** The space between a number and its operator, where a line must not end: {@code 1.2 − 2.1}. */
    private static final Pattern TIED = Pattern.compile("(?<=\\d) (?=[−+÷×] ?[−\\d]|%)|(?<=\\d [−+÷×]) (?=[−\\d])");

    /** The first cell of a row in the body of a table. */
    private static final Pattern FIRST_CELL = Pattern.compile("(<tr>\\s*)<td\\b(.*?)</td>");

    private Markdown() {}

    static Node parse(String text) {
        return PARSER.parse(text);
    }

    /**
     * A table scrolls in its own box because it may be wider than a phone; its first column names the rows. Code stays as it was typed, so
     * that it can be copied.
     */
    static String html(Node node) {
        if (node instanceof FencedCodeBlock) {
            return RENDERER.render(node);
        }
        String html = TIED.matcher(RENDERER.render(node)).replaceAll("\u00A0");
        return node instanceof TableBlock
                ? "<div class=\"scroll\" tabindex=\"0\">\n"
                        + FIRST_CELL.matcher(html).replaceAll("$1<th scope=\"row\"$2</th>")
                        + "</div>\n"
                : html;
    }

    /** The text of a file with {@code \\n} line ends and without a byte order mark. */
    static String lines(String text) {
        return text.replace("\r\n", "\n").replaceFirst("^\uFEFF", "");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * Replaces the obsolete {@code align="right"} by the class {@code cell--right}. Code scrolls in its own box. A link to the glossary becomes a term whose
     * meaning a script can show on the page.
     */
    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        String side = attributes.remove("align");
        if (tag.equals("th")) {
            attributes.put("scope", "col");
        }
        if (side != null) {
            attributes.put("class", "cell--" + side);
        }
        if (tag.equals("pre")) {
            attributes.put("class", "code");
            attributes.put("tabindex", "0"); // it scrolls, so the keyboard must reach it
        }
        if (node instanceof Link link && link.getDestination().startsWith(LinkChecker.TERM)) {
            attributes.put("class", "term");
            attributes.put("data-term", link.getDestination().substring(LinkChecker.TERM.length()));
        }
    }

    /** Makes links within {@code page} work from a different page. */
    static void base(Node node, String page) {
        node.accept(new AbstractVisitor() {

            @Override
            public void visit(Link link) {
                if (link.getDestination().matches("[?#].*")) {
                    link.setDestination(page + link.getDestination());
                }
                visitChildren(link);
            }
        });
    }

    /** The first line of a node, from 0. */
    static int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 0
                : node.getSourceSpans().get(0).getLineIndex();
    }

    /** Reports everything in the node that a lesson must not contain, and the address of every link. */
    static void check(Node node, BiConsumer<Node, InvalidValueException> problem, BiConsumer<Node, String> link) {
        node.accept(new AbstractVisitor() {

            private void report(Node where, String field, String rule, String value) {
                problem.accept(where, new InvalidValueException(field, new Constraint(rule), value));
            }

            @Override
            public void visit(HtmlBlock html) {
                report(html, "html", "no-html", html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                report(html, "html", "no-html", html.getLiteral());
            }

            @Override
            public void visit(Image image) {
                report(image, "image", "no-image", image.getDestination());
            }

            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 1) {
                    report(heading, "heading", "title-in-front-matter", "#");
                }
                visitChildren(heading);
            }

            @Override
            public void visit(Link address) {
                String destination = address.getDestination();
                if (destination.matches(ADDRESS)) {
                    link.accept(address, destination);
                } else {
                    report(address, "link", "lesson-link", destination);
                }
                visitChildren(address);
            }
        });
    }
}
