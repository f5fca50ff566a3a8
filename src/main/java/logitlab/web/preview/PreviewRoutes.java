package logitlab.web.preview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;

/** The picture of a link, for previews of the link on other sites. */
public final class PreviewRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;

    /** @param limiter opens links and draws pictures */
    public PreviewRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play/picture.png", limiter.around(PreviewRoutes::link, this::picture));
    }

    private static PlayLink link(Context ctx) {
        PlayLink link = PlayLink.parse(Query.parse(ctx.queryString()));
        ctx.contentType("image/png");
        return link;
    }

    private void picture(Context ctx) {
        OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(ctx.queryString()), models), models);
        byte[] picture = PreviewCard.png(StepPreviewContent.of(Messages.of(ctx), play));
        if (play.link().query().equals(ctx.queryString())) {
            ctx.header("Cache-Control", "public, max-age=86400");
        }
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin"); // meant to be shown on other sites
        ctx.contentType("image/png").result(picture);
    }
}
