package logitlab.web.tool.receipt;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.api.JsonForm;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.receipt.ReceiptCheck;
import logitlab.web.tool.ToolRoute;

/** The receipt of a run, and the check of one that comes back, which is sent in a body because it is too long for an address. */
public final class ReceiptRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;
    private final JsonForm form = new JsonForm("receipt", ReceiptCheck.MOST_BYTES);

    /** @param limiter computes receipts */
    public ReceiptRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play/receipt", limiter.aroundLink(ctx -> link(ctx).play(), this::page));
        routes.get(
                "/play/receipt/check",
                ctx -> Html.render(ctx, "pages/tool/checked", CheckedReceiptPage.empty(Messages.of(ctx))));
        routes.post(
                "/play/receipt/checked",
                ctx -> form.answer(ctx, limiter, (receipt, permit) -> {
                    ReceiptCheck check = ReceiptCheck.of(receipt, models, permit);
                    permit.run(() -> {
                        CheckedReceiptPage page = CheckedReceiptPage.of(Messages.of(ctx), receipt, check);
                        Html.render(ctx, "pages/tool/checked", page);
                        return page;
                    });
                }));
    }

    private static ToolLink link(Context ctx) {
        return ToolLink.parse(Tool.RECEIPT, Query.parse(ctx.queryString()));
    }

    private void page(Context ctx, Permit permit) {
        String origin = Origin.of(ctx).orElse("");
        new ToolRoute<>(Tool.RECEIPT, models, limiter, (messages, opened) -> ReceiptView.of(messages, opened, origin))
                .page(ctx, permit);
    }
}
