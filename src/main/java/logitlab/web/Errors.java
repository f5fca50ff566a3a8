package logitlab.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.StandardCharsets;
import logitlab.decoding.InvalidValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How every failure is told: a page to a visitor, JSON to a caller of the API, the same sentence in both. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Messages MESSAGES = Messages.ENGLISH;

    private Errors() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(
                InvalidValue.class,
                (invalid, ctx) -> answer(ctx, isApi(ctx.path()) ? 422 : 400, invalid.field(), MESSAGES.say(invalid)));
        routes.exception(
                Refusal.class, (refusal, ctx) -> answer(ctx, refusal.status(), refusal.field(), refusal.sentence()));
        routes.exception(HttpResponseException.class, (refused, ctx) -> {
            allow(ctx, refused);
            answer(
                    ctx,
                    refused.getStatus(),
                    "",
                    sentence(refused.getStatus(), ctx.method().name(), ctx.path()));
        });
        routes.exception(Exception.class, (bug, ctx) -> {
            LOG.error("{} {}", ctx.method(), ctx.path(), bug);
            answer(ctx, 500, "", sentence(500, "", ""));
        });
    }

    /** Which methods a route has, as the standard asks of a 405; what answers GET answers HEAD too. */
    private static void allow(Context ctx, HttpResponseException refused) {
        if (refused.getStatus() == 405) {
            String methods = String.join(", ", refused.getDetails().values());
            ctx.header("Allow", methods.replace("GET", "GET, HEAD"));
        }
    }

    private static void answer(Context ctx, int status, String field, String sentence) {
        ctx.status(status).contentType(contentType(ctx.path())).result(body(ctx.path(), status, field, sentence));
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    static String contentType(String path) {
        return isApi(path) ? "application/json" : "text/html; charset=utf-8";
    }

    /** The body of the answer to a request that failed. */
    static byte[] body(String path, int status, String field, String sentence) {
        String body = isApi(path) ? json(field, sentence) : Html.text("pages/error", new ErrorPage(status, sentence));
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String field, String sentence) {
        ObjectNode error = JSON.createObjectNode();
        error.put("field", field.isEmpty() ? null : field).put("message", sentence);
        return JSON.createObjectNode().set("error", error).toString();
    }

    /** What a status means, for a failure that has no words of its own. */
    static String sentence(int status, String method, String path) {
        String key = "error." + status;
        return MESSAGES.keys().contains(key) ? MESSAGES.say(key, path, method) : MESSAGES.say("error.other", status);
    }
}
