package logitlab.web.preview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.web.Messages;
import logitlab.web.OtherWeightsPage;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.OtherWeightsException;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Query;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.step.ChoiceView;
import logitlab.web.step.LaneView;
import logitlab.web.step.OpenedLink;
import logitlab.web.step.RollView;
import logitlab.web.step.StepSummary;

/** The pictures of steps: for previews on other sites, of the playground and of the home page, and for visitors who save one. */
public final class PreviewRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;
    private final PictureCache pictures = new PictureCache();

    /** @param limiter opens links and draws pictures */
    public PreviewRoutes(Models models, RequestLimiter limiter) {
        this.models = models;
        this.limiter = limiter;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play/picture.png", limiter.aroundLink(PreviewRoutes::link, this::step));
        routes.get("/play/picture.svg", ofTool(this::stepSvg));
        routes.get("/play/bars.png", ofTool(this::barsPng));
        routes.get("/play/bars.svg", ofTool(this::barsSvg));
        routes.get("/pictures/home.png", limiter.aroundLink(PreviewRoutes::link, this::roll));
    }

    private static PlayLink link(Context ctx) {
        PlayLink link = PlayLink.parse(Query.parse(ctx.queryString()));
        ctx.contentType("image/png");
        return link;
    }

    private static ToolLink toolLink(Context ctx) {
        return ToolLink.parse(Tool.SAVE, Query.parse(ctx.queryString()));
    }

    /** A picture of an opened link. */
    @FunctionalInterface
    private interface Picture {

        void draw(Context ctx, ToolLink link, OpenedLink play);
    }

    private Handler ofTool(Picture picture) {
        return limiter.aroundLink(ctx -> toolLink(ctx).play(), (ctx, permit) -> {
            ToolLink link = ToolLink.parse(Tool.SAVE, Query.parse(ctx.queryString()), models);
            OpenedLink play = OpenedLink.open(link.play(), models, permit);
            permit.run(() -> {
                picture.draw(ctx, link, play);
                return play;
            });
        });
    }

    private void stepSvg(Context ctx, ToolLink link, OpenedLink play) {
        Messages messages = Messages.of(ctx);
        svg(
                ctx,
                PreviewCard.svg(
                        StepPreviewContent.of(messages, play),
                        StepSummary.of(messages, play).pictured()));
    }

    private void barsPng(Context ctx, ToolLink link, OpenedLink play) {
        ctx.contentType("image/png").result(bars(Messages.of(ctx), link, play).png());
    }

    private void barsSvg(Context ctx, ToolLink link, OpenedLink play) {
        svg(ctx, bars(Messages.of(ctx), link, play).svg());
    }

    private static void svg(Context ctx, String svg) {
        ctx.contentType("image/svg+xml; charset=utf-8").result(svg);
    }

    /** The probabilities of a lane's candidates. */
    private static BarDrawing bars(Messages messages, ToolLink link, OpenedLink play) {
        LaneView lane = LaneView.of(messages, play, link.laneName());
        ChoiceView choice = lane.choice()
                .orElseThrow(() -> new InvalidValueException(
                        "at",
                        new Constraint(
                                "step-of-the-lane",
                                play.lanes().get(link.laneName()).ids().size()),
                        Integer.toString(play.link().at())));
        return new BarDrawing(
                choice.probabilities().orElseThrow(),
                messages.say("picture.bars", lane.title(), play.link().at() + 1),
                messages.say("chart.key.model"),
                messages.say("chart.key.sampling"),
                link.laneName());
    }

    /** A step, or the words for a link that was made with other weights. */
    private void step(Context ctx, Permit permit) {
        Messages messages = Messages.of(ctx);
        try {
            OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(ctx.queryString()), models), models, permit);
            String query = play.link().query();
            permit.run(() -> {
                pictures.answer(
                        ctx,
                        "step " + query + messages.language(),
                        query.equals(ctx.queryString()),
                        () -> StepPreviewContent.of(messages, play));
                return play;
            });
        } catch (OtherWeightsException other) {
            OtherWeightsPage page = new OtherWeightsPage(messages, other.link());
            PictureCache.answer(
                    ctx,
                    PreviewCard.png(PreviewContent.titled(
                            messages.say("site.name"), page.title(), page.sentence(), Optional.empty(), "")));
        }
    }

    /** The roll of a link to the home page; the opening roll if the address has no query. */
    private void roll(Context ctx, Permit permit) {
        Messages messages = Messages.of(ctx);
        Map<String, String> values = new LinkedHashMap<>(Query.parse(ctx.queryString()));
        RollView roll = RollView.open(messages, values, models, permit);
        pictures.answer(
                ctx,
                "roll " + roll.query() + messages.language(),
                values.isEmpty() || roll.query().equals(ctx.queryString()),
                () -> StepPreviewContent.of(messages, roll));
    }
}
