package logitlab.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import logitlab.decoding.Step;
import logitlab.model.Models;
import logitlab.web.Routes;
import logitlab.web.Turns;

/** The JSON API: one step of given logits, one step of a model, the models, and the file that documents all three. */
public final class ApiRoutes implements Routes {

    private final Models models;
    private final Turns turns;
    private final byte[] openApi;

    /** @param turns in which steps are computed */
    public ApiRoutes(Models models, Turns turns) {
        this.models = models;
        this.turns = turns;
        this.openApi = openApi();
    }

    private static byte[] openApi() {
        try (InputStream in = ApiRoutes.class.getResourceAsStream("/openapi.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/v1/decode", this::decode);
        routes.post("/api/v1/next", this::next);
        routes.get("/api/v1/models", ctx -> Json.answer(ctx, ModelsAnswer.of(models)));
        routes.get(
                "/api/v1/openapi.json",
                ctx -> ctx.contentType("application/json").result(openApi));
    }

    private void decode(Context ctx) throws IOException {
        DecodeRequest request = DecodeRequest.read(ctx);
        Step step = turns.take(request::choose);
        Json.answer(ctx, StepAnswer.of(request, step));
    }

    private void next(Context ctx) throws IOException {
        NextRequest request = NextRequest.read(ctx, models);
        Step step = turns.take(request::choose);
        Json.answer(ctx, NextAnswer.of(request, step));
    }
}
