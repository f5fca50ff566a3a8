package logitlab;

import logitlab.model.Budget;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code serve}; the environment gives their defaults. */
final class ServeOptions {

    private static final int MOST = 256;

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
        this.threads = requireSome("--threads", threads);
    }

    private int threads;

    @Option(
            names = "--runs",
            paramLabel = "NUMBER",
            defaultValue = "${env:LOGITLAB_RUNS}",
            description =
                    "Runs of models at the same time; the others wait. Default: as many as the machine has cores.")
    void setRuns(Integer runs) {
        this.runs = runs == null ? null : requireSome("--runs", runs);
    }

    private Integer runs;

    private int requireSome(String option, int number) {
        if (number < 1 || number > MOST) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from 1 to " + MOST + " but is " + number);
        }
        return number;
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
