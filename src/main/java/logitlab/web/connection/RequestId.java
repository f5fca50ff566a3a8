package logitlab.web.connection;

import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * The name of a request in logs and in the header {@code X-Request-Id} of its answer, so that the lines of several machines about one
 * request can be found. A proxy in front may give it.
 */
public final class RequestId {

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
}
