package logitlab.web.lessons;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;

/**
 * Every term with its meaning and the lessons that use it, by its first letter.
 *
 * @param origin the origin at which the visitor reached this server, if known
 */
public record GlossaryPage(Messages messages, List<Letter> letters, Optional<String> origin) implements Page {

    /** @param entries the terms that begin with the letter */
    public record Letter(String name, List<Entry> entries) {}

    /** @param lessons those that link to the term */
    public record Entry(Glossary.Term term, List<Lesson> lessons) {}

    static GlossaryPage of(Messages messages, Lessons lessons, Optional<String> origin) {
        return new GlossaryPage(
                messages,
                lessons.glossary().terms().stream()
                        .sorted(Comparator.comparing(Glossary.Term::name, String.CASE_INSENSITIVE_ORDER))
                        .map(term -> new Entry(
                                term,
                                lessons.all().stream()
                                        .filter(lesson -> lesson.terms().contains(term.slug()))
                                        .toList()))
                        .collect(Collectors.groupingBy(GlossaryPage::letter, TreeMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(letter -> new Letter(letter.getKey(), letter.getValue()))
                        .toList(),
                origin);
    }

    private static String letter(Entry entry) {
        return entry.term().name().substring(0, 1).toUpperCase(Locale.ROOT);
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
        return "lessons/glossary";
    }

    @Override
    public Optional<PagePreview> preview() {
        return PagePreview.of(messages, origin, "/glossary", "/pictures/glossary.png", title());
    }
}
