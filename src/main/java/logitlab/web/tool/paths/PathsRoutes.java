package logitlab.web.tool.paths;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.ClientQuota;
import logitlab.web.Html;
import logitlab.web.InputProblem;
import logitlab.web.Messages;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.api.RequestBody;
import logitlab.web.link.PathTree;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.tool.ToolRoute;

/** The page of the paths that were tried, the file that holds them, and the form that opens such a file again. */
public final class PathsRoutes implements Routes {

    private static final int MOST_BYTES = 64 * 1024;

    private final Models models;
    private final RequestLimiter limiter;
    private final ClientQuota bodies = RequestBody.places();

    /** @param limiter opens the links and computes the probabilities */
    public PathsRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ToolRoute<>(Tool.PATHS, models, limiter, PathsView::of).addTo(routes);
        routes.get("/play/paths.json", limiter.aroundLink(ctx -> link(ctx).play(), this::save));
        routes.post("/play/paths/open", ctx -> {
            byte[] body = RequestBody.bytes(ctx, bodies, MOST_BYTES);
            limiter.answerLong(ctx, (answering, permit) -> open(answering, body, permit), () -> {});
        });
    }

    private static ToolLink link(Context ctx) {
        return ToolLink.parse(Tool.PATHS, Query.parse(ctx.queryString()));
    }

    private void save(Context ctx, Permit permit) {
        OpenedTool opened = ToolRoute.open(Tool.PATHS, Query.parse(ctx.queryString()), models, permit);
        ctx.contentType("application/json")
                .header("Content-Disposition", "attachment; filename=\"logit-lab-paths.json\"")
                .result(PathsFile.write(opened.play().link()));
    }

    /** Leads to the link of the file's tree; a tree that is too big for one is shown right away. */
    private void open(Context ctx, byte[] body, Permit permit) {
        try {
            byte[] sent = SentFile.find(ctx.contentType(), body, PathsFile.FIELD)
                    .filter(bytes -> bytes.length > 0)
                    .orElseThrow(() -> new InvalidValueException(PathsFile.FIELD, new Constraint("required"), ""));
            PathsFile file = PathsFile.read(sent);
            OpenedTool opened = ToolRoute.open(Tool.PATHS, file.link(), models, permit);
            PlayLink whole = opened.play().link().tree(file.tree());
            opened.play().requireFits(file.tree());
            if (whole.hasRoom()) {
                ctx.redirect("/play/paths?" + whole.query(), HttpStatus.SEE_OTHER);
            } else {
                show(ctx, permit, opened, file.tree(), InputProblem.NONE);
            }
        } catch (InvalidValueException invalid) {
            ctx.status(400);
            Messages messages = Messages.of(ctx);
            OpenedTool opened = ToolRoute.open(Tool.PATHS, Query.parse(ctx.queryString()), models, permit);
            show(ctx, permit, opened, opened.play().link().paths(), InputProblem.of(messages, invalid));
        }
    }

    private static void show(Context ctx, Permit permit, OpenedTool opened, PathTree tree, InputProblem problem) {
        permit.run(() -> {
            PathsView view = PathsView.of(Messages.of(ctx), opened, tree, problem);
            Html.render(ctx, "pages/tool/paths", ToolRoute.page(ctx, opened, view));
            return view;
        });
    }
}
