package logitlab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import logitlab.lesson.file.Course;
import logitlab.model.Models;
import logitlab.model.memory.NativeHeap;
import logitlab.web.Assets;
import logitlab.web.ClientAccess;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.Server;
import logitlab.web.api.ApiRoutes;
import logitlab.web.challenge.ChallengeRoutes;
import logitlab.web.home.HomeRoutes;
import logitlab.web.home.SiteRoutes;
import logitlab.web.inside.InsideRoutes;
import logitlab.web.inside.heads.HeadScoring;
import logitlab.web.inside.heads.HeadsRoutes;
import logitlab.web.kept.KeptPages;
import logitlab.web.lessons.LessonRoutes;
import logitlab.web.link.Tool;
import logitlab.web.models.ModelsRoutes;
import logitlab.web.operation.Loading;
import logitlab.web.operation.Operation;
import logitlab.web.play.PlayRoutes;
import logitlab.web.preview.PreviewRoutes;
import logitlab.web.stream.SseExecutor;
import logitlab.web.tool.ToolRoute;
import logitlab.web.tool.beam.BeamToolView;
import logitlab.web.tool.draws.SeedDrawsView;
import logitlab.web.tool.futures.FuturesView;
import logitlab.web.tool.futures.TextsView;
import logitlab.web.tool.ledger.LedgerView;
import logitlab.web.tool.others.OthersView;
import logitlab.web.tool.parting.PartingView;
import logitlab.web.tool.paths.PathsRoutes;
import logitlab.web.tool.receipt.ReceiptRoutes;
import logitlab.web.tool.save.SaveRoutes;
import logitlab.web.tool.take.TakeView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: reads its command line, puts the parts together and starts them. */
@Command(
        name = "logitlab",
        description =
                "Watch a language model choose its next word: every logit, every probability, the dice roll and the reason.",
        mixinStandardHelpOptions = true,
        versionProvider = App.Version.class,
        subcommands = {ModelsCommand.class, LessonsCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  logitlab                               serve on http://127.0.0.1:7070",
            "  logitlab serve --port 0                serve on a free port and print it",
            "  logitlab --host 0.0.0.0 --port 80      serve to other machines",
            "  logitlab --models models --models ~/more-models",
            "  logitlab models list                   list the models",
            "  logitlab models check models/gpt2      check whether a model runs",
            "  logitlab models add ORG/NAME           fetch a model from the Hugging Face hub",
            "  logitlab lessons check                 report what is wrong with a lesson, and where",
            "",
            "Each option can come from the environment instead: LOGITLAB_HOST, LOGITLAB_PORT, LOGITLAB_MODELS, ..."
        })
