package logitlab.web.home;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import logitlab.lesson.Course;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Query;
import logitlab.web.Routes;
import logitlab.web.Turns;
import logitlab.web.lessons.CourseMap;
import logitlab.web.play.Glance;
import logitlab.web.play.Link;

/** The home page; its step is swapped by the playground's routes. */
public final class HomeRoutes implements Routes {

    private final Course course;
    private final Models models;
    private final Turns turns;

    /** @param turns in which the opening step is taken */
    public HomeRoutes(Course course, Models models, Turns turns) {
        this.course = course;
        this.models = models;
        this.turns = turns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", this::page);
    }

    /** The page with the step that its link says, or with the opening one; a link that leaves something out is led to the whole one. */
    private void page(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        words.keySet().removeIf(key -> !Link.isKey(key)); // what other sites hang on to every address
        Glance glance = turns.take(() -> Glance.open(words, models));
        if (words.isEmpty() || glance.query().equals(Query.format(words))) {
            Html.render(ctx, "pages/home", new HomePage(glance, CourseMap.of(course.lessons())));
        } else {
            ctx.redirect("/?" + glance.query());
        }
    }
}
