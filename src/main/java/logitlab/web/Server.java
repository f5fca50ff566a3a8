package logitlab.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import logitlab.web.connection.FinishingHandler;
import logitlab.web.connection.NamingHandler;
import logitlab.web.connection.RequestId;
import logitlab.web.prefix.PathPrefix;
import org.eclipse.jetty.server.RequestLog;

/** The web server: the routes of every part, static files, headers and errors. */
public final class Server implements AutoCloseable {

    /** The longest request head, link included. */
    private static final int HEAD_BYTES = 32 * 1024;

    /** Of 9: a step takes a quarter more bytes than at the usual 6, 15 kB, and a quarter of the time. */
    private static final int GZIP_LEVEL = 1;

    /**
     * The head of an answer may repeat the link, completed and with more percent escapes; if it outgrows this, the next limit
     * applies.
     */
    private static final int ANSWER_HEAD_BYTES = HEAD_BYTES;

    private static final int LONGEST_ANSWER_HEAD_BYTES = 8 * HEAD_BYTES;

    /** For requests whose body nobody reads; the API has its own limits. */
    private static final long BODY_BYTES = 64L * 1024;

    /** These read bodies themselves, with limits of their own. */
    private static final Set<String> OWN_LIMITS = Set.of(
            "/api/v1/decode",
            "/api/v1/next",
            "/api/v1/inspect",
            "/api/v1/futures",
            "/api/v1/beam",
            "/api/v1/verify",
            "/play/receipt/checked");

    /** What the programs ask for that watch the server. */
    private static final Set<String> WATCHED = Set.of("/healthz", "/readyz", "/metrics");

    /** What is being answered when the server stops has so long to end, before the models are closed under it. */
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Javalin javalin;
    private final String host;

    private Server(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /** Starts a server that answers everyone, under any name. */
    public static Server start(String host, int port, List<Routes> parts) throws IOException {
        return start(host, port, ClientAccess.OPEN, parts, (request, response) -> {});
    }

    /**
     * Starts to answer; port 0 takes a free one, see {@link #address}.
     *
     * @param answers receives each answer when it is complete
     * @throws IOException if the port is taken, or the host is not an address of this machine; the message says which
     */
    public static Server start(String host, int port, ClientAccess access, List<Routes> parts, RequestLog answers)
            throws IOException {
        return start(host, port, PathPrefix.NONE, access, parts, answers);
    }

    /** @param prefix the path below which visitors reach the server */
    public static Server start(
            String host, int port, PathPrefix prefix, ClientAccess access, List<Routes> parts, RequestLog answers)
            throws IOException {
        Javalin javalin = Javalin.create(config -> {
            basics(config, prefix, access);
            config.jetty.modifyServer(server -> server.setRequestLog(answers));
            config.appData(ClientAccess.KEY, access);
            config.routes.before(ctx -> admit(ctx, access));
            new AssetRoutes(Assets.INSTANCE).addTo(config.routes);
            config.routes.get("/healthz", ctx -> ctx.result("ok"));
            config.routes.after(ctx -> PathPrefix.of(ctx).addTo(ctx)); // before a page is kept
            parts.forEach(part -> part.addTo(config.routes));
            Errors.addTo(config);
        });
        try {
            return new Server(javalin.start(host, port), host);
        } catch (JavalinBindException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            boolean unknown = cause instanceof UnresolvedAddressException;
            throw new IOException(unknown ? "there is no such address" : cause.getMessage(), failed);
        }
    }

    /** Refuses bad requests before they reach a route. The programs that watch the server may ask under any name. */
    private static void admit(Context ctx, ClientAccess access) {
        if (!WATCHED.contains(ctx.path())) {
            access.requireHost(ctx);
        }
        boolean own = ctx.req().getMethod().equals("POST") && OWN_LIMITS.contains(ctx.path());
        if (ctx.req().getContentLengthLong() > BODY_BYTES && !own) {
            throw HttpRefusedException.because(413, "error.413.most", "64 KiB");
        }
    }

    private static void basics(JavalinConfig config, PathPrefix prefix, ClientAccess access) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = BODY_BYTES;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(HEAD_BYTES);
            http.setResponseHeaderSize(ANSWER_HEAD_BYTES);
            http.setMaxResponseHeaderSize(LONGEST_ANSWER_HEAD_BYTES);
            http.setSendServerVersion(false);
            http.addCustomizer((request, headers) -> {
                Headers.addTo(headers);
                RequestId.addTo(request, headers);
                return prefix.remove(request, access::isProxy);
            });
        });
        config.jetty.modifyServer(server -> {
            prefix.addTo(server);
            server.setErrorHandler(new JettyErrorHandler());
            server.insertHandler(ResponseBuffer.ofThisMachine());
            server.insertHandler(new FinishingHandler());
            server.insertHandler(new NamingHandler());
            server.setStopTimeout(STOP.toMillis());
        });
        config.jetty.modifyServletContextHandler(handler -> {
            handler.setErrorHandler(new JettyErrorHandler());
            handler.addFilter(new HeadFilter(), "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    }

    /** Where the server answers, such as {@code http://127.0.0.1:7070}. */
    public String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + javalin.port();
    }

    /** The routes of all parts, each a method and a path, such as {@code GET /lessons/{slug}}. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(route -> route.endpoint.method.isHttpMethod())
                .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
                .toList();
    }

    /** Takes no new requests, lets those at work end, and stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
