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
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import logitlab.web.Access;
import logitlab.web.Messages;
import logitlab.web.Places;
import logitlab.web.Refusal;
import logitlab.web.RequestLimiter;
import org.eclipse.jetty.http.HttpException;

/**
 * The body of a request: JSON, read while it arrives, within limits on its size and time.
 *
 * <p>Reading occupies one of the server's threads, so only {@link #PLACES} bodies are read at the same time.
 */
final class Body extends FilterInputStream {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int PLACES = 32;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration BEFORE_RATE_COUNTS = Duration.ofSeconds(5);
    private static final long BYTES_A_SECOND = 1024;

    private final int most;
    private final long begun = System.nanoTime();
    private long read;

    private Body(InputStream in, int most) {
        super(in);
        this.most = most;
    }

    /** The places for bodies that are read at the same time. */
    static Places places() {
        return Places.of(PLACES);
    }

    /**
     * The fields of the body. They keep the place of the body, because they take memory until the request has been answered: the
     * caller gives it back then.
     *
     * @param most the most bytes that it may have
     * @throws Refusal with 400, 408, 413, 415 or 503 if the body is not JSON, incomplete, too slow, too long, declared as a
     *     different type, or one body too many
     * @throws logitlab.decoding.InvalidValue where a value breaks its rule
     */
    static Fields read(Context ctx, Places places, Shape shape, int most) throws IOException {
        requireJson(ctx);
        if (ctx.req().getContentLengthLong() > most) {
            throw tooLong(most);
        }
        String client = Access.of(ctx).client(ctx);
        if (!places.take(client)) {
            throw RequestLimiter.busy();
        }
        boolean whole = false;
        try (Body body = new Body(ctx.bodyInputStream(), most)) {
            Fields fields = body.fields(shape);
            whole = true;
            return fields;
        } finally {
            if (!whole) {
                places.giveBack(client);
            }
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

    private static Refusal tooLong(int most) {
        String size = most / MIB > 0 ? most / MIB + " MiB" : most / KIB + " KiB";
        return new Refusal(413, Messages.ENGLISH.say("error.413.most", size));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = receive(buffer, offset, length);
        if (read > most) {
            throw tooLong(most);
        }
        return count;
    }

    /** Errors of the caller while sending are not ours: they cause neither a 500 nor a line in the log. */
    private int receive(byte[] buffer, int offset, int length) {
        try {
            int count = in.read(buffer, offset, length);
            read += Math.max(0, count);
            requireSpeed();
            return count;
        } catch (IOException | HttpException.RuntimeException e) {
            boolean late = e instanceof IOException && e.getCause() instanceof TimeoutException;
            throw late ? tooSlow() : new Refusal(400, Messages.ENGLISH.say("error.400.cut"));
        }
    }

    private void requireSpeed() {
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        boolean slow = time.compareTo(BEFORE_RATE_COUNTS) > 0 && read < BYTES_A_SECOND * time.toSeconds();
        if (slow || time.compareTo(LONGEST) > 0) {
            throw tooSlow();
        }
    }

    private static Refusal tooSlow() {
        return new Refusal(408, Messages.ENGLISH.say("error.408.slow"));
    }

    /** Reads on to the end, within the limit once more, since a caller that is still sending would miss the answer. */
    @Override
    public void close() {
        byte[] rest = new byte[8 * 1024];
        try {
            while (read <= 2L * most && receive(rest, 0, rest.length) >= 0) {
                // the rest of the body is not needed
            }
        } catch (Refusal cut) {
            // a caller that is too slow has already had the answer
        }
    }
}
