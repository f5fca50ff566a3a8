package logitlab.web.lessons;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import logitlab.lesson.Course;
import logitlab.lesson.Lesson;
import logitlab.lesson.Lessons;
import logitlab.lesson.Part;
import logitlab.web.Html;
import logitlab.web.Origin;
import logitlab.web.Query;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.View;

/**
 * The map of the course, each lesson, what its widgets and exercises answer with, its sheet to print, its notes for the teacher,
 * the glossary, and the guide for teachers.
 */
public final class LessonRoutes implements Routes {

    private final Course course;
    private final RequestLimiter limiter;

    /** @param limiter renders lessons, whose widgets and exercises run models */
    public LessonRoutes(Course course, RequestLimiter limiter) {
        this.course = course;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/lessons", this::list);
        routes.get("/lessons/{slug}", around(this::page));
        routes.get("/lessons/{slug}/teacher", around(this::teacher));
        routes.get("/lessons/{slug}/sheet", around(this::sheet));
        routes.get(
                "/glossary",
                ctx -> answer(ctx, "pages/glossary", GlossaryPage.of(course.lessons(), Origin.of(ctx)), false));
        routes.get("/teaching", this::teaching);
        routes.get("/lessons/{slug}/widgets/{id}", around(ctx -> fragment(ctx, Lesson::findWidget, block -> block)));
        routes.get(
                "/lessons/{slug}/exercises/{id}", around(ctx -> fragment(ctx, Lesson::findExercise, block -> block)));
        routes.get(
                "/lessons/{slug}/exercises/{id}/feedback",
                around(ctx ->
                        fragment(ctx, Lesson::findExercise, block -> answered(ctx.pathParam("id"), block.swapped()))));
    }

    /** Whether a lesson exists can be answered without a model. */
    private Handler around(Handler work) {
        return limiter.around(
                ctx -> {
                    Query.parse(ctx.queryString());
                    if (course.lessons().find(ctx.pathParam("slug")).isEmpty()) {
                        missing();
                    }
                },
                work);
    }

    private void list(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        answer(ctx, "pages/lessons", LessonsPage.of(course.lessons(), words, Origin.of(ctx)), false);
    }

    private void page(Context ctx) {
        Lessons lessons = course.lessons();
        visit(ctx, lessons).ifPresentOrElse(visit -> page(ctx, visit, lessons), LessonRoutes::missing);
    }

    /** The page. A form that was sent is redirected to the equivalent link, unless a value has to be corrected. */
    private static void page(Context ctx, Visit visit, Lessons lessons) {
        visit.typed()
                .flatMap(visit.lesson()::findBlock)
                .map(block -> block.in(new Views(visit)))
                .filter(block -> !block.wrong())
                .flatMap(Fragment.Block::address)
                .ifPresentOrElse(ctx::redirect, () -> {
                    LessonPage page = LessonPage.of(visit, lessons, Origin.of(ctx));
                    answer(ctx, "pages/lesson", page, page.wrong());
                });
    }

    /** A lesson that says nothing to the teacher has no such page. */
    private void teacher(Context ctx) {
        Lessons lessons = course.lessons();
        lessons.find(ctx.pathParam("slug"))
                .filter(lesson -> !lesson.teacher().isEmpty())
                .ifPresentOrElse(
                        lesson -> answer(ctx, "pages/teacher", TeacherPage.of(lesson, lessons, Origin.of(ctx)), false),
                        LessonRoutes::missing);
    }

    /** A course without a guide has no such page. */
    private void teaching(Context ctx) {
        Lessons lessons = course.lessons();
        lessons.guide()
                .ifPresentOrElse(
                        guide -> answer(
                                ctx, "pages/teaching", new TeachingPage(guide, lessons.all(), Origin.of(ctx)), false),
                        LessonRoutes::missing);
    }

    private void sheet(Context ctx) {
        Lessons lessons = course.lessons();
        Map<String, String> words = Query.parse(ctx.queryString());
        lessons.find(ctx.pathParam("slug"))
                .ifPresentOrElse(
                        lesson ->
                                answer(ctx, "pages/sheet", SheetPage.of(lesson, lessons, words, Origin.of(ctx)), false),
                        LessonRoutes::missing);
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
                        LessonRoutes::missing);
    }

    /** A visitor who asks for feedback always gets some, even if it is only that an answer is missing. */
    private static Fragment answered(String id, Fragment feedback) {
        return feedback instanceof FeedbackView view && view.silent() ? FeedbackView.unanswered(id) : feedback;
    }

    private static void answer(Context ctx, String template, View view, boolean wrong) {
        ctx.status(wrong ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
        Html.render(ctx, template, view);
    }

    private static void missing() {
        throw new NotFoundResponse();
    }

    private static Optional<Visit> visit(Context ctx, Lessons lessons) {
        return lessons.find(ctx.pathParam("slug")).map(lesson -> Visit.of(lesson, ctx.queryString()));
    }
}
