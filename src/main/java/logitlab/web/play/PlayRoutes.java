package logitlab.web.play;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.file.CourseOutline;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.web.Html;
import logitlab.web.HttpRefusedException;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.chat.PromptFields;
import logitlab.web.kept.KeptPages;
import logitlab.web.link.PlayLink;
import logitlab.web.prefix.PathPrefix;
import logitlab.web.step.OpenedLink;
import logitlab.web.step.PlayForm;
import logitlab.web.step.RollView;
import logitlab.web.step.StepPanel;
import logitlab.web.stream.EventFormat;
import logitlab.web.stream.SseExecutor;
import logitlab.web.stream.StreamedRun;

/**
 * The playground's page; its lab, under two addresses, because a step is a new entry in the browser's history and a changed
 * setting is not; the same lab as a stream, step after step; and a roll, for the home page.
 */
public final class PlayRoutes implements Routes {

    private final Models models;
    private final Supplier<CourseOutline> course;
    private final RequestLimiter limiter;
    private final SseExecutor streams;

    /**
     * @param course explains the settings
     * @param limiter opens and renders links
     */
    public PlayRoutes(Models models, Supplier<CourseOutline> course, RequestLimiter limiter, SseExecutor streams) {
        this.models = models;
        this.course = course;
        this.limiter = limiter;
        this.streams = streams;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play", KeptPages.around(ctx -> course.get(), around(this::page)));
        routes.get("/play/step", aroundStep((ctx, permit) -> fragment(ctx, permit, "HX-Push-Url")));
        routes.get("/play/settings", aroundStep((ctx, permit) -> fragment(ctx, permit, "HX-Replace-Url")));
        routes.get("/play/roll", aroundStep(this::roll));
        routes.get("/play/stream", this::stream);
    }

    private Handler around(RequestLimiter.LongWork work) {
        return limiter.aroundLink(this::plain, work);
    }

    private Handler aroundStep(RequestLimiter.LongWork work) {
        return limiter.aroundStep(this::plain, work);
    }

    /** The link without what is chosen by hand. */
    private PlayLink plain(Context ctx) {
        Map<String, String> values = values(ctx);
        values.keySet().removeAll(ChosenPath.KEYS);
        return PlayLink.parse(values);
    }

    /** The page of a link; an incomplete link that is not empty is redirected to the complete one. */
    private void page(Context ctx, Permit permit) {
        if (KeptPages.answered(ctx)) {
            return;
        }
        Messages messages = Messages.of(ctx);
        Map<String, String> values = Map.of();
        try {
            values = PlayForm.values(ctx.queryString());
            OpenedLink play = ChosenPath.open(LaneForms.resolved(values, models), models, permit);
            if (values.isEmpty() || play.link().query().equals(ctx.queryString())) {
                permit.run(() -> {
                    PlayPage page = PlayPage.of(messages, play, models, course.get(), Origin.of(ctx));
                    Html.render(ctx, "pages/play", page);
                    return page;
                });
            } else {
                ctx.redirect("/play?" + play.link().query());
            }
        } catch (InvalidValueException invalid) {
            ctx.status(400);
            refuse(ctx, messages, values, InputProblem.of(messages, invalid));
        } catch (FaultyLogitsException faulty) {
            ctx.status(422);
            refuse(ctx, messages, values, InputProblem.of(messages, faulty));
        }
    }

    private void refuse(Context ctx, Messages messages, Map<String, String> values, InputProblem problem) {
        Html.render(ctx, "pages/play", PlayPage.refused(messages, values, problem, models, course.get()));
    }

    /** The parameters of an address, in the notation of links. */
    private Map<String, String> values(Context ctx) {
        return LaneForms.resolved(PlayForm.values(ctx.queryString()), models);
    }

    /** A roll for the home page, and the home page's new address. */
    private void roll(Context ctx, Permit permit) {
        InputProblem.asFragment(ctx);
        RollView roll = RollView.open(Messages.of(ctx), values(ctx), models, permit);
        ctx.header("HX-Replace-Url", "/?" + roll.query());
        permit.run(() -> {
            Html.render(ctx, "fragments/roll", roll);
            return roll;
        });
    }

    private void fragment(Context ctx, Permit permit, String addressHeader) {
        InputProblem.asFragment(ctx);
        OpenedLink play = ChosenPath.open(values(ctx), models, permit);
        ctx.header(addressHeader, "/play?" + play.link().query());
        permit.run(() -> {
            Messages messages = Messages.of(ctx);
            StepPanel panel = StepPanel.of(messages, play);
            Html.render(ctx, "fragments/lab", panel);
            if (PromptFields.sentBy(ctx)) {
                PlayForm form = PlayForm.of(messages, play.link(), models);
                ctx.html(ctx.result()
                        + Html.text("fragments/chat/swapped", form.saying().asSwapped())
                        + Html.text("fragments/chat/makers", form));
            }
            return panel;
        });
    }

    /** A link that cannot play is answered with an event, too, because a browser shows no other answer to a stream. */
    private void stream(Context ctx) throws IOException {
        SseExecutor.announce(ctx);
        Messages messages = Messages.of(ctx);
        EventFormat format = new LabEvents(PathPrefix.of(ctx));
        try {
            Optional<String> after = Optional.ofNullable(ctx.header(SseExecutor.LAST_ID));
            streams.answer(ctx, StreamedRun.of(messages, format, values(ctx), after, models));
        } catch (InvalidValueException invalid) {
            ctx.result(StreamedRun.failure(format, InputProblem.of(messages, invalid)));
        } catch (HttpRefusedException refused) {
            boolean browser = String.valueOf(ctx.header("Accept")).contains("text/event-stream");
            ctx.status(browser ? 200 : refused.status()) // browsers read no stream with a different status
                    .header("Retry-After", "2")
                    .result(StreamedRun.failure(format, refused.problem(messages)));
        }
    }
}
