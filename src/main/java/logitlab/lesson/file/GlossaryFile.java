package logitlab.lesson.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Glossary;

/**
 * Reads and checks the file of the glossary: each term is {@code ## Name {#slug}} with its meaning below.
 *
 * <p>A term with a problem is kept, so that no lesson loses its meaning.
 */
final class GlossaryFile {

    static final String NAME = "glossary.md";

    private GlossaryFile() {}

    record Result(Glossary glossary, List<LessonProblem> problems) {}

    static Result read(Path path, String text) {
        ProblemCollector problems = new ProblemCollector(path.toString());
        LinkChecker links = new LinkChecker(problems);
        List<Glossary.Term> terms = new ArrayList<>();
        for (Chapter chapter : Chapter.read(Markdown.lines(text), "term", problems, links)) {
            if (chapter.title() != SectionHeading.NONE) {
                terms.add(term(chapter, problems));
            } else if (!chapter.html().isEmpty()) {
                problems.report(
                        chapter.line(), new InvalidValueException("glossary", new Constraint("term-first"), ""));
            }
        }
        terms.sort(Comparator.comparing(Glossary.Term::name, String.CASE_INSENSITIVE_ORDER));
        Glossary glossary = new Glossary(terms);
        links.check(glossary.slugs());
        return new Result(glossary, problems.all());
    }

    private static Glossary.Term term(Chapter chapter, ProblemCollector problems) {
        if (chapter.html().isEmpty()) {
            problems.report(
                    chapter.line(),
                    new InvalidValueException(
                            "meaning",
                            new Constraint("required"),
                            chapter.title().text()));
        }
        return new Glossary.Term(chapter.title().slug(), chapter.title().text(), chapter.html());
    }
}
