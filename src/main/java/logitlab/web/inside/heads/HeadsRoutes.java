package logitlab.web.inside.heads;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.kept.KeptPages;
import logitlab.web.link.HeadsLink;
import logitlab.web.link.Query;
import logitlab.web.link.Weights;

/** The page of all heads of a model. */
public final class HeadsRoutes implements Routes {

    private final Models models;
    private final HeadScoring scoring;
    private final RequestLimiter limiter;

    /** @param limiter scores the heads and renders the page */
    public HeadsRoutes(Models models, HeadScoring scoring, RequestLimiter limiter) {
        this.models = models;
        this.scoring = scoring;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/inside/heads",
                KeptPages.around(limiter.around(ctx -> HeadsLink.parse(Query.parse(ctx.queryString())), this::page)));
    }

    /** The page of a link; an incomplete link that is not empty is redirected to the complete one. */
    private void page(Context ctx) {
        if (KeptPages.answered(ctx)) {
            return;
        }
        Messages messages = Messages.of(ctx);
        Map<String, String> parameters = Map.of();
        try {
            parameters = Query.parse(ctx.queryString());
            HeadsLink given = HeadsLink.parse(parameters);
            Weights weights = given.weights(models);
            HeadsLink link = given.on(weights.today());
            if (!weights.areHere()) {
                Html.render(ctx, "pages/heads", HeadsPage.ofOtherWeights(messages, given, models, weights));
            } else if (parameters.isEmpty() || link.query().equals(ctx.queryString())) {
                Html.render(
                        ctx,
                        "pages/heads",
                        HeadsPage.of(
                                messages, link, models, weights.today(), scoring.of(weights.today()), Origin.of(ctx)));
            } else {
                ctx.redirect("/inside/heads?" + link.query());
            }
        } catch (InvalidValueException invalid) {
            ctx.status(400);
            Html.render(ctx, "pages/heads", HeadsPage.refused(messages, parameters, invalid, models));
        }
    }
}
