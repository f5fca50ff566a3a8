package logitlab.web.play;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import logitlab.decoding.InvalidValue;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Query;
import logitlab.web.Routes;
import logitlab.web.Turns;

/** The playground's page, and its fragment under two addresses: a step is a new page of the history, a changed setting is not. */
public final class PlayRoutes implements Routes {

    private final Models models;
    private final Turns turns;

    /** @param turns in which links are opened */
    public PlayRoutes(Models models, Turns turns) {
        this.models = models;
        this.turns = turns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> ctx.redirect("/play"));
        routes.get("/play", this::page);
        routes.get("/play/step", ctx -> fragment(ctx, "HX-Push-Url"));
        routes.get("/play/settings", ctx -> fragment(ctx, "HX-Replace-Url"));
    }

    /** The page of a link; a link that leaves something out is led to the one that says all. */
    private void page(Context ctx) {
        Map<String, String> words = Map.of();
        try {
            words = Query.parse(ctx.queryString());
            Play play = open(words);
            if (play.link().query().equals(ctx.queryString())) {
                Html.render(ctx, "pages/play", PlayPage.of(play, models, Origin.of(ctx)));
            } else {
                ctx.redirect("/play?" + play.link().query());
            }
        } catch (InvalidValue invalid) {
            ctx.status(400);
            Html.render(ctx, "pages/play", PlayPage.refused(words, invalid, models));
        }
    }

    private Play open(Map<String, String> words) {
        Link link = Link.parse(words);
        return turns.take(() -> Play.open(link, models));
    }

    private void fragment(Context ctx, String addressHeader) {
        try {
            Play play = open(Query.parse(ctx.queryString()));
            ctx.header(addressHeader, "/play?" + play.link().query());
            Html.render(ctx, "fragments/lab", Lab.of(play));
        } catch (InvalidValue invalid) {
            ctx.status(400).header("HX-Retarget", "#problem").header("HX-Reswap", "outerHTML");
            Html.render(ctx, "fragments/problem", Problem.of(Messages.ENGLISH, invalid));
        }
    }
}
