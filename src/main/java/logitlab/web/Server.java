package logitlab.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import logitlab.decoding.InvalidValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server: the routes of every part, static files, headers and errors. */
public final class Server implements AutoCloseable {

    /** The longest request head, link included. */
    private static final int HEAD_BYTES = 32 * 1024;

    private static final long BODY_BYTES = 16L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Javalin javalin;
    private final String host;

    private Server(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Starts to answer; port 0 takes a free one, see {@link #address}.
     *
     * @throws IOException where the port is taken or the host is not this machine's
     */
    public static Server start(String host, int port, List<Routes> parts) throws IOException {
        Javalin javalin = Javalin.create(config -> {
            basics(config);
            files(config);
            config.routes.before(Headers::add);
            config.routes.get("/healthz", ctx -> ctx.result("ok"));
            parts.forEach(part -> part.addTo(config.routes));
            errors(config);
        });
        requireFree(host, port);
        return new Server(javalin.start(host, port), host);
    }

    /** Asked beforehand, since Javalin would log the failure with its stack trace. */
    private static void requireFree(String host, int port) throws IOException {
        new ServerSocket(port, 0, InetAddress.getByName(host)).close();
    }

    private static void basics(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = BODY_BYTES;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(HEAD_BYTES);
            http.setSendServerVersion(false);
        });
    }

    private static void files(JavalinConfig config) {
        config.staticFiles.enableWebjars();
        config.staticFiles.add(files -> {
            files.hostedPath = "/static";
            files.directory = "/static";
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "max-age=3600");
        });
    }

    private static void errors(JavalinConfig config) {
        config.routes.exception(InvalidValue.class, (invalid, ctx) -> error(ctx, 400, Messages.ENGLISH.say(invalid)));
        config.routes.exception(Exception.class, (bug, ctx) -> {
            LOG.error("{} {}", ctx.method(), ctx.path(), bug);
            error(ctx, 500, Messages.ENGLISH.say("error.500"));
        });
        config.routes.error(404, ctx -> error(ctx, 404, Messages.ENGLISH.say("error.404", ctx.path())));
        config.routes.error(405, ctx -> error(ctx, 405, Messages.ENGLISH.say("error.405", ctx.method(), ctx.path())));
    }

    /** The JSON API answers its errors itself. */
    private static void error(Context ctx, int status, String sentence) {
        if (!ctx.path().startsWith("/api/")) {
            ctx.status(status);
            Html.render(ctx, "pages/error", new ErrorPage(status, sentence));
        }
    }

    /** Where the server answers, such as {@code http://127.0.0.1:7070}. */
    public String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
