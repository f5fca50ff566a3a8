package logitlab.lesson;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lesson that was read from its file and checked.
 *
 * @param number its place in the course
 * @param slug as in {@code /lessons/slug}
 * @param idea its key idea in a few sentences, which stands under the title
 * @param minutes about how long it takes
 * @param group the part of the course that it belongs to
 * @param inHour whether it is on the path for learners who have an hour
 * @param map the stations that it is about, in the order of the way
 * @param able what learners can do afterwards
 * @param needs what learners must know before
 * @param opening the parts above the first section
 * @param teacher the notes for the teacher only
 * @param terms the terms of the glossary that it links to
 */
public record Lesson(
        int number,
        String slug,
        String title,
        String summary,
        Optional<String> idea,
        int minutes,
        LessonGroup group,
        boolean inHour,
        List<MapStation> map,
        List<String> able,
        List<String> needs,
        List<LessonPart> opening,
        List<Section> sections,
        List<TeacherNote> teacher,
        List<String> terms) {

    public Lesson {
        map = List.copyOf(map);
        opening = List.copyOf(opening);
        sections = List.copyOf(sections);
        teacher = List.copyOf(teacher);
        terms = List.copyOf(terms);
    }

    public String file() {
        return String.format(Locale.ROOT, "%02d-%s.md", number, slug);
    }

    private Stream<LessonPart.Block> blocks() {
        return Stream.concat(opening.stream(), sections.stream().flatMap(section -> section.parts().stream()))
                .filter(LessonPart.Block.class::isInstance)
                .map(LessonPart.Block.class::cast);
    }

    /** The blocks of one type, such as all exercises, from top to bottom. */
    public <T extends LessonPart.Block> List<T> all(Class<T> type) {
        return blocks().filter(type::isInstance).map(type::cast).toList();
    }

    /** The ids of the widgets and exercises, from top to bottom. */
    public List<String> ids() {
        return blocks().map(LessonPart.Block::id).toList();
    }

    /** The block with an id, if the lesson has one of this type. */
    public <T extends LessonPart.Block> Optional<T> find(String id, Class<T> type) {
        return blocks().filter(block -> block.id().equals(id))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
