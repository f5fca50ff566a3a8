package logitlab.lesson.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import logitlab.lesson.Glossary;

/**
 * Reads and checks the file of the glossary: each term is {@code ## Name {#slug}} with its meaning below.
 *
 * <p>A term with a problem is kept, so that no lesson loses its meaning.
 */
final class GlossaryFile {

    static final String NAME = "glossary.md";

    private GlossaryFile() {}

    static Checked<Glossary> read(Path path, String text) {
        ProblemCollector problems = new ProblemCollector(path.toString());
        LinkChecker links = new LinkChecker(problems);
        List<Glossary.Term> terms = new ArrayList<>();
        for (Chapter chapter : Chapter.read(Markdown.lines(text), "term", problems, links)) {
            if (chapter.title() != SectionHeading.NONE) {
                terms.add(term(chapter, problems));
            } else if (!chapter.html().isEmpty()) {
                problems.report(chapter.line(), "glossary", "term-first", "");
            }
        }
        terms.sort(Comparator.comparing(Glossary.Term::name, String.CASE_INSENSITIVE_ORDER));
        Glossary glossary = new Glossary(terms);
        links.check(glossary.slugs());
        return new Checked<>(glossary, problems.all());
    }

    private static Glossary.Term term(Chapter chapter, ProblemCollector problems) {
        if (chapter.html().isEmpty()) {
            problems.report(
                    chapter.line(), "meaning", "required", chapter.title().text());
        }
        return new Glossary.Term(chapter.title().slug(), chapter.title().text(), chapter.html());
    }
}
