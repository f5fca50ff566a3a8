package logitlab;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import logitlab.lesson.Course;
import logitlab.model.Models;
import logitlab.web.Access;
import logitlab.web.RequestLimiter;
import logitlab.web.Server;
import logitlab.web.api.ApiRoutes;
import logitlab.web.challenge.ChallengeRoutes;
import logitlab.web.home.HomeRoutes;
import logitlab.web.home.SiteRoutes;
import logitlab.web.inside.InsideRoutes;
import logitlab.web.lessons.LessonRoutes;
import logitlab.web.play.PictureRoutes;
import logitlab.web.play.PlayRoutes;
import logitlab.web.play.Streams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program: reads its command line, puts the parts together and starts them. */
@Command(
        name = "logitlab",
        description =
                "Watch a language model choose its next word: every logit, every probability, the dice roll and the reason.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ModelsCommand.class, LessonsCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  logitlab                               serve on http://127.0.0.1:7070",
            "  logitlab serve --port 0                serve on a free port and say which",
            "  logitlab --host 0.0.0.0 --port 80      serve to other machines",
            "  logitlab --models models --models ~/more-models",
            "  logitlab models list                   say which models there are",
            "  logitlab models check models/gpt2      say whether a model runs",
            "  logitlab models add ORG/NAME           fetch a model from the Hugging Face hub",
            "  logitlab lessons check                 say what is wrong with a lesson, and where",
            "",
            "Each option can come from the environment instead: LOGITLAB_HOST, LOGITLAB_PORT, LOGITLAB_MODELS, ..."
        })
public final class App implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    @Mixin
    private ServeOptions options;

    public static void main(String... args) {
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The folder of models is called like the subcommand: {@code --models models} is fine. */
    static CommandLine commandLine() {
        return new CommandLine(new App())
                .setAllowSubcommandsAsOptionParameters(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line));
    }

    private static int explain(Exception failure, CommandLine line) throws Exception {
        if (!(failure instanceof CannotStart)) {
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
        Running running = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        System.out.println("Logit Lab answers on " + running.server().address());
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    /** All parts, started. @throws CannotStart saying what is in the way and how to mend it */
    static Running start(ServeOptions options) {
        Access access = options.access();
        OwnClasses.load();
        Models models = options.models.load(options.budget());
        models.leftOut().forEach(left -> LOG.warn("{}", left));
        Course course = options.lessons.open(models);
        try {
            RequestLimiter limiter = RequestLimiter.of(options.budget().callers());
            Streams streams = new Streams(limiter, options.streams());
            Server server = Server.start(
                    options.host,
                    options.port,
                    access,
                    List.of(
                            new HomeRoutes(course, models, limiter),
                            new SiteRoutes(course),
                            new PlayRoutes(models, limiter, streams),
                            new PictureRoutes(models, limiter),
                            new InsideRoutes(models, limiter),
                            new LessonRoutes(course, limiter),
                            new ChallengeRoutes(course, models, limiter),
                            new ApiRoutes(models, limiter)));
            return new Running(server, streams, limiter, course, models);
        } catch (UnknownHostException e) {
            course.close();
            models.close();
            throw new CannotStart("There is no network address " + options.host + " here: choose another with --host.");
        } catch (IOException e) {
            course.close();
            models.close();
            throw new CannotStart(
                    "Cannot answer on %s, port %d: %s. Choose another port with --port; 0 takes a free one."
                            .formatted(options.host, options.port, e.getMessage()));
        }
    }

    /** The program at work. */
    record Running(Server server, Streams streams, RequestLimiter limiter, Course course, Models models)
            implements AutoCloseable {

        @Override
        public void close() {
            streams.close();
            server.close();
            limiter.close();
            course.close();
            models.close();
        }
    }
}
