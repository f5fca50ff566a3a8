package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.InvalidValue;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.Preview;
import logitlab.web.Query;

/**
 * What a link to a certificate comes to, each time that it is opened: the certificate, or why there is none.
 *
 * @param certificate where the answers were right often enough
 * @param sentences why there is none
 * @param form where only the name is missing
 * @param link to the questions
 * @param preview the preview of a certificate
 */
public record CertificatePage(
        Optional<Certificate> certificate,
        List<String> sentences,
        Optional<CertificateForm> form,
        String link,
        String linkLabel,
        Optional<Preview> preview)
        implements Page {

    /** The content of a certificate. @param checked what has just been verified again */
    public record Certificate(String name, String result, List<String> facts, String checked) {}

    /** @param origin where the visitor reached this server, where that is known */
    static CertificatePage of(Paper paper, Name name, Optional<String> origin) {
        LanguageModel model = paper.challenge().model();
        int of = paper.questions().size();
        return new CertificatePage(
                Optional.of(new Certificate(
                        name.text(),
                        Messages.ENGLISH.say("certificate.result", paper.right(), of),
                        List.of(
                                Messages.ENGLISH.say(
                                        "certificate.model",
                                        model.card().name(),
                                        model.card().digest()),
                                Messages.ENGLISH.say("certificate.seed", seed(paper.link()))),
                        Messages.ENGLISH.say("certificate.checked", of))),
                List.of(),
                Optional.empty(),
                paper.link().address(),
                Messages.ENGLISH.say("certificate.answers"),
                Preview.of(
                        origin,
                        address(paper, name),
                        "/pictures/certificate.png",
                        Messages.ENGLISH.say("certificate.title")));
    }

    private static String address(Paper paper, Name name) {
        Map<String, String> words = paper.link().toMap();
        words.put(Name.KEY, name.text());
        return "/certificate?" + Query.format(words);
    }

    static CertificatePage tooFew(Paper paper) {
        return without(
                Messages.ENGLISH.say(
                        "certificate.too-few", paper.right(), paper.questions().size(), Paper.ENOUGH),
                paper.link().address(),
                Messages.ENGLISH.say("certificate.answers"));
    }

    /** For a link that does not identify the questions. */
    static CertificatePage incomplete() {
        return without(
                Messages.ENGLISH.say("certificate.incomplete"), "/challenge", Messages.ENGLISH.say("certificate.earn"));
    }

    static CertificatePage ofOtherWeights(ChallengeLink link, LanguageModel model) {
        return without(
                Messages.ENGLISH.say(
                        "certificate.other-weights",
                        link.digest().orElseThrow(),
                        model.card().name(),
                        model.card().digest()),
                "/challenge",
                Messages.ENGLISH.say("challenge.fresh"));
    }

    private static CertificatePage without(String why, String link, String label) {
        return new CertificatePage(Optional.empty(), List.of(why), Optional.empty(), link, label, Optional.empty());
    }

    /** The form again, with what is wrong with the name. */
    static CertificatePage unnamed(Paper paper, String typed, InvalidValue invalid) {
        return new CertificatePage(
                Optional.empty(),
                List.of(Messages.ENGLISH.say(
                        "certificate.unnamed", paper.right(), paper.questions().size())),
                Optional.of(CertificateForm.refused(paper, typed, invalid)),
                paper.link().address(),
                Messages.ENGLISH.say("certificate.answers"),
                Optional.empty());
    }

    private static String seed(ChallengeLink link) {
        return Long.toString(link.seed().orElseThrow());
    }

    @Override
    public String title() {
        return Messages.ENGLISH.say(certificate.isPresent() ? "certificate.title" : "certificate.title.none");
    }

    @Override
    public String description() {
        return certificate
                .map(found -> Messages.ENGLISH.say("certificate.description", found.name(), found.result()))
                .orElseGet(() -> sentences.get(0));
    }

    @Override
    public String section() {
        return "lessons/certificate";
    }
}
