package logitlab.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to teach in how much time, from the file {@code teaching.md} next to the lessons.
 *
 * @param opening the text above the first part, as HTML
 */
public record Guide(String opening, List<Part> parts) {

    static final String NAME = "teaching.md";

    public Guide {
        parts = List.copyOf(parts);
    }

    /** @param slug as in {@code /teaching#slug} */
    public record Part(String slug, String title, String html) {}

    record Result(Guide guide, List<Problem> problems) {}

    /** A part with a problem is kept. */
    static Result read(Path path, String text, Glossary glossary) {
        Problems problems = new Problems(path.toString());
        Links links = new Links(problems);
        StringBuilder opening = new StringBuilder();
        List<Part> parts = new ArrayList<>();
        for (Chapter chapter : Chapter.read(Markdown.lines(text), "section", problems, links)) {
            if (chapter.title() == Title.NONE) {
                opening.append(chapter.html());
            } else {
                parts.add(new Part(chapter.title().slug(), chapter.title().text(), chapter.html()));
            }
        }
        links.check(glossary.slugs());
        return new Result(new Guide(opening.toString(), parts), problems.all());
    }
}
