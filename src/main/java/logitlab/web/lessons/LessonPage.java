package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.question.Exercise;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.view.Fragment;

/**
 * A whole lesson with the values of a visitor.
 *
 * @param meanings of the terms that it uses
 * @param previous the lesson before, if any
 * @param next the lesson after, if any
 */
public record LessonPage(
        Messages messages,
        Lesson lesson,
        List<Fragment> opening,
        List<SectionView> sections,
        LessonProgress progress,
        TermMeanings meanings,
        Optional<Lesson> previous,
        Optional<Lesson> next,
        Optional<PagePreview> preview)
        implements Page {

    /**
     * A section with its parts rendered.
     *
     * @param marks its exercises as the browser stores them
     */
    public record SectionView(String slug, String title, List<Fragment> parts, List<String> marks) {}

    static LessonPage of(LessonRequest request, Lessons lessons, Optional<String> origin) {
        Lesson lesson = request.lesson();
        int place = lessons.all().indexOf(lesson);
        return new LessonPage(
                request.messages(),
                lesson,
                BlockRenderer.render(lesson.opening(), request),
                lesson.sections().stream()
                        .map(section -> new SectionView(
                                section.slug(),
                                section.title(),
                                BlockRenderer.render(section.parts(), request),
                                section.parts().stream()
                                        .filter(Exercise.class::isInstance)
                                        .map(exercise -> LessonProgress.mark(lesson, ((Exercise) exercise).id()))
                                        .toList()))
                        .toList(),
                LessonProgress.of(request.messages(), lesson),
                TermMeanings.of(request.messages(), lesson, lessons),
                lessons.all().stream().limit(place).reduce((earlier, later) -> later),
                lessons.all().stream().skip(place + 1L).findFirst(),
                preview(request.messages(), lesson, origin, ""));
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
    public String sends() {
        return "lesson";
    }

    @Override
    public String section() {
        return "lessons/lesson";
    }

    @Override
    public boolean computed() {
        return true;
    }

    /** The preview of a page of a lesson. @param below the page's address below the lesson's */
    static Optional<PagePreview> preview(Messages messages, Lesson lesson, Optional<String> origin, String below) {
        String address = "/lessons/" + lesson.slug();
        return PagePreview.of(messages, origin, address + below, address + "/picture.png", lesson.title());
    }
}
