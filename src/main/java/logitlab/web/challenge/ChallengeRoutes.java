package logitlab.web.challenge;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import logitlab.decoding.InvalidValue;
import logitlab.lesson.Course;
import logitlab.lesson.challenge.Challenge;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Origin;
import logitlab.web.Query;
import logitlab.web.Routes;
import logitlab.web.Turns;

/** The final challenge, and the certificate of who got through it. */
public final class ChallengeRoutes implements Routes {

    private final Course course;
    private final Models models;
    private final Challenges challenges;

    /** @param turns in which questions are made */
    public ChallengeRoutes(Course course, Models models, Turns turns) {
        this.course = course;
        this.models = models;
        this.challenges = new Challenges(turns);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/challenge", this::questions);
        routes.get("/certificate", this::certificate);
    }

    /**
     * The questions of a link; a link that leaves something out is led to the one that says all. A bare address asks questions
     * that nobody else gets.
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
        } else if (whole.isOf(model)) {
            Html.render(ctx, "pages/challenge", ChallengePage.of(paper(whole, model), course.lessons()));
        } else {
            Paper afresh = paper(whole.afresh(model), model);
            Html.render(ctx, "pages/challenge", ChallengePage.ofOtherWeights(afresh, course.lessons()));
        }
    }

    private void certificate(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        String name = words.getOrDefault(Name.KEY, "");
        words.remove(Name.KEY);
        ChallengeLink link = ChallengeLink.parse(words).requireWhole();
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
