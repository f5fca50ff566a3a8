package logitlab.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.prefix.PathPrefix;
import logitlab.web.receipt.Receipt;
import logitlab.web.receipt.ReceiptCheck;
import logitlab.web.step.OpenedLink;
import logitlab.web.stream.SseExecutor;
import logitlab.web.stream.StreamedRun;

/**
 * The JSON API: one step on given logits, one step of a model, its futures, a beam search, a model's inside and its heads, a link as a
 * stream and as a receipt, the models, and the file that documents all.
 */
public final class ApiRoutes implements Routes {

    private static final String SERVER = "\"servers\": [{\"url\": \"%s\"}]";

    private final Models models;
    private final HeadScoring heads;
    private final RequestLimiter limiter;
    private final SseExecutor streams;
    private final ClientQuota bodies = RequestBody.places();
    private final String openApi;

    /** @param limiter computes the steps */
    public ApiRoutes(Models models, HeadScoring heads, RequestLimiter limiter, SseExecutor streams) {
        this.models = models;
        this.heads = heads;
        this.limiter = limiter;
        this.streams = streams;
        this.openApi = openApi();
    }

    private static String openApi() {
        try (InputStream in = ApiRoutes.class.getResourceAsStream("/openapi.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/v1/decode", ctx -> {
            answer(ctx, DecodeRequest.MOST_BYTES, DecodeRequest::read, DecodeRequest::answer);
        });
        routes.post("/api/v1/next", this::next);
        routes.post("/api/v1/inspect", ctx -> {
            answer(
                    ctx,
                    InspectRequest.MOST_BYTES,
                    InspectRequest::read,
                    (inspect, messages) -> inspect.answer(messages, models));
        });
        routes.post("/api/v1/beam", this::beam);
        routes.post("/api/v1/futures", this::futures);
        routes.get(
                "/api/v1/heads",
                limiter.around(
                        ctx -> {
                            ctx.contentType("application/json");
                            model(ctx);
                        },
                        this::heads));
        routes.get("/api/v1/stream", this::stream);
        routes.get("/api/v1/receipt", limiter.aroundLink(ApiRoutes::link, this::receipt));
        routes.post("/api/v1/verify", ctx -> {
            answerLong(
                    ctx,
                    ReceiptCheck.MOST_BYTES,
                    JsonReader::tree,
                    (receipt, permit) -> ReceiptCheck.of(receipt, models, permit));
        });
        routes.get("/api/v1/models", ctx -> JsonWriter.answer(ctx, ModelsAnswer.of(models)));
        routes.get(
                "/api/v1/openapi.json",
                ctx -> ctx.contentType("application/json").result(openApi(PathPrefix.of(ctx))));
    }

    /** The description says where the site is. */
    private String openApi(PathPrefix prefix) {
        return prefix.text().isEmpty()
                ? openApi
                : openApi.replace(SERVER.formatted("/"), SERVER.formatted(prefix.text()));
    }

    /** A link that cannot play is answered as every other request is; only what fails later is an event. */
    private void stream(Context ctx) throws IOException {
        Optional<String> after = Optional.ofNullable(ctx.header(SseExecutor.LAST_ID));
        Map<String, String> parameters = Query.parse(ctx.queryString());
        streams.answer(
                ctx, StreamedRun.of(Messages.of(ctx), new JsonEvents(PathPrefix.of(ctx)), parameters, after, models));
    }

    /** A long text is read in pieces. */
    private void next(Context ctx) throws IOException {
        Messages messages = Messages.of(ctx);
        String client = ClientAccess.of(ctx).client(ctx);
        NextRequest next = RequestBody.read(ctx, bodies, NextRequest.MOST_BYTES, NextRequest::read);
        Runnable afterwards = () -> bodies.giveBack(client);
        if (next.mayBeLong()) {
            limiter.answerLong(
                    ctx,
                    (answering, permit) -> JsonWriter.answer(answering, next.answer(messages, models, permit)),
                    afterwards);
        } else {
            limiter.answer(ctx, answering -> JsonWriter.answer(answering, next.answer(messages, models)), afterwards);
        }
    }

    private static PlayLink link(Context ctx) {
        ctx.contentType("application/json");
        return PlayLink.parse(Query.parse(ctx.queryString()));
    }

    private void receipt(Context ctx, Permit permit) throws IOException {
        PlayLink link = PlayLink.parse(Query.parse(ctx.queryString()), models);
        OpenedLink play = OpenedLink.open(link, models, permit);
        JsonWriter.answer(ctx, permit.run(() -> Receipt.of(play)));
    }

    private void beam(Context ctx) throws IOException {
        answerLong(ctx, BeamRequest.MOST_BYTES, BeamRequest::read, (request, permit) -> request.answer(models, permit));
    }

    private void futures(Context ctx) throws IOException {
        answerLong(
                ctx,
                FuturesRequest.MOST_BYTES,
                FuturesRequest::read,
                (request, permit) -> request.answer(models, permit));
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

    /** The same for what runs the model many times, so that it takes its turns. */
    private <T> void answerLong(Context ctx, int most, JsonReader.Request<T> reader, BiFunction<T, Permit, Object> work)
            throws IOException {
        String client = ClientAccess.of(ctx).client(ctx);
        T request = RequestBody.read(ctx, bodies, most, reader);
        limiter.answerLong(
                ctx,
                (answering, permit) -> JsonWriter.answer(answering, work.apply(request, permit)),
                () -> bodies.giveBack(client));
    }
}
