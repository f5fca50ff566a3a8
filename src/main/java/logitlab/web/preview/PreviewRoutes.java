package logitlab.web.preview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import logitlab.model.Models;
import logitlab.web.Messages;
import logitlab.web.OtherWeightsPage;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.OtherWeightsException;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.OpenedLink;

/** The picture of a link for previews on other sites: its step, or the words for a link that was made with other weights. */
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
        Messages messages = Messages.of(ctx);
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin"); // meant to be shown on other sites
        ctx.contentType("image/png");
        try {
            OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(ctx.queryString()), models), models);
            ctx.result(PreviewCard.png(StepPreviewContent.of(messages, play)));
            if (play.link().query().equals(ctx.queryString())) {
                ctx.header("Cache-Control", "public, max-age=86400");
            }
        } catch (OtherWeightsException other) {
            OtherWeightsPage page = new OtherWeightsPage(messages, other.link());
            ctx.result(TitleCard.png(messages.say("site.name"), page.title(), page.sentence()));
        }
    }
}
