package logitlab.web.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/** The result of the answers: how many are right, which lessons to read again, and what is still to be answered. */
public record Summary(Messages messages, Paper paper, Lessons lessons) implements View {

    /** A question, and the lesson about it if the course has one. */
    public record Entry(String label, String id, Optional<Lesson> lesson) {}

    public String heading() {
        return say("challenge.summary", paper.right(), paper.questions().size());
    }

    /** What the result means for the certificate. */
    public String sentence() {
        return say(paper.passed() ? "challenge.passed" : "challenge.not-passed", Paper.ENOUGH);
    }

    public List<Entry> wrong() {
        return entries(Judged.State.WRONG);
    }

    public List<Entry> unreadable() {
        return entries(Judged.State.INVALID);
    }

    public List<Entry> empty() {
        return entries(Judged.State.EMPTY);
    }

    private List<Entry> entries(Judged.State state) {
        return paper.with(state).stream()
                .map(judged -> new Entry(
                        say(
                                "challenge.entry",
                                judged.number(),
                                say("challenge.title."
                                        + judged.question().sort().key())),
                        judged.question().sort().key(),
                        lessons.find(judged.question().sort().lesson())))
                .toList();
    }

    public Optional<CertificateForm> form() {
        return paper.passed()
                ? Optional.of(CertificateForm.of(messages, paper, "", Optional.empty()))
                : Optional.empty();
    }

    /** The address of new questions. */
    public String fresh() {
        return ChallengePage.fresh(paper.challenge().model());
    }
}
