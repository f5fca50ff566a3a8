package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.lesson.Section;
import logitlab.lesson.TeacherNote;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * The notes of a lesson for the teacher only, section by section.
 *
 * @param origin the origin at which the visitor reached this server, if known
 */
public record TeacherPage(
        Messages messages, Lesson lesson, List<Group> groups, TermMeanings meanings, Optional<String> origin)
        implements Page {

    /** The notes of one section; of the lesson as a whole where there is no section. */
    public record Group(Optional<Section> section, List<TeacherNote> notes) {}

    static TeacherPage of(Messages messages, Lesson lesson, Lessons lessons, Optional<String> origin) {
        Stream<Group> whole = Stream.of(new Group(Optional.empty(), notes(lesson, "")));
        Stream<Group> sections = lesson.sections().stream()
                .map(section -> new Group(Optional.of(section), notes(lesson, section.slug())));
        return new TeacherPage(
                messages,
                lesson,
                Stream.concat(whole, sections)
                        .filter(group -> !group.notes().isEmpty())
                        .toList(),
                TermMeanings.of(messages, lesson, lessons),
                origin);
    }

    private static List<TeacherNote> notes(Lesson lesson, String section) {
        return lesson.teacher().stream()
                .filter(note -> note.section().equals(section))
                .toList();
    }

    @Override
    public String title() {
        return say("teacher.title", lesson.title());
    }

    @Override
    public String description() {
        return say("teacher.lead", lesson.number(), lesson.minutes());
    }

    @Override
    public String section() {
        return "lessons/teacher";
    }

    @Override
    public Optional<PagePreview> preview() {
        return PagePreview.of(
                messages, origin, "/lessons/" + lesson.slug() + "/teacher", LessonPage.picture(lesson), lesson.title());
    }
}
