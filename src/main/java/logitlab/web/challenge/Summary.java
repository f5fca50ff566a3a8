package logitlab.web.challenge;

import java.util.List;
import java.util.Optional;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.web.Messages;
import logitlab.web.View;

/**
 * What the answers came to: how many are right, which lessons to look at again, what is still to be answered.
 *
 * @param sentence what that means for the certificate
 * @param again the wrong ones
 * @param unread those whose answer could not be read
 * @param empty those that were not answered
 * @param fresh to other questions
 */
public record Summary(
        String heading,
        String sentence,
        List<Entry> again,
        List<Entry> unread,
        List<Entry> empty,
        Optional<CertificateForm> form,
        String fresh)
        implements View {

    /** A question, and the lesson about it where the course has one. */
    public record Entry(String label, String id, Optional<Lesson> lesson) {}

    static Summary of(Paper paper, Lessons lessons, String fresh) {
        int of = paper.questions().size();
        return new Summary(
                Messages.ENGLISH.say("challenge.summary", paper.right(), of),
                Messages.ENGLISH.say(paper.passed() ? "challenge.passed" : "challenge.not-passed", Paper.ENOUGH),
                entries(paper.with(Judged.State.WRONG), lessons),
                entries(paper.with(Judged.State.INVALID), lessons),
                entries(paper.with(Judged.State.EMPTY), lessons),
                paper.passed() ? Optional.of(CertificateForm.of(paper)) : Optional.empty(),
                fresh);
    }

    private static List<Entry> entries(List<Judged> questions, Lessons lessons) {
        return questions.stream()
                .map(judged -> new Entry(
                        Messages.ENGLISH.say(
                                "challenge.entry",
                                judged.number(),
                                QuestionView.title(judged.question().sort())),
                        judged.question().sort().word(),
                        lessons.find(judged.question().sort().lesson())))
                .toList();
    }
}
