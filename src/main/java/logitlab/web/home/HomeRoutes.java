package logitlab.web.home;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import logitlab.lesson.Course;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Query;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.lessons.CourseMap;
import logitlab.web.play.Glance;
import logitlab.web.play.Link;

/** The home page; its step is swapped by the playground's routes. */
public final class HomeRoutes implements Routes {

    private final Course course;
    private final Models models;
    private final RequestLimiter limiter;

    /** @param limiter takes the opening step */
    public HomeRoutes(Course course, Models models, RequestLimiter limiter) {
        this.course = course;
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", limiter.around(this::page));
    }

    /** The page with the step in its link, or with the opening step; an incomplete link is redirected to the complete one. */
    private void page(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        words.keySet().removeIf(key -> !Link.isKey(key)); // parameters that other sites append to every address
        Glance glance = Glance.open(words, models);
        if (words.isEmpty() || glance.query().equals(Query.format(words))) {
            Html.render(
                    ctx,
                    "pages/home",
                    new HomePage(glance, CourseMap.of(Messages.of(ctx), course.lessons()), Origin.of(ctx)));
        } else {
            ctx.redirect("/?" + glance.query());
        }
    }
}
