package logitlab;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.html.policy.PreventInlineEventHandlers;
import gg.jte.resolve.DirectoryCodeResolver;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.lesson.file.Course;
import logitlab.lesson.file.LessonProblem;
import logitlab.web.Assets;
import logitlab.web.Html;
import logitlab.web.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Serves with templates, messages, styles, scripts and lessons read from disk, so that a reload shows what was saved, and shows
 * the error of a broken template or lesson on the page. Takes the options of {@code serve}. The folder {@code web} must come
 * first in the class path, as it does with {@code mvn -Pdev}. A change in Java needs a restart.
 */
public final class Development implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Development.class);

    private final Course course;

    private Development(Course course) {
        this.course = course;
    }

    public static void main(String... args) throws InterruptedException {
        Html.renderWith(templates());
        ServeOptions options = new ServeOptions();
        new CommandLine(options).parseArgs(args);
        App.serve(App.start(options, course -> List.of(new Development(course))));
    }

    /** Templates that are compiled again when a file has changed, with what the POM sets for those in the jar. */
    private static TemplateEngine templates() {
        TemplateEngine templates = TemplateEngine.create(
                new DirectoryCodeResolver(Path.of("web", "templates")),
                Path.of("target", "development"),
                ContentType.Html,
                Development.class.getClassLoader());
        templates.setHtmlPolicy(new PreventInlineEventHandlers());
        templates.setTrimControlStructures(true);
        return templates;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(ctx -> {
            if (!ctx.path().startsWith("/static/")) {
                ResourceBundle.clearCache();
                Assets.INSTANCE.reload();
                course.refresh();
            }
        });
        routes.before("/lessons*", this::showProblems);
        routes.exception(RuntimeException.class, Development::show);
    }

    private void showProblems(Context ctx) {
        List<LessonProblem> problems = Stream.concat(
                        course.lessons().problems().stream(),
                        course.lessons().waiting().stream().flatMap(lesson -> lesson.problems().stream()))
                .toList();
        if (!problems.isEmpty()) {
            show(ctx, problems.stream().map(LessonOptions::sentence).collect(Collectors.joining("\n")));
            ctx.skipRemainingHandlers();
        }
    }

    private static void show(Exception failure, Context ctx) {
        show(
                ctx,
                Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                        .map(Throwable::toString)
                        .collect(Collectors.joining("\n\ncaused by ")));
    }

    private static void show(Context ctx, String error) {
        LOG.error("{} {}: {}", ctx.method(), ctx.path(), error);
        ctx.status(500).contentType("text/plain; charset=utf-8").result(error);
    }
}