public final class App implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /** Between two times that native memory is given back, which takes a few milliseconds. */
    private static final Duration TRIM = Duration.ofSeconds(10);

    @Mixin
    private ServeOptions options;

    /** The version in the POM. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"Logit Lab " + Assets.INSTANCE.version()};
        }
    }

    public static void main(String... args) {
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The folder of models may have the name of the subcommand: {@code --models models}. */
    static CommandLine commandLine() {
        return new CommandLine(new App())
                .setAllowSubcommandsAsOptionParameters(true)
                .setParameterExceptionHandler((wrong, arguments) -> explain(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line));
    }

    /** In two lines, because after the whole help nobody sees what is wrong. */
    private static int explain(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
        line.getErr().println(line.getCommandSpec().qualifiedName() + " --help explains what can be given.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine line) throws Exception {
        if (!(failure instanceof StartupException)) {
            throw failure;
        }
        line.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Without a subcommand: serve. */
    @Override
    public Integer call() throws InterruptedException {
        return serve(options);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Serve the playground, the lessons and the JSON API until the program is stopped.")
    int serve(@Mixin ServeOptions options) throws InterruptedException {
        options.addWhatLessonsNeed();
        System.out.println("Loading the models in " + options.models.places() + " ...");
        serve(start(options));
        return CommandLine.ExitCode.OK;
    }

    static void serve(Running running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        Models models = running.models();
        System.out.printf(
                "%d %s%s%n",
                models.all().size(),
                models.all().size() == 1 ? "model runs" : "models run",
                models.leftOut().isEmpty() ? "" : ", " + models.leftOut().size() + " left out, as reported above");
        System.out.println("Logit Lab answers on " + running.server().address());
        new CountDownLatch(1).await();
    }

    /** All parts, started. @throws StartupException saying what is in the way and how to fix it */
    static Running start(ServeOptions options) {
        return start(options, course -> List.of());
    }

    /** @param more returns the routes that come before all others */
    static Running start(ServeOptions options, Function<Course, List<Routes>> more) {
        options.requireRanges();
        options.log.use();
        options.access(); // so that a bad one is reported before models are loaded
        options.prefix();
        return start(options, options.models.load(options.budget()), more);
    }

    /** On models that are already loaded. */
    static Running start(ServeOptions options, Models models, Function<Course, List<Routes>> more) {
        models.leftOut().forEach(left -> LOG.warn("{}", left));
        Course course = options.lessons.course(models);
        RequestLimiter limiter = options.limiter();
        HeadScoring heads = new HeadScoring();
        SseExecutor streams = new SseExecutor(limiter, options.streams());
        Loading loading = new Loading(List.of(
                new Loading.Part("lessons", course::refresh),
                new Loading.Part("program", ClassPreloader::load),
                new Loading.Part("models", models::release)));
        Operation operation = new Operation(models, limiter, streams, loading, options.accessLog);
        Stream<Routes> parts = Stream.of(
                operation,
                new HomeRoutes(course, models, limiter),
                new PreviewRoutes(models, limiter),
                new SiteRoutes(course, models, limiter),
                new KeptPages(),
                new PlayRoutes(models, course::outline, limiter, streams),
                ToolRoute.ofLongWork(Tool.FUTURES, models, limiter, FuturesView::of),
                ToolRoute.ofLongWork(Tool.TEXTS, models, limiter, TextsView::of),
                ToolRoute.ofLongWork(Tool.BEAM, models, limiter, BeamToolView::of),
                new ToolRoute<>(Tool.OTHERS, models, limiter, OthersView::of),
                new PathsRoutes(models, limiter),
                new ToolRoute<>(Tool.LEDGER, models, limiter, LedgerView::of),
                new SaveRoutes(models, limiter),
                new ReceiptRoutes(models, limiter),
                new InsideRoutes(models, limiter),
                new HeadsRoutes(models, heads, limiter),
                new ToolRoute<>(Tool.TAKE, models, limiter, TakeView::of),
                new ToolRoute<>(Tool.DRAWS, models, limiter, SeedDrawsView::of),
                new ToolRoute<>(Tool.PARTING, models, limiter, PartingView::of),
                new LessonRoutes(course, limiter),
                new ChallengeRoutes(course, models, limiter),
                new ModelsRoutes(models),
                new ApiRoutes(models, heads, limiter, streams));
        try {
            List<Routes> all = Stream.<Stream<? extends Routes>>of(
                            Stream.of(loading), more.apply(course).stream(), parts)
                    .<Routes>flatMap(some -> some)
                    .toList();
            ClientAccess access = options.access();
            Server server =
                    Server.start(options.host, options.port, options.prefix(), access, all, operation.answers(access));
            loading.start();
            AutoCloseable drain = () -> Thread.sleep(options.drain().toMillis());
            return new Running(
                    server,
                    models,
                    loading,
                    List.of(
                            operation::stop,
                            loading::stop,
                            course::stop,
                            streams,
                            drain,
                            server,
                            limiter,
                            course,
                            loading,
                            models,
                            operation,
                            NativeHeap.trimEvery(TRIM, models::releaseUnused)));
        } catch (IOException e) {
            List.of(streams, limiter, course, models).forEach(App::close);
            throw new StartupException(
                    "Cannot answer on %s, port %d: %s. Choose another address with --host, or another port with --port; 0 takes a free one."
                            .formatted(options.host, options.port, e.getMessage()));
        }
    }

    static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("a part did not close", e);
        }
    }

    /** The program while it runs. @param parts in the order in which they are closed */
    record Running(Server server, Models models, Loading loading, List<AutoCloseable> parts) implements AutoCloseable {

        /** Waits until everything is loaded. */
        Running ready() {
            loading.await();
            return this;
        }

        @Override
        public void close() {
            parts.forEach(App::close);
        }
    }
}
