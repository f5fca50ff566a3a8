package logitlab.web.lessons;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import logitlab.lesson.Course;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.lesson.Part;
import logitlab.web.Html;
import logitlab.web.Query;
import logitlab.web.Routes;
import logitlab.web.View;

/**
 * The map of the course, each lesson, what its widgets and exercises answer with, its sheet to print, its notes for the teacher,
 * the glossary, and the guide for teachers.
 */
public final class LessonRoutes implements Routes {

    private final Course course;

    public LessonRoutes(Course course) {
        this.course = course;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lessons", this::list);
        routes.get("/lessons/{slug}", this::page);
        routes.get("/lessons/{slug}/teacher", this::teacher);
        routes.get("/lessons/{slug}/sheet", this::sheet);
        routes.get("/glossary", ctx -> answer(ctx, "pages/glossary", GlossaryPage.of(course.lessons()), false));
        routes.get("/teaching", this::teaching);
        routes.get("/lessons/{slug}/widgets/{id}", ctx -> fragment(ctx, Lesson::findWidget, block -> block));
        routes.get("/lessons/{slug}/exercises/{id}", ctx -> fragment(ctx, Lesson::findExercise, block -> block));
        routes.get(
                "/lessons/{slug}/exercises/{id}/feedback",
                ctx -> fragment(ctx, Lesson::findExercise, Fragment.Block::swapped));
    }

    private void list(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        answer(ctx, "pages/lessons", LessonsPage.of(course.lessons(), words), false);
    }

    private void page(Context ctx) {
        Lessons lessons = course.lessons();
        visit(ctx, lessons).ifPresentOrElse(visit -> page(ctx, visit, lessons), () -> missing(ctx));
    }

    /** The page; what a form sent is led to the link that says the same, unless it has to be mended. */
    private static void page(Context ctx, Visit visit, Lessons lessons) {
        visit.typed()
                .flatMap(visit.lesson()::findBlock)
                .map(block -> block.in(new Views(visit)))
                .filter(block -> !block.wrong())
                .flatMap(Fragment.Block::address)
                .ifPresentOrElse(ctx::redirect, () -> {
                    LessonPage page = LessonPage.of(visit, lessons);
                    answer(ctx, "pages/lesson", page, page.wrong());
                });
    }

    /** A lesson that says nothing to the teacher has no such page. */
    private void teacher(Context ctx) {
        Lessons lessons = course.lessons();
        lessons.find(ctx.pathParam("slug"))
                .filter(lesson -> !lesson.teacher().isEmpty())
                .ifPresentOrElse(
                        lesson -> answer(ctx, "pages/teacher", TeacherPage.of(lesson, lessons), false),
                        () -> missing(ctx));
    }

    /** A course without a guide has no such page. */
    private void teaching(Context ctx) {
        Lessons lessons = course.lessons();
        lessons.guide()
                .ifPresentOrElse(
                        guide -> answer(ctx, "pages/teaching", new TeachingPage(guide, lessons.all()), false),
                        () -> missing(ctx));
    }

    private void sheet(Context ctx) {
        Lessons lessons = course.lessons();
        Map<String, String> words = Query.parse(ctx.queryString());
        lessons.find(ctx.pathParam("slug"))
                .ifPresentOrElse(
                        lesson -> answer(ctx, "pages/sheet", SheetPage.of(lesson, lessons, words), false),
                        () -> missing(ctx));
    }

    private <B extends Part.Block> void fragment(
            Context ctx, BiFunction<Lesson, String, Optional<B>> find, Function<Fragment.Block, Fragment> piece) {
        String id = ctx.pathParam("id");
        Optional<String> address = Optional.ofNullable(ctx.header("HX-Current-URL"));
        visit(ctx, course.lessons())
                .map(visit -> address.map(there -> visit.on(there, id)).orElse(visit))
                .flatMap(visit -> find.apply(visit.lesson(), id).map(block -> block.in(new Views(visit))))
                .ifPresentOrElse(
                        block -> {
                            block.address().ifPresent(there -> ctx.header("HX-Replace-Url", there));
                            Fragment fragment = piece.apply(block);
                            answer(ctx, fragment.template(), fragment, fragment.wrong());
                        },
                        () -> missing(ctx));
    }

    private static void answer(Context ctx, String template, View view, boolean wrong) {
        ctx.status(wrong ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
        Html.render(ctx, template, view);
    }

    private static void missing(Context ctx) {
        ctx.status(HttpStatus.NOT_FOUND);
    }

    private static Optional<Visit> visit(Context ctx, Lessons lessons) {
        return lessons.find(ctx.pathParam("slug")).map(lesson -> Visit.of(lesson, ctx.queryString()));
    }
}
