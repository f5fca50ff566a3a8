package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.lessons.block.LessonRequest;

/**
 * A whole lesson with the values of a visitor.
 *
 * @param spreads all sections, those with a common figure together
 * @param meanings of the terms that it uses
 * @param previous the lesson before, if any
 * @param next the lesson after, if any
 * @param lessons how many the course has
 */
public record LessonPage(
        Messages messages,
        Lesson lesson,
        List<LessonSpread> spreads,
        LessonProgress progress,
        TermMeanings meanings,
        Optional<Lesson> previous,
        Optional<Lesson> next,
        int lessons,
        Optional<PagePreview> preview)
        implements Page {

    static LessonPage of(LessonRequest request, Lessons lessons, Optional<String> origin) {
        Lesson lesson = request.lesson();
        int place = lessons.all().indexOf(lesson);
        return new LessonPage(
                request.messages(),
                lesson,
                LessonSpread.of(request),
                LessonProgress.of(request.messages(), lesson),
                TermMeanings.of(request.messages(), lesson, lessons),
                lessons.all().stream().limit(place).reduce((earlier, later) -> later),
                lessons.all().stream().skip(place + 1L).findFirst(),
                lessons.all().size(),
                preview(request.messages(), lesson, origin, ""));
    }

    public Optional<LessonMap> map() {
        return LessonMap.of(messages, lesson);
    }

    /** What stands under the title: the key idea, or the summary of a lesson that has none. */
    public String idea() {
        return lesson.idea().orElse(lesson.summary());
    }

    /** The group of the lesson. */
    public String group() {
        return say("group." + lesson.group().key());
    }

    boolean wrong() {
        return spreads.stream()
                .flatMap(spread -> spread.sections().stream())
                .flatMap(section -> section.parts().stream())
                .anyMatch(part -> part.fragment().wrong());
    }

    /** The sections that the contents name. */
    public List<LessonSpread.SectionView> sections() {
        return spreads.stream()
                .flatMap(spread -> spread.sections().stream())
                .filter(LessonSpread.SectionView::headed)
                .toList();
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
