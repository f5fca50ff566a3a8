package logitlab.web.lessons;

import java.util.List;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.web.Page;

/** A whole lesson with what a visitor typed into it. */
public record LessonPage(Lesson lesson, List<Fragment> opening, List<SectionView> sections) implements Page {

    /** A section with its parts ready to print. */
    public record SectionView(String slug, String title, List<Fragment> parts) {}

    static LessonPage of(Visit visit) {
        Views views = new Views(visit);
        return new LessonPage(
                visit.lesson(),
                views.of(visit.lesson().opening()),
                visit.lesson().sections().stream()
                        .map(section -> new SectionView(section.slug(), section.title(), views.of(section.parts())))
                        .toList());
    }

    boolean wrong() {
        return Stream.concat(opening.stream(), sections.stream().flatMap(section -> section.parts().stream()))
                .anyMatch(Fragment::wrong);
    }

    @Override
    public String title() {
        return lesson.title();
    }

    @Override
    public String description() {
        return lesson.summary();
    }

    @Override
    public String section() {
        return "lessons";
    }
}
