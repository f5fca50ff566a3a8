package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.web.Page;

/** Every term with what it means and the lessons that use it. */
public record GlossaryPage(List<Entry> entries) implements Page {

    /** @param lessons those that link to the term */
    public record Entry(Glossary.Term term, List<Lesson> lessons) {}

    static GlossaryPage of(Lessons lessons) {
        return new GlossaryPage(lessons.glossary().terms().stream()
                .map(term -> new Entry(
                        term,
                        lessons.all().stream()
                                .filter(lesson -> lesson.terms().contains(term.slug()))
                                .toList()))
                .toList());
    }

    @Override
    public String title() {
        return say("glossary.title");
    }

    @Override
    public String description() {
        return say("glossary.lead");
    }

    @Override
    public String section() {
        return "lessons";
    }
}
