package logitlab.web.lessons;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.CourseOutline;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * The meanings of terms, which the page shows next to the terms.
 *
 * @param lessons the lessons that a meaning leads on to, by the term's slug
 */
public record TermMeanings(Messages messages, List<Glossary.Term> terms, Map<String, CourseOutline.Title> lessons)
        implements View {

    static TermMeanings of(Messages messages, Lesson lesson, Lessons lessons) {
        return new TermMeanings(messages, find(lesson.terms(), lessons.glossary()), Map.of());
    }

    /**
     * The meanings of terms on a page that is not a lesson's.
     *
     * @param taught the slug of each term, and that of the lesson about it; either may be missing in this course
     */
    public static TermMeanings of(Messages messages, Map<String, String> taught, CourseOutline course) {
        Map<String, CourseOutline.Title> ways = new TreeMap<>();
        taught.forEach((term, slug) -> course.find(slug).ifPresent(lesson -> ways.put(term, lesson)));
        return new TermMeanings(messages, find(taught.keySet(), course.glossary()), ways);
    }

    private static List<Glossary.Term> find(Collection<String> slugs, Glossary glossary) {
        return slugs.stream()
                .sorted()
                .map(glossary::find)
                .flatMap(Optional::stream)
                .toList();
    }

    public Optional<CourseOutline.Title> lesson(Glossary.Term term) {
        return Optional.ofNullable(lessons.get(term.slug()));
    }
}
