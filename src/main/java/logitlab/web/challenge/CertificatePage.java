package logitlab.web.challenge;

import java.util.List;
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

/**
 * The result of a link to a certificate, made again each time the link is opened: a certificate, or the reason why not.
 *
 * @param certificate present if enough answers are right
 * @param explanation why there is no certificate; empty if there is one
 * @param unchecked what the link says of itself if it was made with other weights
 * @param form present if only the name is missing
 * @param link to the questions
 */
public record CertificatePage(
        Messages messages,
        String title,
        Optional<Certificate> certificate,
        String explanation,
        List<String> unchecked,
        Optional<CertificateForm> form,
        String link,
        String linkLabel,
        Optional<PagePreview> preview)
        implements Page {

    /** @param checked says that the answers have just been judged again */
    public record Certificate(String name, String result, List<String> facts, String checked) {}

    /** @param origin the origin at which the visitor reached this server, if known */
    static CertificatePage of(Messages messages, Submission submission, String name, Optional<String> origin) {
        ModelCard card = submission.challenge().model().card();
        int questions = submission.questions().size();
        Map<String, String> parameters = submission.link().with(false).toMap();
        parameters.put(CertificateForm.NAME, name);
        String address = "/certificate?" + Query.format(parameters);
        String title = messages.say("certificate.title");
        return new CertificatePage(
                messages,
                title,
                Optional.of(new Certificate(
                        name,
                        messages.say("certificate.result", submission.right(), questions),
                        List.of(
                                messages.say("certificate.model", card.name(), card.digest()),
                                messages.say(
                                        "certificate.seed",
                                        Long.toString(submission.challenge().seed())),
                                messages.say(edition(submission.link()))),
                        messages.say("certificate.checked", questions))),
                "",
                List.of(),
                Optional.empty(),
                submission.address(),
                messages.say("certificate.answers"),
                PagePreview.of(messages, origin, address, "/pictures/certificate.png", title));
    }

    static CertificatePage tooFew(Messages messages, Submission submission) {
        int questions = submission.questions().size();
        String explanation = messages.say("certificate.too-few", submission.right(), questions, Submission.ENOUGH);
        return without(
                messages, explanation, Optional.empty(), submission.address(), "certificate.answers");
    }

    /** For a link that does not identify the questions. */
    static CertificatePage incomplete(Messages messages) {
        String explanation = messages.say("certificate.incomplete");
        return without(messages, explanation, Optional.empty(), "/challenge", "certificate.earn");
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
        return without(messages, explanation, Optional.of(form), link, "certificate.answers");
    }

    private static CertificatePage without(
            Messages messages, String explanation, Optional<CertificateForm> form, String link, String labelKey) {
        String label = messages.say(labelKey);
        String title = messages.say("certificate.title.none");
        return new CertificatePage(
                messages, title, Optional.empty(), explanation, List.of(), form, link, label, Optional.empty());
    }

    @Override
    public String description() {
        return certificate
                .map(found -> say("certificate.description", found.name(), found.result()))
                .orElse(explanation);
    }

    @Override
    public String section() {
        return "challenge/certificate";
    }
}
