package logitlab.web.lessons;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Glossary;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/** The meanings of a lesson's terms, which the page shows next to the terms. */
public record Meanings(Messages messages, List<Glossary.Term> terms) implements View {

    static Meanings of(Messages messages, Lesson lesson, Lessons lessons) {
        return new Meanings(
                messages,
                lesson.terms().stream()
                        .map(lessons.glossary()::find)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
