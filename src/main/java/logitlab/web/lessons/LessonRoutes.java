package logitlab.web.lessons;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonPart;
import logitlab.lesson.file.Course;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.file.WaitingLesson;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.widget.Widget;
import logitlab.web.Html;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.View;
import logitlab.web.kept.KeptPages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.exercise.ExerciseView;
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
        routes.get("/lessons", kept(this::list));
        routes.get("/lessons/{slug}", kept(limiter.around(ctx -> request(ctx, course.lessons()), this::page)));
        routes.get("/lessons/{slug}/teacher", kept(limiter.around(ctx -> notes(ctx, course.lessons()), this::teacher)));
        routes.get("/lessons/{slug}/sheet", kept(limiter.around(ctx -> lesson(ctx, course.lessons()), this::sheet)));
        routes.get("/glossary", kept(this::glossary));
        routes.get("/teaching", kept(this::teaching));
        routes.get("/lessons/{slug}/widgets/{id}", block(Widget.class, block -> block));
        routes.get("/lessons/{slug}/exercises/{id}", block(Exercise.class, block -> block));
        routes.get(
                "/lessons/{slug}/exercises/{id}/feedback",
                limiter.aroundShort(
                        ctx -> find(ctx, request(ctx, course.lessons()), Exercise.class),
                        ctx -> block(ctx, Exercise.class, LessonRoutes::feedback)));
    }

    private Handler kept(Handler page) {
        return KeptPages.around(ctx -> course.lessons(), page);
    }

    /** A block of a lesson's page, or a part of it. Whether there is such a block can be checked without a model. */
    private Handler block(Class<? extends LessonPart.Block> kind, Function<Fragment.Block, Fragment> part) {
        return limiter.around(ctx -> find(ctx, request(ctx, course.lessons()), kind), ctx -> block(ctx, kind, part));
    }

    private static LessonPart.Block find(Context ctx, LessonRequest request, Class<? extends LessonPart.Block> kind) {
        return request.lesson().find(ctx.pathParam("id"), kind).orElseThrow(NotFoundResponse::new);
    }

    /** @param lessons as they are during the whole request: an edit may replace those of the course meanwhile */
    private static Lesson lesson(Context ctx, Lessons lessons) {
        String slug = ctx.pathParam("slug");
        return lessons.find(slug)
                .orElseThrow(() -> lessons.findWaiting(slug)
                        .map(LessonRoutes::waits)
                        .<RuntimeException>map(wait -> wait)
                        .orElseGet(NotFoundResponse::new));
    }

    private static RuntimeException waits(WaitingLesson lesson) {
        List<String> models = lesson.models();
        return HttpRefusedException.because(
                404, "lesson.waiting.one", lesson.title(), models.size(), String.join(", ", models));
    }

    /** A lesson without notes for the teacher has no such page. */
    private static Lesson notes(Context ctx, Lessons lessons) {
        return Optional.of(lesson(ctx, lessons))
                .filter(lesson -> !lesson.teacher().isEmpty())
                .orElseThrow(NotFoundResponse::new);
    }

    private static LessonRequest request(Context ctx, Lessons lessons) {
        return LessonRequest.of(Messages.of(ctx), lesson(ctx, lessons), ctx.queryString());
    }

    private void list(Context ctx) {
        Map<String, String> values = Query.parse(ctx.queryString());
        Html.render(ctx, "pages/lessons", LessonsPage.of(Messages.of(ctx), course.lessons(), values, Origin.of(ctx)));
    }

    /** A form that was sent is redirected to the equivalent link, unless a value has to be corrected. */
    private void page(Context ctx) {
        if (KeptPages.answered(ctx)) {
            return;
        }
        Lessons lessons = course.lessons();
        LessonRequest request = request(ctx, lessons);
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

    private void teaching(Context ctx) {
        Lessons lessons = course.lessons();
        Html.render(ctx, "pages/teaching", TeachingPage.of(Messages.of(ctx), lessons, Origin.of(ctx)));
    }

    private void block(Context ctx, Class<? extends LessonPart.Block> kind, Function<Fragment.Block, Fragment> part) {
        LessonRequest own = request(ctx, course.lessons());
        String page = ctx.header("HX-Current-URL");
        LessonRequest request = page == null ? own : own.on(page, ctx.pathParam("id"));
        Fragment.Block block = BlockRenderer.render(find(ctx, request, kind), request);
        block.address().ifPresent(address -> ctx.header("HX-Replace-Url", address));
        Fragment fragment = part.apply(block);
        answer(ctx, fragment.template(), fragment, fragment.wrong());
    }

    /** A visitor who asks for feedback always gets some, even if it is only that an answer is missing. */
    private static Fragment feedback(Fragment.Block block) {
        ExerciseView exercise = (ExerciseView) block;
        return exercise.feedback().silent()
                ? FeedbackView.unanswered(exercise.messages(), exercise.id())
                : exercise.feedback();
    }

    private static void answer(Context ctx, String template, View view, boolean wrong) {
        ctx.status(wrong ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
        Html.render(ctx, template, view);
    }
}
