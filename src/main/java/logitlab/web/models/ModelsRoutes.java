package logitlab.web.models;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import logitlab.lesson.file.CardProse;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Routes;
import logitlab.web.kept.KeptPages;

/** The page of the models. It runs none of them, so it needs no place in a queue. */
public final class ModelsRoutes implements Routes {

    private final Models models;
    private final List<CardProse> proses; // of the models in their order, turned into HTML once

    public ModelsRoutes(Models models) {
        this.models = models;
        this.proses = models.all().stream()
                .map(model -> CardProse.of(model.card().text().prose()))
                .toList();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/models", this::page); // it says what is loaded at this moment
        routes.get("/models/bring", KeptPages.around(ModelsRoutes::bring));
    }

    private static void bring(Context ctx) {
        Html.render(ctx, "pages/bring", BringPage.of(Messages.of(ctx), Origin.of(ctx)));
    }

    private void page(Context ctx) {
        Html.render(ctx, "pages/models", ModelsPage.of(Messages.of(ctx), models, proses, Origin.of(ctx)));
    }
}
