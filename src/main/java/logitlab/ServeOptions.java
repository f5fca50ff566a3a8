package logitlab;

import java.util.ArrayList;
import java.util.List;
import logitlab.model.Budget;
import logitlab.web.Access;
import logitlab.web.Places;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code serve}; the environment gives their defaults. */
final class ServeOptions {

    private static final int MOST = 256;
    private static final int MOST_STREAMS = 100_000;

    /** A whole school may share one address. */
    private static final int LEAST_EACH = 300;

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
    void setPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535 but is " + port);
        }
        this.port = port;
    }

    int port;

    @Option(
            names = "--threads",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_THREADS:-1}",
            description =
                    "Threads that each run of a model works on; 1 serves many learners best. Default: ${DEFAULT-VALUE}")
    void setThreads(int threads) {
        this.threads = requireSome("--threads", threads, MOST);
    }

    private int threads;

    @Option(
            names = "--runs",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_RUNS}",
            description =
                    "Runs of models at the same time; the others wait. Default: as many as the machine has cores.")
    void setRuns(Integer runs) {
        this.runs = runs == null ? null : requireSome("--runs", runs, MOST);
    }

    private Integer runs;

    @Option(
            names = "--streams",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_STREAMS:-500}",
            description = "Playgrounds that play at the same time. Default: ${DEFAULT-VALUE}")
    void setStreams(int streams) {
        this.streams = requireSome("--streams", streams, MOST_STREAMS);
    }

    private int streams;

    @Option(
            names = "--streams-per-client",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_STREAMS_PER_CLIENT}",
            description = "Those of them that one network address may have. Default: 60%%, and never fewer than 300.")
    void setStreamsEach(Integer streams) {
        this.streamsEach = streams == null ? null : requireSome("--streams-per-client", streams, MOST_STREAMS);
    }

    private Integer streamsEach;

    @Option(
            names = "--proxy",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "${env:LOGITLAB_PROXY}",
            description = {
                "The address of a proxy in front, or a network of them such as 10.0.0.0/8. The server then believes its headers",
                "X-Forwarded-For (its last entry is the client) and X-Forwarded-Proto. This option may be repeated."
            })
    private List<String> proxies = new ArrayList<>();

    @Option(
            names = "--hosts",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "${env:LOGITLAB_HOSTS}",
            description = "The names that visitors reach the server by; others are refused. Default: any name.")
    private List<String> hosts = new ArrayList<>();

    private int requireSome(String option, int number, int most) {
        if (number < 1 || number > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from 1 to " + most + " but is " + number);
        }
        return number;
    }

    /** The limits on streams. */
    Places streams() {
        int share = Places.of(streams).each();
        return new Places(streams, streamsEach == null ? Math.max(LEAST_EACH, share) : streamsEach);
    }

    /** Which clients and host names the server accepts. @throws CannotStart if a proxy is not an address */
    Access access() {
        try {
            return new Access(filled(proxies), filled(hosts));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
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

    /** What the models may take of the machine. */
    Budget budget() {
        Budget usual = Budget.ofThisMachine();
        return new Budget(threads, runs == null ? usual.callers() : runs, usual.cacheBytes());
    }

    @Mixin
    ModelFolders models;

    @Mixin
    LessonFolder lessons;
}
