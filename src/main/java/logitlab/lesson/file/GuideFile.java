package logitlab.lesson.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import logitlab.lesson.Glossary;
import logitlab.lesson.TeachingGuide;

/** The guide for teachers, read from its file and checked: each part is {@code ## Title {#slug}} and what follows. */
final class GuideFile {

    static final String NAME = "teaching.md";

    private GuideFile() {}

    /** A part with a problem is kept. */
    static Checked<TeachingGuide> read(Path path, String text, Glossary glossary) {
        ProblemCollector problems = new ProblemCollector(path.toString());
        LinkChecker links = new LinkChecker(problems);
        StringBuilder opening = new StringBuilder();
        List<TeachingGuide.Part> parts = new ArrayList<>();
        for (Chapter chapter : Chapter.read(Markdown.lines(text), "section", problems, links)) {
            if (chapter.title() == SectionHeading.NONE) {
                opening.append(chapter.html());
            } else {
                parts.add(new TeachingGuide.Part(
                        chapter.title().slug(), chapter.title().text(), chapter.html()));
            }
        }
        links.check(glossary.slugs());
        return new Checked<>(new TeachingGuide(opening.toString(), parts), problems.all());
    }
}
