package logitlab.web.challenge;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.challenge.Challenge;
import logitlab.lesson.challenge.Edition;
import logitlab.lesson.file.Course;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.onnx.LruCache;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.ChallengeLink;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;

/** The final challenge, and the certificate for anyone who passes it. */
public final class ChallengeRoutes implements Routes {

    /** The most challenges that are kept: each is needed again when its answers come, and takes some tenths of a second to make. */
    private static final int KEPT = 100;

    private final Course course;
    private final Models models;
    private final LruCache<Key, Challenge> made;
    private final RequestLimiter limiter;

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
                limiter.around(ctx -> ChallengeLink.parse(Query.parse(ctx.queryString())), this::questions));
        routes.get("/certificate", limiter.around(this::certificate));
    }

    /** Shows the questions of a link; an incomplete link is redirected. A bare address shows new questions on each visit. */
    private void questions(Context ctx) {
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

    private void certificate(Context ctx) {
        Messages messages = Messages.of(ctx);
        Map<String, String> parameters = Query.parse(ctx.queryString());
        String typed = parameters.getOrDefault(CertificateForm.NAME, "");
        parameters.remove(CertificateForm.NAME);
        ChallengeLink link = ChallengeLink.parse(parameters);
        if (!link.isComplete()) {
            ctx.status(400);
            show(ctx, CertificatePage.incomplete(messages));
            return;
        }
        Weights weights = link.weights(models);
        if (!weights.areHere()) {
            show(ctx, CertificatePage.ofOtherWeights(messages, link, weights, typed));
            return;
        }
        LanguageModel model = weights.today();
        Key key = new Key(model.id(), link.edition(), link.seed().orElseThrow());
        Submission submission =
                Submission.judged(link.completed(weights, key.seed()), make(key, model)); // never judged from memory
        if (!submission.passed()) {
            show(ctx, CertificatePage.tooFew(messages, submission));
            return;
        }
        try {
            show(ctx, CertificatePage.of(messages, submission, CertificateForm.name(typed), Origin.of(ctx)));
        } catch (InvalidValueException invalid) {
            ctx.status(400);
            show(ctx, CertificatePage.unnamed(messages, submission, typed, invalid));
        }
    }

    private static void show(Context ctx, CertificatePage page) {
        Html.render(ctx, "pages/certificate", page);
    }
}
