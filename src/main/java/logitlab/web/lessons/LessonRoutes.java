package logitlab.web.lessons;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonPart;
import logitlab.lesson.TeachingGuide;
import logitlab.lesson.file.Course;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.Widget;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.exercise.FeedbackView;
import logitlab.web.link.Query;
import logitlab.web.view.Fragment;

/**
 * The map of the course, each lesson with its widgets and exercises, its sheet to print, its notes for the teacher, the glossary,
 * and the guide for teachers.
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
        routes.get("/lessons/{slug}", limiter.around(ctx -> visit(ctx, course.lessons()), this::page));
        routes.get("/lessons/{slug}/teacher", limiter.around(ctx -> notes(ctx, course.lessons()), this::teacher));
        routes.get("/lessons/{slug}/sheet", limiter.around(ctx -> lesson(ctx, course.lessons()), this::sheet));
        routes.get("/glossary", this::glossary);
        routes.get("/teaching", this::teaching);
        routes.get(
                "/lessons/{slug}/widgets/{id}",
                around((lesson, id) -> lesson.find(id, Widget.class), (id, block) -> block));
        routes.get(
                "/lessons/{slug}/exercises/{id}",
                around((lesson, id) -> lesson.find(id, Exercise.class), (id, block) -> block));
        routes.get(
                "/lessons/{slug}/exercises/{id}/feedback",
                around((lesson, id) -> lesson.find(id, Exercise.class), (id, block) -> answered(id, block.swapped())));
    }

    /** A part of a lesson's page. Whether there is such a part can be checked without a model. */
    private <B extends LessonPart.Block> Handler around(
            BiFunction<Lesson, String, Optional<B>> find, BiFunction<String, Fragment.Block, Fragment> piece) {
        return limiter.around(
                ctx -> find.apply(visit(ctx, course.lessons()).lesson(), ctx.pathParam("id"))
                        .orElseThrow(NotFoundResponse::new),
                ctx -> fragment(ctx, find, piece));
    }

    /** @param lessons as they are during the whole request: an edit may replace those of the course meanwhile */
    private static Lesson lesson(Context ctx, Lessons lessons) {
        return lessons.find(ctx.pathParam("slug")).orElseThrow(NotFoundResponse::new);
    }

    /** A lesson without notes for the teacher has no such page. */
    private static Lesson notes(Context ctx, Lessons lessons) {
        return Optional.of(lesson(ctx, lessons))
                .filter(lesson -> !lesson.teacher().isEmpty())
                .orElseThrow(NotFoundResponse::new);
    }

    private static LessonRequest visit(Context ctx, Lessons lessons) {
        return LessonRequest.of(Messages.of(ctx), lesson(ctx, lessons), ctx.queryString());
    }

    private void list(Context ctx) {
        Map<String, String> values = Query.parse(ctx.queryString());
        Html.render(ctx, "pages/lessons", LessonsPage.of(Messages.of(ctx), course.lessons(), values, Origin.of(ctx)));
    }

    private void page(Context ctx) {
        Lessons lessons = course.lessons();
        page(ctx, visit(ctx, lessons), lessons);
    }

    /** The page. A form that was sent is redirected to the equivalent link, unless a value has to be corrected. */
    private static void page(Context ctx, LessonRequest request, Lessons lessons) {
        request.typed()
                .flatMap(id -> request.lesson().find(id, LessonPart.Block.class))
                .map(block -> BlockRenderer.render(block, request))
                .filter(block -> !block.wrong())
                .flatMap(Fragment.Block::address)
                .ifPresentOrElse(ctx::redirect, () -> {
                    LessonPage page = LessonPage.of(request, lessons, Origin.of(ctx));
                    answer(ctx, "pages/lesson", page, page.wrong());
                });
    }

    private void teacher(Context ctx) {
        Lessons lessons = course.lessons();
        Lesson lesson = notes(ctx, lessons);
        Html.render(ctx, "pages/teacher", TeacherPage.of(Messages.of(ctx), lesson, lessons, Origin.of(ctx)));
    }

    private void sheet(Context ctx) {
        Lessons lessons = course.lessons();
        Lesson lesson = lesson(ctx, lessons);
        Map<String, String> values = Query.parse(ctx.queryString());
        Html.render(ctx, "pages/sheet", SheetPage.of(Messages.of(ctx), lesson, lessons, values, Origin.of(ctx)));
    }

    private void glossary(Context ctx) {
        Html.render(ctx, "pages/glossary", GlossaryPage.of(Messages.of(ctx), course.lessons(), Origin.of(ctx)));
    }

    /** A course without a guide has no such page. */
    private void teaching(Context ctx) {
        Lessons lessons = course.lessons();
        TeachingGuide guide = lessons.guide().orElseThrow(NotFoundResponse::new);
        Html.render(ctx, "pages/teaching", new TeachingPage(Messages.of(ctx), guide, lessons.all(), Origin.of(ctx)));
    }

    private <B extends LessonPart.Block> void fragment(
            Context ctx,
            BiFunction<Lesson, String, Optional<B>> find,
            BiFunction<String, Fragment.Block, Fragment> piece) {
        String id = ctx.pathParam("id");
        String address = ctx.header("HX-Current-URL");
        LessonRequest asked = visit(ctx, course.lessons());
        LessonRequest request = address == null ? asked : asked.on(address, id);
        Fragment.Block block =
                BlockRenderer.render(find.apply(request.lesson(), id).orElseThrow(NotFoundResponse::new), request);
        block.address().ifPresent(there -> ctx.header("HX-Replace-Url", there));
        Fragment fragment = piece.apply(id, block);
        answer(ctx, fragment.template(), fragment, fragment.wrong());
    }

    /** A visitor who asks for feedback always gets some, even if it is only that an answer is missing. */
    private static Fragment answered(String id, Fragment feedback) {
        return feedback instanceof FeedbackView view && view.silent()
                ? FeedbackView.unanswered(view.messages(), id)
                : feedback;
    }

    private static void answer(Context ctx, String template, View view, boolean wrong) {
        ctx.status(wrong ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
        Html.render(ctx, template, view);
    }
}
