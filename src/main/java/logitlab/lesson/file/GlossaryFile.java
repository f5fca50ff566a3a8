package logitlab.lesson.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.Glossary;

/**
 * Reads and checks the file of the glossary: each term is {@code ## Name {#slug}} with its meaning below.
 *
 * <p>A term with a problem is kept, so that no lesson loses its meaning.
 */
final class GlossaryFile {

    static final String NAME = "glossary.md";

    private GlossaryFile() {}

    record Result(Glossary glossary, List<Problem> problems) {}

    static Result read(Path path, String text) {
        Problems problems = new Problems(path.toString());
        Links links = new Links(problems);
        List<Glossary.Term> terms = new ArrayList<>();
        for (Chapter chapter : Chapter.read(Markdown.lines(text), "term", problems, links)) {
            if (chapter.title() != Title.NONE) {
                terms.add(term(chapter, problems));
            } else if (!chapter.html().isEmpty()) {
                problems.report(chapter.line(), new InvalidValue("glossary", new Rule("term-first"), ""));
            }
        }
        terms.sort(Comparator.comparing(Glossary.Term::name, String.CASE_INSENSITIVE_ORDER));
        Glossary glossary = new Glossary(terms);
        links.check(glossary.slugs());
        return new Result(glossary, problems.all());
    }

    private static Glossary.Term term(Chapter chapter, Problems problems) {
        if (chapter.html().isEmpty()) {
            problems.report(
                    chapter.line(),
                    new InvalidValue(
                            "meaning", new Rule("required"), chapter.title().text()));
        }
        return new Glossary.Term(chapter.title().slug(), chapter.title().text(), chapter.html());
    }
}
