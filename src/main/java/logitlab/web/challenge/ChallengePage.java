package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Edition;
import logitlab.lesson.file.Lessons;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.link.HiddenField;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;
import logitlab.web.preview.PreviewContent;
import logitlab.web.view.Numbers;

/**
 * The ten questions or, once they are answered, the result and the solutions. If the model's texts are too short for enough
 * questions, the page offers the other models instead.
 *
 * @param weights those of the link; if they are not here, it does not belong to these questions
 * @param origin the origin at which the visitor reached this server, if known
 */
public record ChallengePage(
        Messages messages,
        Submission submission,
        Weights weights,
        Models models,
        Lessons lessons,
        Optional<String> origin)
        implements Page {

    /** The challenge of a different model. */
    public record Other(String label, String link) {}

    private LanguageModel model() {
        return submission.challenge().model();
    }

    private boolean possible() {
        return submission.questions().size() >= Submission.ENOUGH;
    }

    /** Something to know before the questions. */
    public Optional<String> notice() {
        if (possible()) {
            return weights.areHere()
                    ? Optional.empty()
                    : Optional.of(say("challenge.other-weights", messages.say(weights)));
        }
        return Optional.of(say(
                "challenge.impossible",
                model().card().name(),
                Numbers.count(model().card().contextLength()),
                submission.questions().size(),
                Submission.ENOUGH));
    }

    /** Which edition the questions are of, if it is not today's. */
    public Optional<String> edition() {
        return submission.link().edition() == Edition.FIRST
                ? Optional.of(say("challenge.edition.1"))
                : Optional.empty();
    }

    /** Whether the answers are judged; the page then has no fields. */
    public boolean checked() {
        return possible() && submission.checked();
    }

    /** The name of these questions in the browser's memory of first checks. */
    public String name() {
        return submission.name();
    }

    /** The address of this result. */
    public String result() {
        return submission.address();
    }

    public Optional<ChallengeSummary> summary() {
        return possible() && submission.link().answered()
                ? Optional.of(new ChallengeSummary(messages, submission, lessons))
                : Optional.empty();
    }

    /** Empty if there would be too few. */
    public List<ChallengeQuestionView> questions() {
        if (!possible()) {
            return List.of();
        }
        return submission.questions().stream()
                .map(question -> new ChallengeQuestionView(messages, question, submission.checked(), model(), lessons))
                .toList();
    }

    /** What the button says that checks the answers although some are missing; empty unless only that holds them up. */
    public Optional<String> gaps() {
        boolean readable = submission.with(GradedAnswer.State.INVALID).isEmpty();
        int missing = submission.with(GradedAnswer.State.EMPTY).size();
        return submission.link().answered()
                        && readable
                        && missing < submission.questions().size()
                ? Optional.of(say("challenge.gaps", missing))
                : Optional.empty();
    }

    public List<Other> others() {
        return models.all().stream()
                .filter(other -> other != model())
                .map(other -> new Other(say("challenge.other", other.card().name()), fresh(other)))
                .toList();
    }

    /** The hidden fields that tell which questions these are. */
    public List<HiddenField> carried() {
        return HiddenField.of(submission.link().questions(), key -> true);
    }

    public String facts() {
        return say(
                "challenge.facts",
                model().card().name(),
                Long.toString(submission.challenge().seed()));
    }

    /** What a certificate takes. */
    public String needs() {
        return say("challenge.needs", Submission.ENOUGH, submission.questions().size());
    }

    /** The address of new questions. */
    public String fresh() {
        return fresh(model());
    }

    static String fresh(LanguageModel model) {
        return "/challenge?" + Query.format(Map.of("model", model.id()));
    }

    /** The address of the questions, without answers. */
    public String address() {
        return possible() ? "/challenge?" + Query.format(submission.link().questions()) : fresh();
    }

    /** What previews of a challenge show: the draws of the text that it begins with. */
    static PreviewContent picture(Messages messages, Challenge challenge) {
        return PreviewContent.written(
                messages.say("site.name"),
                messages.say("challenge.title"),
                messages.say("challenge.lead"),
                challenge.written(),
                messages.say("challenge.facts", challenge.model().card().name(), Long.toString(challenge.seed())));
    }

    @Override
    public String title() {
        return say("challenge.title");
    }

    @Override
    public String description() {
        return say("challenge.lead");
    }

    @Override
    public String sends() {
        return "challenge";
    }

    @Override
    public String section() {
        return "challenge";
    }

    @Override
    public boolean computed() {
        return true;
    }

    @Override
    public Optional<PagePreview> preview() {
        return PagePreview.of(
                messages, origin, address(), address().replaceFirst("challenge", "challenge/picture.png"), title());
    }
}
