package logitlab.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import logitlab.model.Models;
import logitlab.web.Access;
import logitlab.web.Places;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;

/** The JSON API: one step of given logits, one step of a model, the models, and the file that documents all three. */
public final class ApiRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;
    private final Places bodies = Body.places();
    private final byte[] openApi;

    /** @param limiter computes the steps */
    public ApiRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
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

    /** The body is read before the request enters the limiter, because it may arrive slowly. */
    private void decode(Context ctx) throws IOException {
        Fields fields = Body.read(ctx, bodies, DecodeRequest.SHAPE, DecodeRequest.MOST_BYTES);
        answer(ctx, answering -> {
            DecodeRequest request = DecodeRequest.of(fields);
            Json.answer(answering, StepAnswer.of(request, request.choose()));
        });
    }

    private void next(Context ctx) throws IOException {
        Fields fields = Body.read(ctx, bodies, NextRequest.SHAPE, NextRequest.MOST_BYTES);
        answer(ctx, answering -> {
            NextRequest request = NextRequest.of(fields, models);
            Json.answer(answering, NextAnswer.of(request, request.choose()));
        });
    }

    private void answer(Context ctx, Handler work) {
        String client = Access.of(ctx).client(ctx);
        limiter.answer(ctx, work, () -> bodies.giveBack(client));
    }
}
