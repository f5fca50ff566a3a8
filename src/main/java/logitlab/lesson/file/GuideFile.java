package logitlab.lesson.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import logitlab.lesson.Glossary;
import logitlab.lesson.Guide;

/** The guide for teachers, read from its file and checked: each part is {@code ## Title {#slug}} and what follows. */
final class GuideFile {

    static final String NAME = "teaching.md";

    private GuideFile() {}

    record Result(Guide guide, List<Problem> problems) {}

    /** A part with a problem is kept. */
    static Result read(Path path, String text, Glossary glossary) {
        Problems problems = new Problems(path.toString());
        Links links = new Links(problems);
        StringBuilder opening = new StringBuilder();
        List<Guide.Part> parts = new ArrayList<>();
        for (Chapter chapter : Chapter.read(Markdown.lines(text), "section", problems, links)) {
            if (chapter.title() == Title.NONE) {
                opening.append(chapter.html());
            } else {
                parts.add(new Guide.Part(chapter.title().slug(), chapter.title().text(), chapter.html()));
            }
        }
        links.check(glossary.slugs());
        return new Result(new Guide(opening.toString(), parts), problems.all());
    }
}
