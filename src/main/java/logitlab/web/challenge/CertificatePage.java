package logitlab.web.challenge;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.ModelCard;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.link.ChallengeLink;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;
import logitlab.web.preview.PreviewContent;

/**
 * The result of a link to a certificate, made again each time the link is opened: a certificate, or the reason why not.
 *
 * @param certificate present if enough answers are right
 * @param explanation why there is no certificate; empty if there is one
 * @param points what the link says of itself if it was made with other weights, or what it lacks
 * @param form present if only the name is missing
 * @param link to the questions
 */
public record CertificatePage(
        Messages messages,
        String title,
        Optional<Certificate> certificate,
        String explanation,
        List<String> points,
        Optional<CertificateForm> form,
        String link,
        String linkLabel,
        Optional<PagePreview> preview)
        implements Page {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu");

    /**
     * What the sheet says.
     *
     * @param asked what the questions were about
     * @param checked says that the answers have just been judged again
     * @param picture the address of the sheet as a picture
     */
    public record Certificate(
            String name,
            String result,
            DrawsView draws,
            List<Asked> asked,
            String checked,
            List<String> facts,
            String picture) {

        private static final int LONG = 26;

        /** Whether the name needs smaller letters. */
        public boolean longName() {
            return name.codePointCount(0, name.length()) > LONG;
        }
    }

    /** What a question was about, and whether it was answered right. */
    public record Asked(String about, boolean right) {}

    /**
     * @param date on which it was made, if the link says so
     * @param origin the origin at which the visitor reached this server, if known
     */
    static CertificatePage of(
            Messages messages, Submission submission, String name, Optional<LocalDate> date, Optional<String> origin) {
        ModelCard card = submission.challenge().model().card();
        int questions = submission.questions().size();
        Map<String, String> parameters = submission.link().with(false).toMap();
        parameters.put(CertificateForm.NAME, name);
        date.ifPresent(day -> parameters.put(CertificateForm.DATE, day.toString()));
        String query = Query.format(parameters);
        String picture = "/certificate/picture.png?" + query;
        String title = messages.say("certificate.title", name);
        return new CertificatePage(
                messages,
                title,
                Optional.of(new Certificate(
                        name,
                        result(messages, submission, date),
                        new DrawsView(messages, submission.challenge()),
                        submission.questions().stream()
                                .map(graded -> asked(messages, graded))
                                .toList(),
                        messages.say("certificate.checked", questions),
                        List.of(
                                messages.say("certificate.model", card.name(), card.digest()),
                                messages.say(
                                        "certificate.seed",
                                        Long.toString(submission.challenge().seed())),
                                messages.say(edition(submission.link()))),
                        picture)),
                "",
                List.of(),
                Optional.empty(),
                submission.address(),
                messages.say("certificate.answers"),
                PagePreview.of(messages, origin, "/certificate?" + query, picture, title));
    }

    private static Asked asked(Messages messages, GradedAnswer graded) {
        return new Asked(
                messages.say("certificate.asked." + graded.question().kind().key()),
                graded.state() == GradedAnswer.State.RIGHT);
    }

    private static String result(Messages messages, Submission submission, Optional<LocalDate> date) {
        int questions = submission.questions().size();
        return date.map(day -> DAY.withLocale(Locale.forLanguageTag(messages.language()))
                        .format(day))
                .map(day -> messages.say("certificate.result.on", submission.right(), questions, day))
                .orElseGet(() -> messages.say("certificate.result", submission.right(), questions));
    }

    /** What previews of the link show, and what is saved. */
    static PreviewContent picture(Messages messages, Submission submission, String name, Optional<LocalDate> date) {
        return PreviewContent.written(
                messages.say("site.name"),
                name,
                result(messages, submission, date),
                submission.challenge().written(),
                messages.say("certificate.site"));
    }

    static CertificatePage tooFew(Messages messages, Submission submission) {
        int questions = submission.questions().size();
        String explanation = messages.say("certificate.too-few", submission.right(), questions, Submission.ENOUGH);
        return without(messages, explanation, List.of(), Optional.empty(), submission.address(), "certificate.answers");
    }

    /** For a link that does not identify the questions, or has no answers: what it lacks. */
    static CertificatePage incomplete(Messages messages, ChallengeLink link, String typed) {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("digest", link.digest().isPresent());
        parts.put("seed", link.seed().isPresent());
        parts.put("answers", link.answered());
        parts.put("name", !typed.isBlank());
        List<String> missing = parts.entrySet().stream()
                .filter(part -> !part.getValue())
                .map(part -> messages.say("certificate.missing." + part.getKey()))
                .toList();
        return without(
                messages,
                messages.say("certificate.incomplete", Submission.ENOUGH),
                missing,
                Optional.empty(),
                "/challenge",
                "certificate.earn");
    }

    /** For a certificate that can no longer be checked: what it says of itself, and that this is neither right nor wrong. */
    static CertificatePage ofOtherWeights(Messages messages, ChallengeLink link, Weights weights, String typed) {
        String name = CertificateForm.line(typed);
        String model = link.model().orElse(weights.today().id());
        List<String> unchecked = Stream.of(
                        name.isEmpty() ? "" : messages.say("certificate.for", Messages.shortened(name)),
                        messages.say(
                                "certificate.model",
                                Messages.shortened(model),
                                link.digest().orElseThrow()),
                        messages.say(
                                "certificate.seed", Long.toString(link.seed().orElseThrow())),
                        messages.say(edition(link)))
                .filter(fact -> !fact.isEmpty())
                .toList();
        return new CertificatePage(
                messages,
                messages.say("certificate.title.other-weights"),
                Optional.empty(),
                messages.say("certificate.other-weights", messages.say(weights)),
                unchecked,
                Optional.empty(),
                ChallengePage.fresh(weights.today()),
                messages.say("challenge.fresh"),
                Optional.empty());
    }

    private static String edition(ChallengeLink link) {
        return "certificate.edition." + link.edition().version();
    }

    /** The form again, with what is wrong with the name. */
    static CertificatePage unnamed(
            Messages messages, Submission submission, String typed, InvalidValueException invalid) {
        String explanation = messages.say(
                "certificate.unnamed",
                submission.right(),
                submission.questions().size());
        CertificateForm form = CertificateForm.of(messages, submission, typed, Optional.of(invalid));
        String link = submission.address();
        return without(messages, explanation, List.of(), Optional.of(form), link, "certificate.answers");
    }

    private static CertificatePage without(
            Messages messages,
            String explanation,
            List<String> points,
            Optional<CertificateForm> form,
            String link,
            String labelKey) {
        String label = messages.say(labelKey);
        String title = messages.say("certificate.title.none");
        return new CertificatePage(
                messages, title, Optional.empty(), explanation, points, form, link, label, Optional.empty());
    }

    @Override
    public String description() {
        return certificate
                .map(found -> say("certificate.description", found.name(), found.result()))
                .orElse(explanation);
    }

    @Override
    public String sends() {
        return "certificate";
    }

    @Override
    public String section() {
        return "challenge/certificate";
    }
}
