package logitlab.web.play;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import logitlab.model.Models;
import logitlab.web.Query;
import logitlab.web.Routes;
import logitlab.web.Turns;

/** The picture of a link, which previews of the link show. */
public final class PictureRoutes implements Routes {

    private final Models models;
    private final Turns turns;

    /** @param turns in which links are opened and pictures drawn */
    public PictureRoutes(Models models, Turns turns) {
        this.models = models;
        this.turns = turns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play/picture.png", this::picture);
    }

    private void picture(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        turns.take(() -> {
            Link link = Link.parse(words, models);
            Play play = Play.open(link, models);
            if (play.link().query().equals(ctx.queryString())) {
                ctx.header("Cache-Control", "public, max-age=86400");
            }
            ctx.header("Cross-Origin-Resource-Policy", "cross-origin"); // made to be shown on other sites
            return ctx.contentType("image/png").result(Card.png(Picture.of(play)));
        });
    }
}
