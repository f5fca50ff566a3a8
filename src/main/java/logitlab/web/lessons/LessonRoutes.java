package logitlab.web.lessons;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.lesson.Part;
import logitlab.web.Html;
import logitlab.web.Routes;
import logitlab.web.View;

/** The list of lessons, each lesson, and what its widgets and exercises answer with. */
public final class LessonRoutes implements Routes {

    private final Lessons lessons;

    public LessonRoutes(Lessons lessons) {
        this.lessons = lessons;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lessons", ctx -> answer(ctx, "pages/lessons", LessonsPage.of(lessons), false));
        routes.get("/lessons/{slug}", this::page);
        routes.get("/lessons/{slug}/widgets/{id}", ctx -> fragment(ctx, Lesson::findWidget, block -> block));
        routes.get("/lessons/{slug}/exercises/{id}", ctx -> fragment(ctx, Lesson::findExercise, block -> block));
        routes.get(
                "/lessons/{slug}/exercises/{id}/feedback",
                ctx -> fragment(ctx, Lesson::findExercise, Fragment.Block::swapped));
    }

    private void page(Context ctx) {
        visit(ctx)
                .map(LessonPage::of)
                .ifPresentOrElse(page -> answer(ctx, "pages/lesson", page, page.wrong()), () -> missing(ctx));
    }

    private <B extends Part.Block> void fragment(
            Context ctx, BiFunction<Lesson, String, Optional<B>> find, Function<Fragment.Block, Fragment> piece) {
        visit(ctx)
                .flatMap(visit -> find.apply(visit.lesson(), ctx.pathParam("id"))
                        .map(block -> piece.apply(block.in(new Views(visit)))))
                .ifPresentOrElse(
                        fragment -> answer(ctx, fragment.template(), fragment, fragment.wrong()), () -> missing(ctx));
    }

    private static void answer(Context ctx, String template, View view, boolean wrong) {
        ctx.status(wrong ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
        Html.render(ctx, template, view);
    }

    private static void missing(Context ctx) {
        ctx.status(HttpStatus.NOT_FOUND);
    }

    private Optional<Visit> visit(Context ctx) {
        return lessons.find(ctx.pathParam("slug")).map(lesson -> Visit.of(lesson, ctx.queryString()));
    }
}
