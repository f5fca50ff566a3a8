package logitlab.web.home;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.lesson.Lesson;
import logitlab.lesson.file.Course;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Routes;
import logitlab.web.preview.TitleCard;

/** What machines request from a site: preview pictures of its pages, a list of the pages, and which addresses to avoid. */
public final class SiteRoutes implements Routes {

    /** The pages whose picture shows their title, each with its title and its summary. */
    private static final Map<String, List<String>> PAGES = Map.of(
            "home", List.of("home.title", "home.lead"),
            "inside", List.of("inside.heading", "inside.lead"),
            "lessons", List.of("lesson.list.title", "lesson.list.lead"),
            "challenge", List.of("challenge.title", "challenge.lead"),
            "certificate", List.of("certificate.title", "certificate.site"),
            "glossary", List.of("glossary.title", "glossary.lead"),
            "models", List.of("models.title", "models.lead"),
            "teaching", List.of("teaching.title", "teaching.lead"));

    /** The disallowed addresses cost work, and none of them is a page. */
    private static final List<String> ROBOTS = List.of(
            "User-agent: *",
            "Allow: /play/picture.png",
            "Disallow: /play/",
            "Disallow: /inside/",
            "Disallow: /lessons/*/widgets/",
            "Disallow: /lessons/*/exercises/",
            "Disallow: /api/");

    private final Course course;
    private final Map<String, Picture> pictures = new ConcurrentHashMap<>();

    public SiteRoutes(Course course) {
        this.course = course;
    }

    /** A picture, and the texts that were drawn on it. */
    private record Picture(String title, String lead, byte[] png) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/pictures/{page}.png", this::page);
        routes.get("/lessons/{slug}/picture.png", this::lesson);
        routes.get("/robots.txt", this::robots);
        routes.get("/sitemap.xml", this::sitemap);
    }

    private void page(Context ctx) {
        String page = ctx.pathParam("page");
        List<String> keys = Optional.ofNullable(PAGES.get(page)).orElseThrow(NotFoundResponse::new);
        Messages messages = Messages.of(ctx);
        String name = "page " + page + " in " + messages.language();
        picture(ctx, messages, name, messages.say(keys.get(0)), messages.say(keys.get(1)));
    }

    private void lesson(Context ctx) {
        Lesson lesson = course.lessons().find(ctx.pathParam("slug")).orElseThrow(NotFoundResponse::new);
        picture(ctx, Messages.of(ctx), "lesson " + lesson.slug(), lesson.title(), lesson.summary());
    }

    /** Draws the picture once for each name, and again if the texts have changed since. */
    private void picture(Context ctx, Messages messages, String name, String title, String lead) {
        Picture picture = pictures.compute(name, (same, drawn) -> {
            boolean current =
                    drawn != null && drawn.title().equals(title) && drawn.lead().equals(lead);
            return current ? drawn : new Picture(title, lead, TitleCard.png(messages.say("site.name"), title, lead));
        });
        ctx.header("Cache-Control", "public, max-age=86400")
                .header("Cross-Origin-Resource-Policy", "cross-origin") // meant to be shown on other sites
                .contentType("image/png")
                .result(picture.png());
    }

    private void robots(Context ctx) {
        Stream<String> map = Origin.of(ctx).map(origin -> "Sitemap: " + origin + "/sitemap.xml").stream();
        ctx.contentType("text/plain; charset=utf-8")
                .result(Stream.concat(ROBOTS.stream(), map).collect(Collectors.joining("\n", "", "\n")));
    }

    private void sitemap(Context ctx) {
        String origin = Origin.of(ctx).orElseThrow(NotFoundResponse::new);
        Stream<String> lessons = course.lessons().all().stream().map(lesson -> "/lessons/" + lesson.slug());
        Stream<String> guide = course.lessons().guide().map(found -> "/teaching").stream();
        String urls = Stream.of(
                        Stream.of("/", "/play", "/inside", "/lessons"),
                        lessons,
                        guide,
                        Stream.of("/glossary", "/models", "/challenge"))
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
