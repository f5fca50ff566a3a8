package logitlab.web.inside;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.chat.PromptFields;
import logitlab.web.kept.KeptPages;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Query;
import logitlab.web.link.Station;
import logitlab.web.preview.PictureCache;

/** The look inside: its page, the part of it that is swapped, its picture, and each station by itself. */
public final class InsideRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;
    private final PictureCache pictures = new PictureCache();

    /** @param limiter opens and renders links */
    public InsideRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/inside", KeptPages.around(around(this::page)));
        routes.get("/inside/look", around(this::look));
        routes.get("/inside/picture.png", limiter.around(InsideRoutes::link, this::picture));
        for (Station station : Station.values()) {
            routes.get("/inside/" + station.key(), around(ctx -> station(ctx, station)));
        }
    }

    private Handler around(Handler work) {
        return limiter.around(ctx -> InsideLink.parse(Query.parse(ctx.queryString())), work);
    }

    /** The page of a link; an incomplete link that is not empty is redirected to the complete one. */
    private void page(Context ctx) {
        if (KeptPages.answered(ctx)) {
            return;
        }
        Map<String, String> parameters = Map.of();
        try {
            parameters = Query.parse(ctx.queryString());
            OpenedInsideLink opened = open(ctx, parameters);
            if (parameters.isEmpty() || opened.link().query().equals(ctx.queryString())) {
                Html.render(ctx, "pages/inside", InsidePage.of(opened, models, Origin.of(ctx)));
            } else {
                ctx.redirect("/inside?" + opened.link().query());
            }
        } catch (InvalidValueException invalid) {
            ctx.status(400);
            Html.render(ctx, "pages/inside", InsidePage.refused(Messages.of(ctx), parameters, invalid, models));
        }
    }

    private OpenedInsideLink open(Context ctx, Map<String, String> parameters) {
        return OpenedInsideLink.open(Messages.of(ctx), InsideLink.parse(parameters, models), models);
    }

    private void look(Context ctx) {
        OpenedInsideLink opened = fragment(ctx);
        ctx.header("HX-Push-Url", "/inside?" + opened.link().query());
        Html.render(ctx, "fragments/inside/look", InsidePanel.of(opened));
        if (PromptFields.sentBy(ctx)) {
            PromptFields fields =
                    PromptFields.of(opened.messages(), opened.link().prompt(), opened.model());
            ctx.html(ctx.result() + Html.text("fragments/chat/swapped", fields.asSwapped()));
        }
    }

    private static InsideLink link(Context ctx) {
        InsideLink link = InsideLink.parse(Query.parse(ctx.queryString()));
        ctx.contentType("image/png");
        return link;
    }

    /** The picture of a link for previews: the text and the choice that it leads to. */
    private void picture(Context ctx) {
        OpenedInsideLink opened = open(ctx, Query.parse(ctx.queryString()));
        String query = opened.link().query();
        pictures.answer(
                ctx,
                query + opened.messages().language(),
                query.equals(ctx.queryString()),
                () -> InsidePanel.picture(opened));
    }

    private void station(Context ctx, Station station) {
        StationView view = StationView.of(fragment(ctx), StationHeader.Part.alone(station));
        Html.render(ctx, view.template(), view);
    }

    private OpenedInsideLink fragment(Context ctx) {
        InputProblem.asFragment(ctx);
        return open(ctx, Query.parse(ctx.queryString()));
    }
}
