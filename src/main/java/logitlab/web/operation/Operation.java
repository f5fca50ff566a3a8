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
import logitlab.web.Assets;
import logitlab.web.ClientAccess;
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
 * <p>Two figures say how much work there is for a server: {@code logitlab_requests_waiting}, and the share of its threads that is busy,
 * {@code rate(logitlab_work_seconds_total[1m]) / logitlab_threads}.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
public final class Operation implements Routes, AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Loading loading;
    private final boolean accessLog;
    private volatile boolean stopping;

    /** @param accessLog whether to write a line for each answer */
    public Operation(Models models, RequestLimiter limiter, SseExecutor streams, Loading loading, boolean accessLog) {
        this.loading = loading;
        this.accessLog = accessLog;
        gauge("logitlab.requests.waiting", "Requests that wait for their turn", limiter, RequestLimiter::waiting);
        gauge("logitlab.requests.places", "Requests that may wait", limiter, RequestLimiter::places);
        gauge("logitlab.long.waiting", "Long works that wait for a place", limiter, RequestLimiter::waitingLong);
        gauge("logitlab.threads", "Threads that do the work of requests and streams", limiter, RequestLimiter::threads);
        count("logitlab.work.seconds", "Time that these threads were busy", limiter, RequestLimiter::workedSeconds);
        gauge("logitlab.streams", "Playgrounds that play", streams, SseExecutor::open);
        gauge("logitlab.streams.places", "Playgrounds that may play", streams, SseExecutor::places);
        count(
                "logitlab.streams.opened",
                "Streams that have begun, resumed ones included",
                streams,
                SseExecutor::opened);
        count(
                "logitlab.streams.resumed",
                "Streams that continued after a lost connection",
                streams,
                SseExecutor::resumed);
        count("logitlab.streams.steps", "Steps that streams have sent", streams, SseExecutor::steps);
        gauge("logitlab.cache.bytes", "Logits and states that are kept for the next run", models, Models::cachedBytes);
        models.all().forEach(this::count);
        Gauge.builder("logitlab.build", () -> 1)
                .description("The version of the program")
                .tag("version", Assets.INSTANCE.version())
                .register(meters);
        ResidentMemory.find()
                .ifPresent(memory -> gauge(
                        "process.resident.memory.bytes",
                        "Memory of the process, the models included",
                        memory,
                        ResidentMemory::bytes));
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
        Gauge.builder(name, source, value)
                .description(what)
                .strongReference(true)
                .register(meters);
    }

    private <T> void count(String name, String what, T source, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(what).register(meters);
    }

    private void count(LanguageModel model) {
        String[] tags = {"model", model.id()};
        FunctionCounter.builder(
                        "logitlab.model.runs", model, each -> each.runs().runs())
                .description("Runs of a model's network")
                .tags(tags)
                .register(meters);
        FunctionCounter.builder(
                        "logitlab.model.tokens", model, each -> each.runs().tokens())
                .description("Tokens that a model's network has read")
                .tags(tags)
                .register(meters);
        FunctionCounter.builder(
                        "logitlab.model.texts", model, each -> each.runs().texts())
                .description("Texts in the runs of a model's network; divided by its runs, how many shared one")
                .tags(tags)
                .register(meters);
        for (int size = 1; size <= LanguageModel.MOST_TOGETHER; size++) {
            int texts = size;
            FunctionCounter.builder("logitlab.model.runs.sized", model, each -> runs(each, texts))
                    .description("Runs of a model's network, by the number of texts that shared a run")
                    .tags(tags)
                    .tag("texts", Integer.toString(size))
                    .register(meters);
        }
        Gauge.builder("logitlab.model.waiting", model, LanguageModel::waiting)
                .description("Texts that wait for a run of a model")
                .tags(tags)
                .register(meters);
        Gauge.builder("logitlab.model.loaded", model, each -> each.memory().loaded() ? 1 : 0)
                .description("Whether a model is in memory")
                .tags(tags)
                .register(meters);
        Gauge.builder("logitlab.model.memory.bytes", model, Operation::memory)
                .description("Memory that a model takes now, as estimated from its files")
                .tags(tags)
                .register(meters);
    }

    private static double runs(LanguageModel model, int texts) {
        return model.runs().bySize().getOrDefault(texts, 0L);
    }

    private static double memory(LanguageModel model) {
        LanguageModel.Memory memory = model.memory();
        return memory.loaded() ? memory.footprint().total() : 0;
    }

    /** Counts and logs each answer of the server. @param access identifies the clients in the log */
    public RequestLog answers(ClientAccess access) {
        return new AnswerLog(meters, accessLog, access);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.after(ctx -> {
            if (stopping) {
                ctx.header("Connection", "close"); // so that a proxy asks another server next time
            }
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

    /** Makes the server not ready: it answers the visitors that it has, and a balancer sends new ones elsewhere. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        collections.close();
        meters.close();
    }
}
