package logitlab.web.prefix;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/**
 * The path below which visitors reach the site, such as {@code /logitlab} of {@code https://uni.example.org/logitlab/play}; empty if the
 * site has a host of its own.
 *
 * <p>Inside the program no address has the prefix. It is removed from a request before the program looks for the route, and added to a
 * complete answer: to the addresses in its HTML, and in the headers that lead to other pages. A proxy may therefore pass the prefix on
 * or remove it.
 *
 * @param text empty, or at most eight segments of letters, digits and {@code . _ ~ -}
 */
public record PathPrefix(String text) {

    private static final String KEY = "logitlab.prefix";
    private static final String FORWARDED = "X-Forwarded-Prefix";
    private static final Pattern SEGMENTS = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}){0,8}");
    private static final List<String> ADDRESSES = List.of("Location", "HX-Push-Url", "HX-Replace-Url");

    public static final PathPrefix NONE = new PathPrefix(""); // the constructor needs the pattern above

    /** @throws IllegalArgumentException if the text is no such path */
    public PathPrefix {
        if (!SEGMENTS.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
    }

    /** {@code /logitlab} from {@code logitlab}, {@code /logitlab} or {@code /logitlab/}. @throws IllegalArgumentException as above */
    public static PathPrefix parse(String written) {
        String path = written.strip().replaceFirst("/$", "");
        return new PathPrefix(path.isEmpty() || path.startsWith("/") ? path : "/" + path);
    }

    /** Makes this the prefix of all answers of a server, unless a request has a prefix of its own. */
    public void addTo(Server server) {
        server.setAttribute(KEY, this);
    }

    /**
     * The request without the prefix. If the server has none, a proxy may have removed one, which it names in the header
     * {@code X-Forwarded-Prefix}.
     *
     * @param proxies whether a proxy with this address is trusted
     */
    public Request remove(Request request, Predicate<String> proxies) {
        if (text.isEmpty()) {
            forwarded(request, proxies).forEach(prefix -> request.setAttribute(KEY, prefix));
            return request;
        }
        String path = request.getHttpURI().getPath();
        if (path == null || !(path + "/").startsWith(text + "/")) {
            return request;
        }
        String rest = path.substring(text.length());
        return Request.serveAs(request, Request.newHttpURIFrom(request, rest.isEmpty() ? "/" : rest));
    }

    /** Each proxy appends the prefix that it removes to the header, so the prefix that the visitor sees first comes first. */
    private static Stream<PathPrefix> forwarded(Request request, Predicate<String> proxies) {
        List<String> prefixes = request.getHeaders().getCSV(FORWARDED, false);
        if (prefixes.isEmpty() || !proxies.test(Request.getRemoteAddr(request))) {
            return Stream.empty();
        }
        try {
            return Stream.of(new PathPrefix(
                    prefixes.stream().map(each -> parse(each).text()).collect(Collectors.joining())));
        } catch (IllegalArgumentException noPath) {
            return Stream.empty();
        }
    }

    /** The prefix of the site as the visitor sees it. */
    public static PathPrefix of(Request request) {
        Object own = request.getAttribute(KEY);
        Object all = request.getConnectionMetaData().getConnector().getServer().getAttribute(KEY);
        return own instanceof PathPrefix prefix ? prefix : all instanceof PathPrefix prefix ? prefix : NONE;
    }

    public static PathPrefix of(Context ctx) {
        return of(ServletContextRequest.getServletContextRequest(ctx.req()));
    }

    /** The address of a page for the visitor: {@code /logitlab/play} for {@code /play}. Relative and absolute addresses stay as they are. */
    public String before(String address) {
        return address.startsWith("/") && !address.startsWith("//") ? text + address : address;
    }

    /** HTML in which the addresses of pages begin with the prefix. */
    public String beforeAll(String html) {
        return text.isEmpty() ? html : PrefixedHtml.of(html, this);
    }

    /** The same for HTML in UTF-8. */
    public byte[] beforeAll(byte[] html) {
        return text.isEmpty()
                ? html
                : beforeAll(new String(html, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** Adds the prefix to a complete answer. An answer with an ETag has it already, because the tag is a hash of its final bytes. */
    public void addTo(Context answer) {
        if (text.isEmpty() || answer.res().getHeader("ETag") != null) {
            return;
        }
        for (String header : ADDRESSES) {
            String address = answer.res().getHeader(header);
            if (address != null) {
                answer.header(header, before(address));
            }
        }
        String type = answer.res().getContentType();
        if (type != null && type.startsWith("text/html")) {
            String html = answer.result();
            if (html != null) {
                answer.result(beforeAll(html));
            }
        }
    }
}
