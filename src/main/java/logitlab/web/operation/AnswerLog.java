package logitlab.web.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;
import logitlab.web.ClientAccess;
import logitlab.web.connection.RequestId;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts each answer when it is complete, and writes a line about it if that is wanted. A line has the path of a request but not its
 * query, which contains prompts.
 */
final class AnswerLog implements RequestLog {

    /** The request attribute with the route that answered, such as {@code /lessons/{slug}}. */
    static final String ROUTE = "logitlab.route";

    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private static final String NO_ROUTE = "none";
    private static final String OTHER = "other";

    /** The borders between the classes of times, from which Prometheus computes quantiles over several servers. */
    private static final Duration[] BORDERS = Stream.of(10, 25, 50, 100, 250, 500, 1000, 2500, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final boolean lines;
    private final ClientAccess access;

    /** @param lines whether to write a line for each answer @param access identifies its client */
    AnswerLog(MeterRegistry meters, boolean lines, ClientAccess access) {
        this.meters = meters;
        this.lines = lines;
        this.access = access;
    }

    private void write(Request request, Response response, Duration took) {
        ACCESS.atInfo()
                .addKeyValue("client", access.client(request))
                .addKeyValue("method", HttpMethod.fromString(request.getMethod()) == null ? OTHER : request.getMethod())
                .addKeyValue("path", request.getHttpURI().getDecodedPath())
                .addKeyValue("status", response.getStatus())
                .addKeyValue("milliseconds", took.toMillis())
                .addKeyValue("bytes", Response.getContentBytesWritten(response))
                .log("answered");
    }

    @Override
    public void log(Request request, Response response) {
        Duration took = Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime());
        int status = response.getStatus();
        Object route = request.getAttribute(ROUTE);
        Timer.builder("logitlab.requests")
                .description("Answers, by route and status; a stream counts when it ends")
                .serviceLevelObjectives(BORDERS)
                .tag("route", route == null ? NO_ROUTE : route.toString())
                .tag("status", Integer.toString(status))
                .register(meters)
                .record(took);
        if (lines) {
            RequestId.run(RequestId.of(request), () -> write(request, response, took));
        }
    }
}
