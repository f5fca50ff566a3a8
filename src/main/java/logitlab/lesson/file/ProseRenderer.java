package logitlab.lesson.file;

import java.util.Optional;
import logitlab.decoding.input.InvalidValueException;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * Turns Markdown into the HTML of prose, with the blocks that prose can contain: formulas, code, and folded notes for
 * the curious.
 *
 * <pre>
 * {@code ```note Why e?}
 * {@code Because it is **its own** derivative.}
 * {@code ```}
 * </pre>
 */
record ProseRenderer(ProblemCollector problems, LinkChecker links) {

    /**
     * One node of a file, checked.
     *
     * @param before the number of lines of the file above the text of the node
     */
    String html(Node node, int before) {
        check(node, before);
        return checked(node, before);
    }

    private String checked(Node node, int before) {
        Optional<String> info = info(node);
        if (info.filter("formula"::equals).isPresent()) {
            return formula((FencedCodeBlock) node, line(node, before));
        }
        if (info.filter(text -> text.matches("note\\b.*")).isPresent()) {
            return note((FencedCodeBlock) node, line(node, before));
        }
        return Markdown.html(node);
    }

    /** The info string of a fenced block: its kind and what follows. */
    static Optional<String> info(Node node) {
        return node instanceof FencedCodeBlock fence
                ? Optional.ofNullable(fence.getInfo()).map(String::strip)
                : Optional.empty();
    }

    /** The first line of a node in the file, from 1. */
    static int line(Node node, int before) {
        return before + Markdown.line(node) + 1;
    }

    void check(Node node, int before) {
        Markdown.check(
                node,
                (where, invalid) -> problems.report(line(where, before), invalid),
                (where, to) -> links.to(line(where, before), to));
    }

    private String formula(FencedCodeBlock fence, int line) {
        try {
            return Formula.html(fence.getLiteral());
        } catch (InvalidValueException invalid) {
            problems.report(line, invalid);
            return "";
        }
    }

    private String note(FencedCodeBlock fence, int line) {
        String title = title(fence);
        if (title.isEmpty()) {
            problems.report(line, "note", "required", "");
        }
        return "<details class=\"note\"><summary>" + Markdown.escaped(title) + "</summary>\n"
                + plain(fence.getLiteral(), line, "") + "</details>\n";
    }

    /** The info string of a fence without its kind. */
    static String title(FencedCodeBlock fence) {
        String[] info = fence.getInfo().strip().split("\\s+", 2);
        return info.length == 1 ? "" : info[1];
    }

    /**
     * A text without blocks other than formulas, such as the inside of a note.
     *
     * @param page the page for links that begin with {@code #} or {@code ?}; empty for the page that shows the text
     */
    String plain(String markdown, int before, String page) {
        StringBuilder html = new StringBuilder();
        for (Node node = Markdown.parse(markdown).getFirstChild(); node != null; node = node.getNext()) {
            html.append(plain(node, before, page));
        }
        return html.toString();
    }

    String plain(Node node, int before, String page) {
        Optional<String> block = info(node).filter(text -> text.matches("(widget|exercise|note|teacher)\\b.*"));
        if (block.isPresent()) {
            String kind = block.get().split("\\s+")[0];
            problems.report(line(node, before), kind, "not-in-note", block.get());
            return "";
        }
        if (node instanceof Heading heading && heading.getLevel() == 2) {
            problems.report(line(node, before), "heading", "small-heading", "##");
            return "";
        }
        check(node, before);
        Markdown.base(node, page);
        return checked(node, before);
    }
}
