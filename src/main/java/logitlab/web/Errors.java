package logitlab.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.web.connection.FailureText;
import logitlab.web.link.OtherWeightsException;
import logitlab.web.prefix.PathPrefix;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports every failure in the {@link ErrorFormat} that fits, never blank, and with the same sentence in each form. A link that
 * was made with other weights is no failure, but is answered in the same forms.
 */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    /** The causes of a failure that are looked at. */
    private static final int CAUSES = 15;

    private static final String PART = "part";

    /** The end of the key of a sentence, and what is wrong if the heap is full. */
    private static final String MEMORY = "memory";

    private Errors() {}

    static void addTo(JavalinConfig config) {
        add(config, InvalidValueException.class, (invalid, ctx) -> {
            answer(ctx, isApi(ctx) ? 422 : 400, InputProblem.of(Messages.of(ctx), invalid));
        });
        add(config, FaultyLogitsException.class, (faulty, ctx) -> {
            answer(ctx, 422, InputProblem.of(Messages.of(ctx), faulty));
        });
        add(config, ModelUnavailableException.class, (gone, ctx) -> {
            LOG.warn("{}", gone.getMessage());
            answer(ctx, 503, InputProblem.of(Messages.of(ctx), gone));
        });
        add(config, OtherWeightsException.class, (other, ctx) -> {
            ErrorFormat form = form(ctx);
            form.headers(ctx.path()).forEach(ctx::header);
            ctx.status(form == ErrorFormat.JSON ? 422 : 200);
            ctx.result(form.body(new OtherWeightsPage(Messages.of(ctx), other.link())));
        });
        add(config, HttpRefusedException.class, (refusal, ctx) -> {
            answer(ctx, refusal.status(), refusal.problem(Messages.of(ctx)));
        });
        add(config, HttpResponseException.class, (refused, ctx) -> {
            allow(ctx, refused);
            answer(ctx, refused.getStatus());
        });
        add(config, Exception.class, Errors::answer);
        config.router.javaLangErrorHandler(Errors::answer);
    }

    /**
     * Javalin calls a failing handler again and again, so it must not fail: the connection may be gone, and the request empty.
     */
    private static <E extends Exception> void add(JavalinConfig config, Class<E> type, ExceptionHandler<E> handler) {
        config.routes.exception(type, (failure, ctx) -> {
            try {
                handler.handle(failure, ctx);
            } catch (RuntimeException gone) {
                LOG.debug("nobody is there to be answered", gone);
            }
        });
    }

    /** Marks the request as asking for a part of a page, whether or not htmx sent it. */
    static void requireFragment(Context ctx) {
        ctx.attribute(PART, true);
    }

    /** Whether the request comes from a program and not from a page. */
    static boolean isApi(Context ctx) {
        return form(ctx) == ErrorFormat.JSON;
    }

    private static ErrorFormat form(Context ctx) {
        boolean part = ctx.attribute(PART) != null || "true".equals(ctx.header("HX-Request"));
        return ErrorFormat.of(ctx.req().getMethod(), ctx.path(), part);
    }

    /** Which methods a route has, as the standard asks of a 405; what answers GET answers HEAD too. */
    private static void allow(Context ctx, HttpResponseException refused) {
        if (refused.getStatus() == 405) {
            String methods = String.join(", ", refused.getDetails().values());
            ctx.header("Allow", methods.replace("GET", "GET, HEAD"));
        }
    }

    /** Reports a failure of the program itself, unless the bytes of the request caused it. */
    private static void answer(Exception failure, Context ctx) {
        Optional<HttpException> malformed = causes(failure)
                .filter(HttpException.class::isInstance)
                .map(HttpException.class::cast)
                .findFirst();
        if (malformed.isPresent()) {
            answer(ctx, malformed.get().getCode());
        } else {
            log(ctx.method() + " " + ctx.path(), failure);
            answer(ctx, 500);
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES);
    }

    /** An {@code Error} leaves the answer to {@link JettyErrorHandler}. */
    private static void answer(HttpServletResponse response, Error failure) {
        log("a request", failure);
        try {
            if (!response.isCommitted()) {
                if (failure instanceof OutOfMemoryError) {
                    response.sendError(503, MEMORY);
                } else {
                    response.sendError(500);
                }
            }
        } catch (IOException gone) {
            LOG.debug("nobody is there to be answered", gone);
        }
    }

    /** Logs once and briefly what failed and where. */
    private static void log(String request, Throwable failure) {
        LOG.error("{} failed: {}", Messages.shortened(request), FailureText.of(failure));
    }

    private static void answer(Context ctx, int status) {
        answer(ctx, status, problem(Messages.of(ctx), status, ctx.req().getMethod(), ctx.path()));
    }

    private static void answer(Context ctx, int status, InputProblem problem) {
        ErrorFormat form = form(ctx);
        form.headers(ctx.path()).forEach(ctx::header);
        ctx.status(form == ErrorFormat.EVENT ? 200 : status); // browsers read no stream with a different status
        ctx.result(form.body(Messages.of(ctx), status, ctx.path(), problem));
    }

    /** The headers and the body of an answer that no route gives, in the form that fits the request. */
    static ByteBuffer answer(Request request, int status, HttpFields.Mutable headers) {
        return answer(request, status, null, headers);
    }

    /** @param message what {@code sendError} was told */
    static ByteBuffer answer(Request request, int status, String message, HttpFields.Mutable headers) {
        String path = Request.getPathInContext(request);
        Messages messages = Messages.of(request);
        ErrorFormat form = ErrorFormat.of(request);
        Headers.addTo(headers);
        form.headers(path).forEach(headers::put);
        InputProblem problem = MEMORY.equals(message)
                ? new InputProblem(Optional.empty(), messages.say("error." + status + "." + MEMORY))
                : problem(messages, status, request.getMethod(), path);
        String body = form.body(messages, status, path, problem);
        return ByteBuffer.wrap(PathPrefix.of(request).beforeAll(body).getBytes(StandardCharsets.UTF_8));
    }

    /** What a status means, for a failure that has no sentence of its own. */
    private static InputProblem problem(Messages messages, int status, String method, String path) {
        String key = "error." + status;
        return new InputProblem(
                Optional.empty(),
                messages.keys().contains(key)
                        ? messages.say(key, Messages.shortened(path), Messages.shortened(method))
                        : messages.say("error.other", status));
    }
}
