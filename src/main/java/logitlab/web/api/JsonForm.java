package logitlab.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import logitlab.model.Permit;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.HttpRefusedException;
import logitlab.web.RequestLimiter;

/**
 * A form of a page whose only field is JSON, sent as {@code text/plain}: the name of the field, {@code =}, and the text as it is. Read
 * within the same limits as the bodies of the API.
 */
public final class JsonForm {

    private static final String TYPE = "text/plain";

    private final ClientQuota bodies = RequestBody.places();
    private final String field;
    private final int maxBytes;

    /** @param maxBytes in whole MiB */
    public JsonForm(String field, int maxBytes) {
        this.field = field;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the form, and answers it with {@linkplain RequestLimiter.LongWork long work}.
     *
     * @param work is given a permit for each piece
     * @throws HttpRefusedException with status 400, 408, 413, 415 or 503 if the form has another type or no JSON, is incomplete, too slow, too
     *     long, or one body too many
     */
    public void answer(Context ctx, RequestLimiter limiter, BiConsumer<JsonNode, Permit> work) throws IOException {
        String type = String.valueOf(ctx.contentType()).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(TYPE)) {
            throw HttpRefusedException.because(415, "receipt.not-a-form");
        }
        String client = ClientAccess.of(ctx).client(ctx);
        JsonNode json = read(ctx);
        limiter.answerLong(ctx, (answering, permit) -> work.accept(json, permit), () -> bodies.giveBack(client));
    }

    private JsonNode read(Context ctx) throws IOException {
        try {
            return RequestBody.receive(
                    ctx, bodies, maxBytes, body -> JsonReader.read(withoutName(body), JsonReader::tree));
        } catch (HttpRefusedException refused) {
            throw refused.status() == 400 ? HttpRefusedException.because(400, "receipt.malformed") : refused;
        }
    }

    /** The body after {@code field=}, or all of it if it begins with something else. */
    private InputStream withoutName(InputStream body) throws IOException {
        byte[] name = (field + "=").getBytes(StandardCharsets.UTF_8);
        PushbackInputStream text = new PushbackInputStream(body, name.length);
        byte[] first = text.readNBytes(name.length);
        if (!Arrays.equals(first, name)) {
            text.unread(first);
        }
        return text;
    }
}
