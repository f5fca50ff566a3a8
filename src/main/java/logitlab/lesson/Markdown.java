package logitlab.lesson;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** CommonMark with tables, to HTML that has no tag and no address of its writer's own: what is not allowed is a problem. */
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

    /** Within the lesson, within the site, or to another site over https; never to {@code //host} or by another scheme. */
    private static final String ADDRESS = "https://\\S+|[?#]\\S+|/(?![/\\\\])\\S*";

    /** The space between a figure and its sign, where no line may end: {@code 1.2 − 2.1} and {@code 24 %}. */
    private static final Pattern TIED = Pattern.compile("(?<=\\d) (?=[−+÷×] ?[−\\d]|%)|(?<=\\d [−+÷×]) (?=[−\\d])");

    private Markdown() {}

    static Node parse(String text) {
        return PARSER.parse(text);
    }

    /** A table may be wider than a phone: it scrolls in a box of its own. */
    static String html(Node node) {
        String html = TIED.matcher(RENDERER.render(node)).replaceAll("\u00A0");
        return node instanceof TableBlock ? "<div class=\"scroll\" tabindex=\"0\">\n" + html + "</div>\n" : html;
    }

    /** A file's text with plain line ends and without a byte order mark. */
    static String lines(String text) {
        return text.replace("\r\n", "\n").replaceFirst("^\uFEFF", "");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * {@code align="right"} is not HTML any more; the class {@code cell--right} says it to the style sheet. A link to the glossary
     * is a term, whose meaning can be shown on the spot.
     */
    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        String side = attributes.remove("align");
        if (side != null) {
            attributes.put("class", "cell--" + side);
        }
        if (node instanceof Link link && link.getDestination().startsWith(Links.TERM)) {
            attributes.put("class", "term");
            attributes.put("data-term", link.getDestination().substring(Links.TERM.length()));
        }
    }

    /** Lets links within a page lead there from another one. */
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

    /** The first line of a node, counted from 0. */
    static int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 0
                : node.getSourceSpans().get(0).getLineIndex();
    }

    /** Tells of everything in the node that a lesson may not have, and of the address of every link that it has. */
    static void check(Node node, BiConsumer<Node, InvalidValue> problem, BiConsumer<Node, String> link) {
        node.accept(new AbstractVisitor() {

            @Override
            public void visit(HtmlBlock html) {
                problem.accept(html, new InvalidValue("html", new Rule("no-html"), html.getLiteral()));
            }

            @Override
            public void visit(HtmlInline html) {
                problem.accept(html, new InvalidValue("html", new Rule("no-html"), html.getLiteral()));
            }

            @Override
            public void visit(Image image) {
                problem.accept(image, new InvalidValue("image", new Rule("no-image"), image.getDestination()));
            }

            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 1) {
                    problem.accept(heading, new InvalidValue("heading", new Rule("title-in-front-matter"), "#"));
                }
                visitChildren(heading);
            }

            @Override
            public void visit(Link address) {
                String destination = address.getDestination();
                if (destination.matches(ADDRESS)) {
                    link.accept(address, destination);
                } else {
                    problem.accept(address, new InvalidValue("link", new Rule("lesson-link"), destination));
                }
                visitChildren(address);
            }
        });
    }
}
