package logitlab.lesson.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * The prose of a model's card as HTML, which contains no tag of its author. Of links and pictures only the words are kept, because
 * a card may come from anywhere.
 *
 * @param opening what comes before the first heading
 * @param parts what comes under each heading of the second level
 * @param sample the first quotation
 */
public record CardProse(String opening, List<Part> parts, Optional<Sample> sample) {

    public record Part(String title, String html) {}

    /** @param part the title of the part that contains it; empty if it is in the opening */
    public record Sample(String html, String part) {}

    /** The heading of the first level is left out, because it is the model's name. */
    public static CardProse of(String markdown) {
        Node card = Markdown.parse(Markdown.lines(markdown));
        removeLinks(card);
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        Optional<Sample> sample = Optional.empty();
        String title = "";
        for (Node node = card.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                title = heading.getLevel() == 1 ? title : text(heading);
                continue;
            }
            if (node instanceof BlockQuote && sample.isEmpty()) {
                sample = Optional.of(new Sample(Markdown.html(node), title));
            }
            parts.computeIfAbsent(title, none -> new StringBuilder()).append(Markdown.html(node));
        }
        StringBuilder opening = parts.remove("");
        return new CardProse(
                opening == null ? "" : opening.toString(),
                parts.entrySet().stream()
                        .map(part -> new Part(part.getKey(), part.getValue().toString()))
                        .toList(),
                sample);
    }

    private static void removeLinks(Node card) {
        List<Node> found = new ArrayList<>();
        card.accept(new AbstractVisitor() {

            @Override
            public void visit(Link link) {
                found.add(link);
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                found.add(image);
                visitChildren(image);
            }
        });
        for (Node link : found) {
            while (link.getFirstChild() != null) {
                link.insertBefore(link.getFirstChild());
            }
            link.unlink();
        }
    }

    private static String text(Heading heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {

            @Override
            public void visit(Text plain) {
                text.append(plain.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }
}
