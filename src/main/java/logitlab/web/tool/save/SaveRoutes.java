package logitlab.web.tool.save;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.BiConsumer;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.HttpRefusedException;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.tool.ToolRoute;

/** The page of everything that can be taken away from a step, and the files that are not pictures. */
public final class SaveRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;

    /** @param limiter opens links and makes files */
    public SaveRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play/save", limiter.aroundLink(SaveRoutes::play, this::page));
        routes.get("/play/step.csv", file((ctx, opened) -> csv(ctx, opened, "step", candidates(opened))));
        routes.get("/play/step.json", file((ctx, opened) -> json(ctx, opened, "step", candidates(opened))));
        routes.get("/play/ledger.csv", file((ctx, opened) -> csv(ctx, opened, "ledger", StepTables.ledger(opened))));
        routes.get("/play/ledger.json", file((ctx, opened) -> json(ctx, opened, "ledger", StepTables.ledger(opened))));
        routes.get("/play/step.py", file(SaveRoutes::python));
        routes.get("/play/run.html", file(SaveRoutes::run));
    }

    private static PlayLink play(Context ctx) {
        return ToolLink.parse(Tool.SAVE, Query.parse(ctx.queryString())).play();
    }

    private void page(Context ctx, Permit permit) {
        new ToolRoute<>(Tool.SAVE, models, limiter, (messages, opened) -> SaveView.of(messages, opened, origin(ctx)))
                .page(ctx, permit);
    }

    private Handler file(BiConsumer<Context, OpenedTool> answer) {
        return limiter.aroundLink(SaveRoutes::play, (ctx, permit) -> {
            Map<String, String> values = Query.parse(ctx.queryString());
            OpenedTool opened = ToolRoute.open(Tool.SAVE, values, models, permit);
            permit.run(() -> {
                answer.accept(ctx, opened);
                return opened;
            });
        });
    }

    private static DataTable candidates(OpenedTool opened) {
        requireStep(opened);
        return StepTables.candidates(opened);
    }

    private static void requireStep(OpenedTool opened) {
        if (!opened.chose()) {
            throw new InvalidValueException(
                    "at",
                    new Constraint("step-of-the-lane", opened.lane().ids().size()),
                    Integer.toString(opened.at()));
        }
    }

    private static void csv(Context ctx, OpenedTool opened, String what, DataTable table) {
        answer(ctx, opened, what, "csv", "text/csv; charset=utf-8", table.csv());
    }

    private static void json(Context ctx, OpenedTool opened, String what, DataTable table) {
        answer(ctx, opened, what, "json", "application/json", table.json());
    }

    private static void python(Context ctx, OpenedTool opened) {
        requireStep(opened);
        String script = SaveView.script(opened, origin(ctx))
                .orElseThrow(() -> HttpRefusedException.because(422, SaveView.noScript(opened)));
        answer(ctx, opened, "step", "py", "text/x-python; charset=utf-8", script);
    }

    private static void run(Context ctx, OpenedTool opened) {
        String html = RunFile.html(Messages.of(ctx), opened.play(), origin(ctx));
        answer(ctx, opened, "run", "html", "text/html; charset=utf-8", html);
    }

    private static String origin(Context ctx) {
        return Origin.of(ctx).orElse("");
    }

    /** @param what the file contains, the first part of its name */
    private static void answer(
            Context ctx, OpenedTool opened, String what, String ending, String type, String content) {
        String lane = what.equals("run") ? "" : "-" + opened.laneName();
        String step = what.equals("step") ? "-" + (opened.at() + 1) : "";
        ctx.header("Content-Disposition", "attachment; filename=\"logitlab-" + what + step + lane + "." + ending + "\"")
                .contentType(type)
                .result(content);
    }
}
