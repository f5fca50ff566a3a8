package logitlab.web.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.javalin.http.Context;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import logitlab.web.Messages;
import logitlab.web.Refusal;

/** The body of a request: JSON of at most 16 MiB, read while it arrives. */
final class Body extends FilterInputStream {

    static final long MAX_BYTES = 16L * 1024 * 1024;

    private long left = MAX_BYTES;

    private Body(InputStream in) {
        super(in);
    }

    /**
     * The fields of the body.
     *
     * @throws Refusal with 400, 413 or 415 where the body is no JSON, too long or said to be something else
     * @throws logitlab.decoding.InvalidValue where a value breaks its rule
     */
    static Fields read(Context ctx, Shape shape) throws IOException {
        requireJson(ctx);
        try (Body body = new Body(ctx.bodyInputStream())) {
            return body.fields(shape);
        }
    }

    private static void requireJson(Context ctx) {
        String type = String.valueOf(ctx.contentType()).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw new Refusal(415, Messages.ENGLISH.say("api.not-json"));
        }
        if (ctx.header("Content-Encoding") != null && !"identity".equalsIgnoreCase(ctx.header("Content-Encoding"))) {
            throw new Refusal(415, Messages.ENGLISH.say("api.encoded"));
        }
    }

    private Fields fields(Shape shape) throws IOException {
        JsonParser json = Json.FACTORY.createParser(this);
        try {
            if (json.nextToken() == null) {
                throw new Refusal(400, Messages.ENGLISH.say("api.empty"));
            }
            Fields fields = shape.read(json, "");
            if (json.nextToken() != null) {
                throw malformed(json.currentTokenLocation());
            }
            return fields;
        } catch (StreamConstraintsException e) {
            throw new Refusal(400, Messages.ENGLISH.say("api.too-much"));
        } catch (JacksonException e) {
            throw malformed(Objects.requireNonNullElse(e.getLocation(), json.currentLocation()));
        } catch (CharConversionException e) {
            throw new Refusal(400, Messages.ENGLISH.say("api.not-utf-8"));
        }
    }

    private static Refusal malformed(JsonLocation at) {
        return new Refusal(
                400,
                Messages.ENGLISH.say(
                        "api.malformed", Integer.toString(at.getLineNr()), Integer.toString(at.getColumnNr())));
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    private void count(int bytes) {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new Refusal(413, Messages.ENGLISH.say("error.413"));
        }
    }

    /** Reads on to the end, within the limit once more, since a caller that is still sending would miss the answer. */
    @Override
    public void close() throws IOException {
        byte[] rest = new byte[8 * 1024];
        for (long more = MAX_BYTES; more > 0; ) {
            int count = in.read(rest);
            if (count < 0) {
                break;
            }
            more -= count;
        }
    }
}
