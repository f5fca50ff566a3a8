package logitlab.web.operation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.HttpRefusedException;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.stream.SseExecutor;
import org.eclipse.jetty.server.RequestLog;

/**
 * The pages for the program that watches the server: {@code /readyz} says whether a balancer may send it visitors, {@code /metrics} has
 * its figures in the text format of Prometheus.
 *
 * <pre>
 * logitlab_requests_seconds_count{route="/play/step",status="200"} 12
 * logitlab_model_tokens_total{model="storyteller"} 340
 * </pre>
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
public final class Operation implements Routes, AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AnswerLog answers;
    private final Loading loading;
    private volatile boolean stopping;

    /** @param accessLog whether to write a line for each answer */
    public Operation(Models models, RequestLimiter limiter, SseExecutor streams, Loading loading, boolean accessLog) {
        this.loading = loading;
        this.answers = new AnswerLog(meters, accessLog);
        gauge("logitlab.requests.waiting", "Requests that wait for their turn", limiter, RequestLimiter::waiting);
        gauge("logitlab.long.waiting", "Long works that wait for a place", limiter, RequestLimiter::waitingLong);
        gauge("logitlab.streams", "Playgrounds that play", streams, SseExecutor::open);
        gauge("logitlab.cache.bytes", "Logits and states that are kept for the next run", models, Models::cachedBytes);
        models.all().forEach(this::count);
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(figures -> figures.bindTo(meters));
        collections.bindTo(meters);
    }

    private <T> void gauge(String name, String what, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(what).register(meters);
    }

    private void count(LanguageModel model) {
        FunctionCounter.builder(
                        "logitlab.model.runs", model, each -> each.runs().runs())
                .description("Runs of a model's network")
                .tag("model", model.id())
                .register(meters);
        FunctionCounter.builder(
                        "logitlab.model.tokens", model, each -> each.runs().tokens())
                .description("Tokens that a model's network has read")
                .tag("model", model.id())
                .register(meters);
    }

    /** What the server tells about each answer. */
    public RequestLog answers() {
        return answers;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.after(ctx -> {
            if (ctx.endpoints().matchedHttpEndpoint() != null) {
                ctx.req().setAttribute(AnswerLog.ROUTE, ctx.endpoints().matchedHttpEndpoint().path);
            }
        });
        routes.get("/readyz", this::ready);
        routes.get("/metrics", ctx -> ctx.contentType(TEXT).result(meters.scrape()));
    }

    private void ready(Context ctx) {
        if (stopping) {
            throw HttpRefusedException.because(503, "error.503");
        }
        List<String> missing = loading.missing();
        ctx.status(missing.isEmpty() ? 200 : 503)
                .result(missing.isEmpty() ? "ready" : "loading: " + String.join(", ", missing));
    }

    /** From now on the server is not ready, so that a balancer sends its visitors elsewhere while it answers those who are here. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        collections.close();
        meters.close();
    }
}
