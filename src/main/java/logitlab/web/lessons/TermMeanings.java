package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/** The meanings of a lesson's terms, which the page shows next to the terms. */
public record TermMeanings(Messages messages, List<Glossary.Term> terms) implements View {

    static TermMeanings of(Messages messages, Lesson lesson, Lessons lessons) {
        return new TermMeanings(
                messages,
                lesson.terms().stream()
                        .map(lessons.glossary()::find)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
