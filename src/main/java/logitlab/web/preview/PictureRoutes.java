package logitlab.web.preview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.Link;
import logitlab.web.link.Query;
import logitlab.web.step.Play;

/** The picture of a link, for previews of the link on other sites. */
public final class PictureRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;

    /** @param limiter opens links and draws pictures */
    public PictureRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play/picture.png", limiter.around(PictureRoutes::link, this::picture));
    }

    private static Link link(Context ctx) {
        Link link = Link.parse(Query.parse(ctx.queryString()));
        ctx.contentType("image/png");
        return link;
    }

    private void picture(Context ctx) {
        Play play = Play.open(Link.parse(Query.parse(ctx.queryString()), models), models);
        byte[] picture = Card.png(StepPicture.of(Messages.of(ctx), play));
        if (play.link().query().equals(ctx.queryString())) {
            ctx.header("Cache-Control", "public, max-age=86400");
        }
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin"); // meant to be shown on other sites
        ctx.contentType("image/png").result(picture);
    }
}
