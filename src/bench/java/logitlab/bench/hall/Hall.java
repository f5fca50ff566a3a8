package logitlab.bench.hall;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.gatling.app.Gatling;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import logitlab.bench.Probe;
import logitlab.bench.ServerProcess;
import logitlab.bench.hall.HallFigures.Kind;
import org.slf4j.LoggerFactory;

/**
 * A lecture hall on one machine: Gatling plays the learners, and the packaged server is a process of its own with a heap of 512 MB.
 * Both share the machine. Nothing is asserted; {@code src/bench/README.md} has the goals.
 */
public final class Hall {

    private static final int LEARNERS = 300;
    private static final int TIMES = 10;
    private static final int WARM_LEARNERS = 60;
    private static final int WARM_UP_SECONDS = 45;
    private static final int STEPS_OF_A_STORY = 24;
    private static final int STEPS_FOR_A_STREAM = 20;
    private static final int WALKERS = 12;
    private static final int LEAVERS = 8;
    private static final int NORMAL_MILLISECONDS = 250;
    private static final int WATCHED_SECONDS = 10;

    /** The loads by name. */
    enum Load {
        LEARNERS("300 learners, each with a request every 2 seconds", 300, Hall::learners),
        STREAMS("300 streams of two lanes, a step a second each", 120, hall -> hall.streams(300, 1)),
        MANY("1,000 streams of two lanes, 300 steps a second in all", 200, hall -> hall.streams(1_000, 0.3)),
        RUSH("3,000 learners, each with a request every 2 seconds", 60, Hall::rush),
        MEMORY("steps one after the other, and a stream opened and dropped after each 20", 100_000, Hall::memory),
        COSTS("one learner, one kind of request after the other", 200, Hall::costs);

        private final String what;
        private final int usual;
        private final Function<Hall, List<PopulationBuilder>> load;

        Load(String what, int usual, Function<Hall, List<PopulationBuilder>> load) {
            this.what = what;
            this.usual = usual;
            this.load = load;
        }
    }

    private static Hall current;

    private final Load load;
    private final int amount;
    private final ServerProcess server;
    private final Syllabus syllabus;
    private final HallFigures figures = new HallFigures();
    private final Attendee learner;
    private final Listener listener;
    private final List<String> lines = new ArrayList<>();
    private Meter begin;
    private Probe health;
    private Probe neighbour;
    private MemoryCurve curve;

    private Hall(Load load, int amount, ServerProcess server) throws IOException {
        this.load = load;
        this.amount = amount;
        this.server = server;
        this.syllabus = Syllabus.read(server.address());
        this.learner = new Attendee(figures, syllabus);
        this.listener = new Listener(figures, syllabus);
    }

    static Hall current() {
        return current;
    }

    /**
     * @param arguments a load, and optionally its length: seconds, or steps of {@code memory}, or requests of each kind of
     *     {@code costs}. The properties {@code bench.jar} and {@code bench.server} name the program and the options of its machine.
     */
    public static void main(String... arguments) throws Exception {
        Load load = Load.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int amount = arguments.length > 1 ? Integer.parseInt(arguments[1]) : load.usual;
        System.out.printf("%n%s: %s (%,d)%n", load.name().toLowerCase(Locale.ROOT), load.what, amount);
        Path jar = Path.of(System.getProperty("bench.jar", "target/logitlab.jar"));
        List<String> machine =
                List.of(System.getProperty("bench.server", "-Xmx512m").split(" "));
        List<String> options =
                load == Load.MANY ? List.of("--streams", "1000", "--streams-per-client", "1000") : List.of();
        ServerProcess server =
                ServerProcess.start(jar, "hall-" + load.name().toLowerCase(Locale.ROOT), machine, options);
        current = new Hall(load, amount, server);
        ((Logger) LoggerFactory.getLogger("io.gatling")).setLevel(Level.WARN);
        System.setProperty("gatling.data.enableAnalytics", "false");
        System.setProperty("gatling.data.writers.0", "console");
        System.setProperty("gatling.data.console.writePeriod", "3600");
        System.setProperty("java.util.prefs.userRoot", "target/bench");
        Gatling.main(new String[] {
            "--simulation", HallSimulation.class.getName(), "--no-reports", "--results-folder", "target/bench/gatling"
        });
    }

    HttpProtocolBuilder protocol() {
        return http.baseUrl(server.address().toString())
                .disableWarmUp()
                .disableUrlEncoding()
                .disableCaching()
                .acceptEncodingHeader("gzip, deflate")
                .acceptLanguageHeader("en")
                .sseUnmatchedInboundMessageBufferSize(1_000);
    }

    List<PopulationBuilder> populations() {
        return load.load.apply(this);
    }

    private List<PopulationBuilder> learners() {
        return List.of(afterWarmUp(visits(), crowd(LEARNERS, Duration.ofSeconds(amount))));
    }

    private List<PopulationBuilder> rush() {
        return List.of(afterWarmUp(visits(), crowd(TIMES * LEARNERS, Duration.ofSeconds(amount))));
    }

