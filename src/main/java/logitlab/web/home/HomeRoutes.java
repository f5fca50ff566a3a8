package logitlab.web.home;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import logitlab.lesson.file.Course;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.kept.KeptPages;
import logitlab.web.lessons.CourseMap;
import logitlab.web.lessons.TermMeanings;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.step.PlayForm;
import logitlab.web.step.RollView;

/** The home page; the playground's routes answer the requests for further rolls. */
public final class HomeRoutes implements Routes {

    private final Course course;
    private final Models models;
    private final RequestLimiter limiter;

    /** @param limiter runs the model */
    public HomeRoutes(Course course, Models models, RequestLimiter limiter) {
        this.course = course;
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/",
                KeptPages.around(
                        ctx -> course.lessons(), limiter.aroundLink(ctx -> PlayLink.parse(values(ctx)), this::page)));
    }

    /** The page with the roll in its link, or with the opening roll; an incomplete link is redirected to the complete one. */
    private void page(Context ctx, Permit permit) {
        if (KeptPages.answered(ctx)) {
            return;
        }
        Messages messages = Messages.of(ctx);
        Map<String, String> values = values(ctx);
        RollView roll = RollView.open(messages, values, models, permit);
        String query = roll.query();
        if (values.isEmpty() || query.equals(Query.format(values))) {
            permit.run(() -> {
                CourseMap map = CourseMap.of(messages, course.lessons());
                boolean waits = !course.lessons().waiting().isEmpty();
                TermMeanings meanings =
                        TermMeanings.of(messages, Map.of("temperature", "temperature"), course.outline());
                HomePage page = new HomePage(messages, roll, map, waits, meanings, Origin.of(ctx));
                Html.render(ctx, "pages/home", page);
                return page;
            });
        } else {
            ctx.redirect("/?" + query);
        }
    }

    private static Map<String, String> values(Context ctx) {
        Map<String, String> values = PlayForm.values(ctx.queryString());
        values.keySet().removeIf(key -> !PlayLink.isKey(key)); // parameters that other sites append to every address
        return values;
    }
}
