package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.web.Page;
import logitlab.web.Preview;

/** Every term with what it means and the lessons that use it. @param origin where the visitor reached this server, where that is known */
public record GlossaryPage(List<Entry> entries, Optional<String> origin) implements Page {

    /** @param lessons those that link to the term */
    public record Entry(Glossary.Term term, List<Lesson> lessons) {}

    static GlossaryPage of(Lessons lessons, Optional<String> origin) {
        return new GlossaryPage(
                lessons.glossary().terms().stream()
                        .map(term -> new Entry(
                                term,
                                lessons.all().stream()
                                        .filter(lesson -> lesson.terms().contains(term.slug()))
                                        .toList()))
                        .toList(),
                origin);
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

    @Override
    public Optional<Preview> preview() {
        return Preview.of(origin, "/glossary", "/pictures/glossary.png", title());
    }
}
