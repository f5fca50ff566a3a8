package logitlab.web.challenge;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Edition;
import logitlab.lesson.file.Course;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.memory.LruCache;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.kept.KeptPages;
import logitlab.web.link.ChallengeLink;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;
import logitlab.web.preview.PictureCache;

/** The final challenge, and the certificate for anyone who passes it. */
public final class ChallengeRoutes implements Routes {

    /** The most challenges that are kept: each is needed again when its answers come, and takes some tenths of a second to make. */
    private static final int KEPT = 100;

    private final Course course;
    private final Models models;
    private final LruCache<Key, Challenge> made;
    private final RequestLimiter limiter;
    private final PictureCache pictures = new PictureCache();

    private record Key(String model, Edition edition, long seed) {}

    /** @param limiter makes the questions and marks the answers */
    public ChallengeRoutes(Course course, Models models, RequestLimiter limiter) {
        this(course, models, limiter, KEPT);
    }

    ChallengeRoutes(Course course, Models models, RequestLimiter limiter, int kept) {
        this.made = new LruCache<>(kept, (key, challenge) -> 1);
        this.course = course;
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/challenge",
                KeptPages.around(
                        ctx -> course.lessons(),
                        limiter.around(ctx -> ChallengeLink.parse(Query.parse(ctx.queryString())), this::questions)));
        routes.get("/challenge/picture.png", limiter.around(ChallengeRoutes::link, this::picture));
        routes.get("/certificate", limiter.around(this::certificate));
        routes.get("/certificate/picture.png", limiter.around(this::certificatePicture));
    }

    /** Shows the questions of a link; an incomplete link is redirected. A bare address shows new questions on each visit. */
    private void questions(Context ctx) {
        if (KeptPages.answered(ctx)) {
            return;
        }
        Map<String, String> parameters = Query.parse(ctx.queryString());
        ChallengeLink link = ChallengeLink.parse(parameters);
        Weights weights = link.weights(models);
        LanguageModel model = weights.today();
        ChallengeLink whole =
                link.completed(weights, ThreadLocalRandom.current().nextLong((long) Challenge.SEEDS.max() + 1));
        boolean incomplete = !whole.query().equals(ctx.queryString());
        if (incomplete) {
            ctx.header("Cache-Control", "no-store"); // so that the next visitor gets different questions
        }
        if (incomplete && !parameters.isEmpty()) {
            ctx.redirect(whole.address());
            return;
        }
        ChallengeLink shown = weights.areHere() ? whole : whole.unanswered(model);
        Submission submission = Submission.of(
                shown, keptOrMade(model, shown.edition(), shown.seed().orElseThrow()));
        Html.render(
                ctx,
                "pages/challenge",
                new ChallengePage(Messages.of(ctx), submission, weights, models, course.lessons(), Origin.of(ctx)));
    }

    Challenge keptOrMade(LanguageModel model, Edition edition, long seed) {
        Key key = new Key(model.id(), edition, seed);
        return made.find(key).orElseGet(() -> make(key, model));
    }

    private Challenge make(Key key, LanguageModel model) {
        Challenge challenge = Challenge.of(model, key.edition(), key.seed());
        made.put(key, challenge);
        return challenge;
    }

    private static ChallengeLink link(Context ctx) {
        ChallengeLink link = ChallengeLink.parse(Query.parse(ctx.queryString()));
        ctx.contentType("image/png");
        return link;
    }

    /** The picture of the questions of a link. There is no picture if the weights of the link are not here. */
    private void picture(Context ctx) {
        ChallengeLink link = link(ctx);
        Messages messages = Messages.of(ctx);
        Weights weights = link.weights(models);
        require("seed", link.seed().isPresent());
        if (!weights.areHere()) {
            throw new NotFoundResponse();
        }
        Key key = new Key(weights.today().id(), link.edition(), link.seed().getAsLong());
        pictures.answer(
                ctx,
                "challenge " + key + messages.language(),
                true,
                () -> ChallengePage.picture(messages, keptOrMade(weights.today(), key.edition(), key.seed())));
    }

    private static void require(String key, boolean present) {
        if (!present) {
            throw new InvalidValueException(key, new Constraint("required"), "");
        }
    }

    /** What the address of a certificate says, besides its questions and answers. */
    private record Certified(ChallengeLink link, String name, Optional<String> date) {

        static Certified of(Context ctx) {
            Map<String, String> parameters = Query.parse(ctx.queryString());
            Optional<String> name = Optional.ofNullable(parameters.remove(CertificateForm.NAME));
            Optional<String> date = Optional.ofNullable(parameters.remove(CertificateForm.DATE));
            return new Certified(ChallengeLink.parse(parameters), name.orElse(""), date);
        }
    }

    private void certificate(Context ctx) {
        Messages messages = Messages.of(ctx);
        Certified certified = Certified.of(ctx);
        ChallengeLink link = certified.link();
        if (!link.isComplete()) {
            ctx.status(400);
            show(ctx, CertificatePage.incomplete(messages, link, certified.name()));
            return;
        }
        Weights weights = link.weights(models);
        if (!weights.areHere()) {
            show(ctx, CertificatePage.ofOtherWeights(messages, link, weights, certified.name()));
            return;
        }
        Submission submission = judged(link, weights);
        if (!submission.passed()) {
            show(ctx, CertificatePage.tooFew(messages, submission));
            return;
        }
        Optional<LocalDate> date = CertificateForm.date(certified.date());
        try {
            String name = CertificateForm.name(certified.name());
            show(ctx, CertificatePage.of(messages, submission, name, date, Origin.of(ctx)));
        } catch (InvalidValueException invalid) {
            ctx.status(400);
            show(ctx, CertificatePage.unnamed(messages, submission, certified.name(), invalid));
        }
    }

    /** The answers of a link, never judged from memory. */
    private Submission judged(ChallengeLink link, Weights weights) {
        LanguageModel model = weights.today();
        Key key = new Key(model.id(), link.edition(), link.seed().orElseThrow());
        return Submission.judged(link.completed(weights, key.seed()), make(key, model));
    }

    /** The picture of a certificate; what is no certificate has none. */
    private void certificatePicture(Context ctx) {
        Messages messages = Messages.of(ctx);
        Certified certified = Certified.of(ctx);
        require("digest", certified.link().digest().isPresent());
        require("seed", certified.link().seed().isPresent());
        Weights weights = certified.link().weights(models);
        if (!weights.areHere()) {
            throw new NotFoundResponse();
        }
        Submission submission = judged(certified.link(), weights);
        if (!submission.passed()) {
            throw new NotFoundResponse();
        }
        String name = CertificateForm.name(certified.name());
        Optional<LocalDate> date = CertificateForm.date(certified.date());
        pictures.answer(
                ctx,
                "certificate " + ctx.queryString() + messages.language(),
                true,
                () -> CertificatePage.picture(messages, submission, name, date));
    }

    private static void show(Context ctx, CertificatePage page) {
        Html.render(ctx, "pages/certificate", page);
    }
}
