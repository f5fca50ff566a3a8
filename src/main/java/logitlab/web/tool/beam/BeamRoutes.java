package logitlab.web.tool.beam;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.ToolRoute;

/** The page of a beam search, which is long work. */
public final class BeamRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;

    /** @param limiter searches and renders the page */
    public BeamRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/play/" + Tool.BEAM.key(),
                limiter.aroundLong(ctx -> ToolLink.parse(Tool.BEAM, Query.parse(ctx.queryString())), this::page));
    }

    private void page(Context ctx, Permit permit) {
        ToolRoute.answer(
                ctx, Tool.BEAM, models, permit, (messages, opened) -> BeamToolView.of(messages, opened, permit));
    }
}
