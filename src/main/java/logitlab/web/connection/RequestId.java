package logitlab.web.connection;

import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.slf4j.MDC;

/**
 * The name of a request in the header {@code X-Request-Id} of its answer and in every line of the log that is about it, so that the lines of
 * several machines about one request can be found. A proxy in front may give it.
 */
public final class RequestId {

    /** The key of the name in the context of a line of the log. */
    public static final String KEY = "request";

    private static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = "logitlab.request";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** Names a request: as the proxy did, if that is 1 to 64 letters, digits, dots, dashes and underscores, or with a new random name. */
    public static void addTo(Request request, HttpFields.Mutable answer) {
        String given = request.getHeaders().get(HEADER);
        String id = given != null && HARMLESS.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        answer.put(HEADER, id);
    }

    /** The name of a request; a dash if it was refused before it got one. */
    public static String of(Request request) {
        Object id = request.getAttribute(ATTRIBUTE);
        return id == null ? "-" : id.toString();
    }

    /** Work whose lines in the log have the name of the request that this thread is busy with, whichever thread does it. */
    public static Runnable named(Runnable work) {
        Executor here = here();
        return () -> here.execute(work);
    }

    /** Does work, on the thread that asks for it, under the name of the request that this thread is busy with. */
    public static Executor here() {
        String id = MDC.get(KEY);
        return id == null ? Runnable::run : work -> run(id, work);
    }

    /** Does work whose lines in the log have this name. */
    public static void run(String id, Runnable work) {
        String before = MDC.get(KEY);
        MDC.put(KEY, id);
        try {
            work.run();
        } finally {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }
}
