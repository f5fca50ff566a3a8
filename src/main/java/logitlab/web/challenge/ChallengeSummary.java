package logitlab.web.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/** The result of the answers, with the lessons to read again; or, before they are judged, what is still to be answered. */
public record ChallengeSummary(Messages messages, Submission submission, Lessons lessons) implements View {

    /** A question, and the lesson about it if the course has one. */
    public record Entry(String label, String id, Optional<Lesson> lesson) {}

    public String heading() {
        if (!submission.checked()) {
            return say("challenge.unchecked");
        }
        return say(
                submission.passed() ? "challenge.summary.passed" : "challenge.summary",
                submission.right(),
                submission.questions().size());
    }

    /** What the result means for the certificate. */
    public String sentence() {
        if (!submission.checked()) {
            return say("challenge.unchecked.how");
        }
        return say(submission.passed() ? "challenge.passed" : "challenge.not-passed", Submission.ENOUGH);
    }

    public List<Entry> wrong() {
        return entries(GradedAnswer.State.WRONG);
    }

    public List<Entry> unreadable() {
        return entries(GradedAnswer.State.INVALID);
    }

    public boolean checked() {
        return submission.checked();
    }

    public List<Entry> empty() {
        return entries(GradedAnswer.State.EMPTY);
    }

    private List<Entry> entries(GradedAnswer.State state) {
        return submission.with(state).stream()
                .map(graded -> new Entry(
                        say(
                                "challenge.entry",
                                graded.number(),
                                say("challenge.title."
                                        + graded.question().kind().key())),
                        graded.question().kind().key(),
                        lessons.find(graded.question().kind().lesson())))
                .toList();
    }

    /** The picture of the challenge's draws. */
    public DrawsView draws() {
        return new DrawsView(messages, submission.challenge());
    }

    public boolean passed() {
        return submission.passed();
    }

    public Optional<CertificateForm> form() {
        return submission.checked() && submission.passed()
                ? Optional.of(CertificateForm.of(messages, submission, "", Optional.empty()))
                : Optional.empty();
    }

    /** The address of new questions. */
    public String fresh() {
        return ChallengePage.fresh(submission.challenge().model());
    }
}
