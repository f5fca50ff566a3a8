package logitlab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import logitlab.model.onnx.RuntimeLimits;
import logitlab.web.ClientAccess;
import logitlab.web.ClientQuota;
import logitlab.web.RequestLimiter;
import logitlab.web.prefix.PathPrefix;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code serve}; the environment gives their defaults. */
final class ServeOptions {

    private static final int MOST = 256;
    private static final int MOST_STREAMS = 100_000;
    private static final int MOST_WAITING = 100_000;

    /** A browser gives up after 30 to 60 seconds. */
    private static final int LONGEST_WAIT = 30;

    /** With what runs at its end, the server has 10 seconds to stop. */
    private static final int LONGEST_DRAIN = 4;

    /** A whole school may share one address. */
    private static final int LEAST_EACH = 400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "${env:LOGITLAB_HOST:-127.0.0.1}",
            description = "The network address to answer on; 0.0.0.0 is all of them. Default: ${DEFAULT-VALUE}")
    String host;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_PORT:-7070}",
            description = "The port to answer on; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--threads",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_THREADS:-1}",
            description = "Threads for each run of a model; 1 serves many learners best. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--runs",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_RUNS}",
            description =
                    "Runs of models at the same time; further runs wait. Default: the number of the machine's cores.")
    private Optional<Integer> runs = Optional.empty();

    @Option(
            names = "--queue",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_QUEUE:-512}",
            description = "Requests that may wait for a run of a model; one network address may have 60%% of them. "
                    + "Default: ${DEFAULT-VALUE}")
    private int queue;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "${env:LOGITLAB_WAIT:-10}",
            description = "How long a request may wait before it is answered with 503. Default: ${DEFAULT-VALUE}")
    private int wait;

    @Option(
            names = "--streams",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_STREAMS:-500}",
            description = "Playgrounds that may play at the same time. Default: ${DEFAULT-VALUE}")
    private int streams;

    @Option(
            names = "--streams-per-client",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_STREAMS_PER_CLIENT}",
            description =
                    "How many of them one network address may have. Default: 60%% of --streams, but at least 400.")
    private Optional<Integer> streamsEach = Optional.empty();

    @Option(
            names = "--proxy",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "${env:LOGITLAB_PROXY}",
            description =
                    "The address of a proxy in front, or a network of them such as 10.0.0.0/8. The server then believes its headers "
                            + "X-Forwarded-For (its last entry is the client), X-Forwarded-Proto and X-Forwarded-Prefix. This option may be repeated.")
    private List<String> proxies = List.of();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "${env:LOGITLAB_PATH:-}",
            description = {
                "The path below which visitors reach the site if a proxy serves other sites, too, such as /logitlab.",
                "The proxy may pass it on, or remove it. Default: none"
            })
    private String path;

    @Option(
            names = "--hosts",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "${env:LOGITLAB_HOSTS}",
            description = "The names that visitors reach the server by; it refuses others. Default: any name.")
    private List<String> hosts = List.of();

    @Option(
            names = "--only-these",
            defaultValue = "${env:LOGITLAB_ONLY_THESE:-false}",
            description =
                    "Load only the models of --models. Without this option the models that come with the program are loaded, too, "
                            + "if they are in the folder models, because the lessons run on them.")
    private boolean onlyThese;

    @Option(
            names = "--access-log",
            defaultValue = "${env:LOGITLAB_ACCESS_LOG:-false}",
            description = {
                "Write a line to the log for each answer: time, request id, client, method, path, status, duration and size.",
                "It never has what visitors typed. Default: ${DEFAULT-VALUE}"
            })
    boolean accessLog;

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            defaultValue = "${env:LOGITLAB_LOG:-text}",
            description = "The format of the log: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    LogFormat log;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "${env:LOGITLAB_DRAIN:-0}",
            description = {
                "How long the server still takes requests after it was told to stop. During this time /readyz answers 503, so that a balancer "
                        + "sends visitors elsewhere.",
                "Default: ${DEFAULT-VALUE}"
            })
    private int drain;

    @Mixin
    ModelOptions models;

    @Mixin
    LessonOptions lessons;

    /** @throws ParameterException naming an option whose number is out of range */
    void requireRanges() {
        require("--port", port, 0, 65_535);
        require("--threads", threads, 1, MOST);
        runs.ifPresent(number -> require("--runs", number, 1, MOST));
        require("--queue", queue, 1, MOST_WAITING);
        require("--wait", wait, 1, LONGEST_WAIT);
        require("--drain", drain, 0, LONGEST_DRAIN);
        require("--streams", streams, 1, MOST_STREAMS);
        streamsEach.ifPresent(number -> require("--streams-per-client", number, 1, MOST_STREAMS));
    }

    private void require(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from " + least + " to " + most + " but is " + number);
        }
    }

    /** Adds the models that the lessons run on, unless a person wants to do without them. */
    void addWhatLessonsNeed() {
        if (!onlyThese) {
            models.addShipped();
        }
    }

    /** The limits on requests that run a model. */
    RequestLimiter limiter() {
        return RequestLimiter.of(budget().callers(), queue, Duration.ofSeconds(wait));
    }

    /** How long the server still takes requests after it was told to stop. */
    Duration drain() {
        return Duration.ofSeconds(drain);
    }

    /** The path below which visitors reach the site. @throws StartupException if it is not a path */
    PathPrefix prefix() {
        try {
            return PathPrefix.parse(path);
        } catch (IllegalArgumentException e) {
            throw new StartupException(
                    "--path must be a path such as /logitlab, with letters, digits, dots, dashes and underscores, but is "
                            + e.getMessage() + ".");
        }
    }

    /** The limits on streams. */
    ClientQuota streams() {
        int share = ClientQuota.of(streams).each();
        return new ClientQuota(streams, streamsEach.orElse(Math.max(LEAST_EACH, share)));
    }

    /** Which clients and host names the server accepts. @throws StartupException if a proxy is not an address */
    ClientAccess access() {
        try {
            return new ClientAccess(filled(proxies), filled(hosts));
        } catch (IllegalArgumentException e) {
            throw new StartupException(
                    "--proxy must be an address such as 10.0.0.7, or a network such as 10.0.0.0/8, but is "
                            + e.getMessage() + ".");
        }
    }

    /** An empty environment variable counts as unset. */
    private static List<String> filled(List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }

    /** What the models may use of the machine. */
    RuntimeLimits budget() {
        RuntimeLimits usual = RuntimeLimits.ofThisMachine();
        return usual.withRuns(threads, runs.orElse(usual.callers()));
    }
}
