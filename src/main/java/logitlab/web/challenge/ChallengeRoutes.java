package logitlab.web.challenge;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import logitlab.decoding.InvalidValue;
import logitlab.lesson.Course;
import logitlab.lesson.challenge.Challenge;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Origin;
import logitlab.web.Query;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;

/** The final challenge, and the certificate of who got through it. */
public final class ChallengeRoutes implements Routes {

    private final Course course;
    private final Models models;
    private final Challenges challenges = new Challenges();
    private final RequestLimiter limiter;

    /** @param limiter makes the questions and marks the answers */
    public ChallengeRoutes(Course course, Models models, RequestLimiter limiter) {
        this.course = course;
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/challenge", limiter.around(ChallengeRoutes::link, this::questions));
        routes.get("/certificate", limiter.around(this::certificate));
    }

    private static ChallengeLink link(Context ctx) {
        return ChallengeLink.parse(Query.parse(ctx.queryString()));
    }

    /**
     * Shows the questions of a link; an incomplete link is redirected to the complete one. A bare address gets questions that
     * nobody else gets.
     */
    private void questions(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        ChallengeLink link = ChallengeLink.parse(words);
        LanguageModel model = model(link);
        ChallengeLink whole = link.completed(model, anySeed());
        boolean leftOut = !whole.query().equals(ctx.queryString());
        if (leftOut) {
            ctx.header("Cache-Control", "no-store"); // the next visitor is to get other questions
        }
        if (leftOut && !words.isEmpty()) {
            ctx.redirect(whole.address());
        } else {
            Html.render(ctx, "pages/challenge", page(whole, model, Origin.of(ctx)));
        }
    }

    private ChallengePage page(ChallengeLink whole, LanguageModel model, Optional<String> origin) {
        Paper paper = paper(whole.isOf(model) ? whole : whole.afresh(model), model);
        if (paper.questions().size() < Paper.ENOUGH) {
            return ChallengePage.impossible(paper.challenge(), models, origin);
        }
        return whole.isOf(model)
                ? ChallengePage.of(paper, course.lessons(), origin)
                : ChallengePage.ofOtherWeights(paper, course.lessons(), origin);
    }

    private void certificate(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        String name = words.getOrDefault(Name.KEY, "");
        words.remove(Name.KEY);
        ChallengeLink link = ChallengeLink.parse(words);
        if (!link.isWhole()) {
            ctx.status(400);
            show(ctx, CertificatePage.incomplete());
            return;
        }
        LanguageModel model = model(link);
        ChallengeLink whole = link.completed(model, 0);
        if (!whole.isOf(model)) {
            show(ctx, CertificatePage.ofOtherWeights(whole, model));
            return;
        }
        Paper paper = Paper.of(whole, challenges.afresh(model, whole.seed().orElseThrow()));
        try {
            show(
                    ctx,
                    paper.passed()
                            ? CertificatePage.of(paper, Name.of(name), Origin.of(ctx))
                            : CertificatePage.tooFew(paper));
        } catch (InvalidValue invalid) {
            ctx.status(400);
            show(ctx, CertificatePage.unnamed(paper, name, invalid));
        }
    }

    private static void show(Context ctx, CertificatePage page) {
        Html.render(ctx, "pages/certificate", page);
    }

    private LanguageModel model(ChallengeLink link) {
        return link.model().map(models::get).orElseGet(models::first);
    }

    private Paper paper(ChallengeLink link, LanguageModel model) {
        return Paper.of(link, challenges.of(model, link.seed().orElseThrow()));
    }

    private static long anySeed() {
        return ThreadLocalRandom.current().nextLong((long) Challenge.SEEDS.max() + 1);
    }
}
