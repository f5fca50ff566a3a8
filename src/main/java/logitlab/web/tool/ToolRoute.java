package logitlab.web.tool;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.failure.FaultyLogitsException;
import logitlab.web.Html;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.PagePreview;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.step.PlayForm;
import logitlab.web.step.StepSummary;

/**
 * The address of a tool's page. Its template is {@code pages/tool/}, the tool's key; a link that cannot be opened is answered with
 * status 400 and what is wrong, and an incomplete one is redirected to the complete one.
 *
 * @param body returns what the page shows below its head
 * @param takesLong whether that runs the model many times
 */
public record ToolRoute<T>(Tool tool, Models models, RequestLimiter limiter, Body<T> body, boolean takesLong)
        implements Routes {

    /** What a page shows below its head. */
    @FunctionalInterface
    public interface Body<T> {

        /** @param permit for each piece of the work */
        T of(Messages messages, OpenedTool opened, Permit permit);
    }

    /** A tool that runs the model a few times at most. */
    public ToolRoute(Tool tool, Models models, RequestLimiter limiter, BiFunction<Messages, OpenedTool, T> body) {
        this(
                tool,
                models,
                limiter,
                (messages, opened, permit) -> permit.run(() -> body.apply(messages, opened)),
                false);
    }

    /** A tool that does {@linkplain RequestLimiter.LongWork long work}. */
    public static <T> ToolRoute<T> ofLongWork(Tool tool, Models models, RequestLimiter limiter, Body<T> body) {
        return new ToolRoute<>(tool, models, limiter, body, true);
    }

    /** A link with a beam search is long work for every tool. */
    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/play/" + tool.key(),
                takesLong
                        ? limiter.aroundLong(this::check, this::page)
                        : limiter.aroundLink(ctx -> link(ctx).play(), this::page));
    }

    private void check(Context ctx) {
        link(ctx);
    }

    private ToolLink link(Context ctx) {
        return ToolLink.parse(tool, PlayForm.values(ctx.queryString()));
    }

    /** Answers a link of the tool. */
    public void page(Context ctx, Permit permit) {
        Messages messages = Messages.of(ctx);
        Map<String, String> values = Map.of();
        try {
            values = PlayForm.values(ctx.queryString());
            OpenedTool opened = OpenedTool.open(ToolLink.parse(tool, values, models), models, permit);
            if (values.isEmpty() || opened.link().query().equals(ctx.queryString())) {
                T shown = body.of(messages, opened, permit);
                permit.run(() -> {
                    ToolPage<T> page = page(ctx, opened, shown);
                    Html.render(ctx, "pages/tool/" + tool.key(), page);
                    return page;
                });
            } else {
                ctx.redirect(opened.link().address());
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
        Html.render(ctx, "pages/tool/refused", ToolRefusal.of(messages, tool, values, problem));
    }

    /** @throws InvalidValueException naming the key, the rule and the value of the first parameter that breaks a rule */
    public static OpenedTool open(Tool tool, Map<String, String> values, Models models) {
        return open(tool, values, models, Permit.AT_ONCE);
    }

    /** The same as long work. @param permit for each run of a search, and for each other lane */
    public static OpenedTool open(Tool tool, Map<String, String> values, Models models, Permit permit) {
        return OpenedTool.open(ToolLink.parse(tool, values, models), models, permit);
    }

    /** The whole page of a tool. */
    public static <T> ToolPage<T> page(Context ctx, OpenedTool opened, T body) {
        Messages messages = Messages.of(ctx);
        StepSummary step = StepSummary.of(messages, opened.play());
        Optional<PagePreview> preview = Origin.of(ctx)
                .map(server -> new PagePreview(
                        messages,
                        server,
                        opened.link().address(),
                        "/play/picture.png?" + step.query(),
                        step.pictured()));
        return new ToolPage<>(messages, ToolHead.of(messages, opened), body, preview);
    }
}
