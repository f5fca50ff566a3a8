package logitlab.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * The file of the glossary, read and checked: each term is {@code ## Name {#slug}}, and below it what it means.
 *
 * <p>A term with a problem stays a term, so that one slip does not take the meaning from every lesson.
 */
final class GlossaryFile {

    static final String NAME = "glossary.md";

    private final Problems problems;
    private final Links links;
    private final Text text;

    private GlossaryFile(String file) {
        problems = new Problems(file);
        links = new Links(problems);
        text = new Text(problems, links);
    }

    record Result(Glossary glossary, List<Problem> problems) {}

    static Result read(Path path, String text) {
        GlossaryFile file = new GlossaryFile(path.toString());
        Glossary glossary = new Glossary(file.terms(Markdown.lines(text)));
        file.links.check(glossary.slugs());
        return new Result(glossary, file.problems.all());
    }

    private List<Glossary.Term> terms(String markdown) {
        List<Glossary.Term> terms = new ArrayList<>();
        Node node = Markdown.parse(markdown).getFirstChild();
        if (node != null && !isTerm(node)) {
            problems.report(Text.line(node, 0), new InvalidValue("glossary", new Rule("term-first"), ""));
        }
        while (node != null) {
            Node next = node.getNext();
            if (isTerm(node)) {
                StringBuilder meaning = new StringBuilder();
                for (; next != null && !isTerm(next); next = next.getNext()) {
                    meaning.append(text.plain(next, 0, ""));
                }
                terms.add(term((Heading) node, meaning.toString()));
            }
            node = next;
        }
        terms.sort(Comparator.comparing(Glossary.Term::name, String.CASE_INSENSITIVE_ORDER));
        return terms;
    }

    private static boolean isTerm(Node node) {
        return node instanceof Heading heading && heading.getLevel() == 2;
    }

    private Glossary.Term term(Heading heading, String meaning) {
        int line = Text.line(heading, 0);
        Title title = Title.of(heading, line, "term", problems, links);
        if (meaning.isEmpty()) {
            problems.report(line, new InvalidValue("meaning", new Rule("required"), title.text()));
        }
        return new Glossary.Term(title.slug(), title.text(), meaning);
    }
}