    /** Spread over two seconds, so that the requests stay spread. */
    private PopulationBuilder crowd(int learners, Duration length) {
        return scenario("learners")
                .exec(begin())
                .exec(learner.visits(length))
                .injectOpen(rampUsers(learners).during(Duration.ofSeconds(2)));
    }

    private List<PopulationBuilder> streams(int number, double speed) {
        Duration length = Duration.ofSeconds(amount);
        return List.of(afterWarmUp(
                listener.plays(speed, warmUp()),
                scenario("listeners")
                        .exec(begin())
                        .exec(listener.plays(speed, length))
                        .injectOpen(rampUsers(number).during(Duration.ofSeconds(10)))));
    }

    private ChainBuilder visits() {
        return learner.visits(warmUp());
    }

    private Duration warmUp() {
        return Duration.ofSeconds(Math.min(WARM_UP_SECONDS, amount));
    }

    /** The compiler of the machine needs some time for what it will run most. */
    private static PopulationBuilder afterWarmUp(ChainBuilder warm, PopulationBuilder main) {
        return scenario("warm-up")
                .exec(warm)
                .injectOpen(rampUsers(WARM_LEARNERS).during(Duration.ofSeconds(2)))
                .andThen(main);
    }

    private List<PopulationBuilder> memory() {
        ChainBuilder story = exec(learner.first()).exec(repeat(STEPS_OF_A_STORY).on(learner.step()));
        ChainBuilder leave = doIfOrElse((Session session) ->
                        figures.answers(Kind.STREAM) * STEPS_FOR_A_STREAM <= figures.answers(Kind.STEP))
                .then(listener.leaves())
                .orElse(pause(Duration.ofMillis(50)));
        return List.of(
                scenario("walkers").exec(begin()).exec(whileStepsAreLeft(story)).injectOpen(atOnceUsers(WALKERS)),
                scenario("leavers").exec(begin()).exec(whileStepsAreLeft(leave)).injectOpen(atOnceUsers(LEAVERS)));
    }

    private ChainBuilder whileStepsAreLeft(ChainBuilder work) {
        return asLongAs((Session session) -> figures.answers(Kind.STEP) < amount)
                .on(work);
    }

    private List<PopulationBuilder> costs() {
        ChainBuilder all = exec(begin());
        List<ChainBuilder> kinds = List.of(
                learner.step(),
                learner.settings(),
                learner.lesson(),
                learner.exercise(),
                learner.first(),
                learner.inside());
        for (int warm = 0; warm < 2; warm++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                Kind each = Kind.values()[kind];
                all = all.exec(learner.first())
                        .exec(repeat(STEPS_OF_A_STORY / 2).on(learner.step()))
                        .exec(session -> session.set("meter", meter()))
                        .exec(repeat(amount).on(kinds.get(kind)))
                        .exec(session -> {
                            Meter meter = session.get("meter");
                            lines.add("  %-10s %6.1f ms of processor time"
                                    .formatted(each.word(), meter().processorMillisecondsSince(meter) / amount));
                            return session;
                        });
            }
            all = all.exec(session -> {
                lines.add("");
                return session;
            });
        }
        return List.of(scenario("costs").exec(all).injectOpen(atOnceUsers(1)));
    }

    private Meter meter() {
        try {
            return Meter.read(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the first who comes here on, everything counts. */
    private ChainBuilder begin() {
        return exec(session -> {
            synchronized (this) {
                if (begin == null) {
                    begin = meter();
                    figures.begin();
                    watch();
                }
            }
            return session;
        });
    }

    private void watch() {
        if (load == Load.RUSH) {
            health = Probe.start(server.address(), "/healthz", 100);
            neighbour = Probe.start(server.address(), "/play/step?" + syllabus.story(), 200);
        }
        if (load == Load.MEMORY) {
            curve = MemoryCurve.start(server, () -> figures.answers(Kind.STEP));
        }
    }

    /** How soon the steps of another client were normal again. @param end of the rush */
    private String recovery(long end) throws InterruptedException {
        long left = end + TimeUnit.SECONDS.toNanos(WATCHED_SECONDS) - System.nanoTime();
        Thread.sleep(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left)));
        neighbour.stop();
        return "after the rush: every step within %d ms again from %.1f s on, watched for %d s"
                .formatted(
                        NORMAL_MILLISECONDS,
                        (neighbour.lastSlow(end, NORMAL_MILLISECONDS) - end) / 1e9,
                        WATCHED_SECONDS);
    }

    /** Prints what was found, and stops the server. */
    void report() {
        try {
            Meter end = meter();
            System.out.print(figures.table());
            lines.forEach(System.out::println);
            System.out.print(end.since(begin, figures));
            if (health != null) {
                health.stop();
                System.out.printf(
                        "  /healthz: %s; %s%n",
                        health.tally().times(), health.tally().counts());
                System.out.println("  " + recovery(figures.lastAsked()));
            }
            Optional.ofNullable(curve).ifPresent(memory -> System.out.print(memory.table()));
            List<String> log = server.lines();
            System.out.printf(
                    "  the server's log: %d lines, %d ERROR%n",
                    log.size(),
                    log.stream().filter(line -> line.contains(" ERROR ")).count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }
}
