package logitlab.web.home;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Course;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.prefix.PathPrefix;
import logitlab.web.preview.PictureCache;
import logitlab.web.preview.PreviewContent;
import logitlab.web.step.RollView;

/** What machines request from a site: preview pictures of its pages, a list of the pages, which addresses to avoid; and the source. */
public final class SiteRoutes implements Routes {

    /** The pages whose picture shows their title above the opening draw, each with its title and its summary. */
    private static final Map<String, List<String>> PAGES = Map.of(
            "lessons", List.of("lesson.list.title", "lesson.list.lead"),
            "bring", List.of("bring.title", "bring.lead"),
            "glossary", List.of("glossary.title", "glossary.lead"),
            "heads", List.of("heads.heading", "heads.lead"),
            "models", List.of("models.title", "models.lead"),
            "source", List.of("source.title", "source.lead"),
            "teaching", List.of("teaching.title", "teaching.lead"));

    /** The disallowed addresses cost work, and none of them is a page. */
    private static final List<String> ROBOTS = List.of(
            "User-agent: *",
            "Allow: /play/picture.png",
            "Allow: /inside/picture.png",
            "Allow: /inside/heads",
            "Disallow: /play/",
            "Disallow: /inside/",
            "Disallow: /lessons/*/widgets/",
            "Disallow: /lessons/*/exercises/",
            "Disallow: /api/");

    private final Course course;
    private final Models models;
    private final RequestLimiter limiter;
    private final PictureCache pictures = new PictureCache();

    /** @param limiter draws the pictures, which show a step of the first model */
    public SiteRoutes(Course course, Models models, RequestLimiter limiter) {
        this.course = course;
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/pictures/{page}.png", limiter.around(SiteRoutes::keys, this::page));
        routes.get("/lessons/{slug}/picture.png", limiter.around(this::find, this::lesson));
        routes.get("/source", SiteRoutes::source);
        routes.get("/robots.txt", this::robots);
        routes.get("/sitemap.xml", this::sitemap);
    }

    private static List<String> keys(Context ctx) {
        List<String> keys =
                Optional.ofNullable(PAGES.get(ctx.pathParam("page"))).orElseThrow(NotFoundResponse::new);
        ctx.contentType("image/png");
        return keys;
    }

    private void page(Context ctx) {
        List<String> keys = keys(ctx);
        Messages messages = Messages.of(ctx);
        RollView roll = RollView.open(messages, Map.of(), models, Permit.AT_ONCE);
        picture(ctx, messages, messages.say(keys.get(0)), messages.say(keys.get(1)), roll, messages.say("home.title"));
    }

    private Lesson find(Context ctx) {
        Lesson lesson = course.lessons().find(ctx.pathParam("slug")).orElseThrow(NotFoundResponse::new);
        ctx.contentType("image/png");
        return lesson;
    }

    /** Each lesson has a draw of its own. */
    private void lesson(Context ctx) {
        Lesson lesson = find(ctx);
        Messages messages = Messages.of(ctx);
        RollView roll =
                RollView.open(messages, Map.of("seed", Integer.toString(lesson.number())), models, Permit.AT_ONCE);
        String place = messages.say(
                "picture.lesson", lesson.number(), course.lessons().all().size(), lesson.minutes());
        picture(ctx, messages, lesson.title(), lesson.summary(), roll, place);
    }

    private void picture(Context ctx, Messages messages, String title, String lead, RollView roll, String sentence) {
        pictures.answer(
                ctx,
                String.join("\n", title, lead, sentence, roll.query(), messages.language()),
                true,
                () -> PreviewContent.titled(messages.say("site.name"), title, lead, roll.picture(), sentence));
    }

    private static void source(Context ctx) {
        Html.render(ctx, "pages/source", SourcePage.of(Messages.of(ctx), Origin.of(ctx)));
    }

    private void robots(Context ctx) {
        PathPrefix prefix = PathPrefix.of(ctx);
        Stream<String> rules = ROBOTS.stream().map(rule -> rule.replace(": /", ": " + prefix.before("/")));
        Stream<String> map = Origin.of(ctx).map(origin -> "Sitemap: " + origin + "/sitemap.xml").stream();
        ctx.contentType("text/plain; charset=utf-8")
                .result(Stream.concat(rules, map).collect(Collectors.joining("\n", "", "\n")));
    }

    private void sitemap(Context ctx) {
        String origin = Origin.of(ctx).orElseThrow(NotFoundResponse::new);
        Stream<String> lessons = course.lessons().all().stream().map(lesson -> "/lessons/" + lesson.slug());
        Stream<String> guide = course.lessons().guide().map(found -> "/teaching").stream();
        String urls = Stream.of(
                        Stream.of("/", "/play", "/inside", "/inside/heads", "/lessons"),
                        lessons,
                        guide,
                        Stream.of("/glossary", "/models", "/models/bring", "/challenge", "/source"))
                .flatMap(paths -> paths)
                .map(path -> "  <url><loc>" + origin + path + "</loc></url>\n")
                .collect(Collectors.joining());
        ctx.contentType("application/xml; charset=utf-8").result("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                %s</urlset>
                """.formatted(urls));
    }
}
