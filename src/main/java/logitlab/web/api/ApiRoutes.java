package logitlab.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.link.Query;

/** The JSON API: one step on given logits, one step of a model, its inside, its heads and its futures, the models, and the file that documents all. */
public final class ApiRoutes implements Routes {

    private final Models models;
    private final HeadScoring heads;
    private final RequestLimiter limiter;
    private final ClientQuota bodies = RequestBody.places();
    private final byte[] openApi;

    /** @param limiter computes the steps */
    public ApiRoutes(Models models, HeadScoring heads, RequestLimiter limiter) {
        this.models = models;
        this.heads = heads;
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
        routes.post("/api/v1/decode", ctx -> {
            answer(ctx, DecodeRequest.MOST_BYTES, DecodeRequest::read, DecodeRequest::answer);
        });
        routes.post("/api/v1/next", ctx -> {
            answer(ctx, NextRequest.MOST_BYTES, NextRequest::read, (next, messages) -> next.answer(messages, models));
        });
        routes.post("/api/v1/inspect", ctx -> {
            answer(
                    ctx,
                    InspectRequest.MOST_BYTES,
                    InspectRequest::read,
                    (inspect, messages) -> inspect.answer(messages, models));
        });
        routes.post("/api/v1/futures", this::futures);
        routes.get(
                "/api/v1/heads",
                limiter.around(
                        ctx -> {
                            ctx.contentType("application/json");
                            model(ctx);
                        },
                        this::heads));
        routes.get("/api/v1/models", ctx -> JsonWriter.answer(ctx, ModelsAnswer.of(models)));
        routes.get(
                "/api/v1/openapi.json",
                ctx -> ctx.contentType("application/json").result(openApi));
    }

    private void futures(Context ctx) throws IOException {
        String client = ClientAccess.of(ctx).client(ctx);
        FuturesRequest request = RequestBody.read(ctx, bodies, FuturesRequest.MOST_BYTES, FuturesRequest::read);
        limiter.answerLong(
                ctx,
                (answering, permit) -> JsonWriter.answer(answering, request.answer(models, permit)),
                () -> bodies.giveBack(client));
    }

    private void heads(Context ctx) throws IOException {
        JsonWriter.answer(ctx, HeadsAnswer.of(Messages.of(ctx), model(ctx), heads));
    }

    /**
     * The model in the query of a request.
     *
     * @throws InvalidValueException if {@code model} is missing, or a different parameter is given
     * @throws HttpRefusedException with status 404 if there is no such model
     */
    private LanguageModel model(Context ctx) {
        Map<String, String> parameters = Query.parse(ctx.queryString());
        parameters.forEach((key, value) -> {
            if (!key.equals("model")) {
                throw new InvalidValueException(key, new Constraint("known-key", "model"), value);
            }
        });
        String id = Optional.ofNullable(parameters.get("model"))
                .orElseThrow(() -> new InvalidValueException("model", new Constraint("required"), ""));
        return NextRequest.model(models, id);
    }

    /** Reads the body before the request enters the limiter, because it may arrive slowly. */
    private <T> void answer(Context ctx, int most, JsonReader.Request<T> reader, BiFunction<T, Messages, Object> work)
            throws IOException {
        Messages messages = Messages.of(ctx);
        String client = ClientAccess.of(ctx).client(ctx);
        T request = RequestBody.read(ctx, bodies, most, reader);
        limiter.answer(
                ctx,
                answering -> JsonWriter.answer(answering, work.apply(request, messages)),
                () -> bodies.giveBack(client));
    }
}
