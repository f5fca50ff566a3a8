package logitlab.web.preview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Models;
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
        routes.get("/play/picture.png", limiter.around(PreviewRoutes::link, this::step));
        routes.get("/play/picture.svg", limiter.around(PreviewRoutes::toolLink, this::stepSvg));
        routes.get("/play/bars.png", limiter.around(PreviewRoutes::toolLink, this::barsPng));
        routes.get("/play/bars.svg", limiter.around(PreviewRoutes::toolLink, this::barsSvg));
        routes.get("/pictures/home.png", limiter.around(PreviewRoutes::link, this::roll));
    }

    private static PlayLink link(Context ctx) {
        PlayLink link = PlayLink.parse(Query.parse(ctx.queryString()));
        ctx.contentType("image/png");
        return link;
    }

    private static void toolLink(Context ctx) {
        ToolLink.parse(Tool.SAVE, Query.parse(ctx.queryString()));
    }

    private OpenedLink open(ToolLink link) {
        return OpenedLink.open(link.play(), models);
    }

    private void stepSvg(Context ctx) {
        Messages messages = Messages.of(ctx);
        OpenedLink play = open(ToolLink.parse(Tool.SAVE, Query.parse(ctx.queryString()), models));
        svg(
                ctx,
                PreviewCard.svg(
                        StepPreviewContent.of(messages, play),
                        StepSummary.of(messages, play).pictured()));
    }

    private void barsPng(Context ctx) {
        ctx.contentType("image/png").result(bars(ctx).png());
    }

    private void barsSvg(Context ctx) {
        svg(ctx, bars(ctx).svg());
    }

    private static void svg(Context ctx, String svg) {
        ctx.contentType("image/svg+xml; charset=utf-8").result(svg);
    }

    /** The probabilities of a lane's candidates. */
    private BarDrawing bars(Context ctx) {
        Messages messages = Messages.of(ctx);
        ToolLink link = ToolLink.parse(Tool.SAVE, Query.parse(ctx.queryString()), models);
        OpenedLink play = open(link);
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
    private void step(Context ctx) {
        Messages messages = Messages.of(ctx);
        try {
            OpenedLink play = OpenedLink.open(PlayLink.parse(Query.parse(ctx.queryString()), models), models);
            String query = play.link().query();
            pictures.answer(
                    ctx,
                    "step " + query + messages.language(),
                    query.equals(ctx.queryString()),
                    () -> StepPreviewContent.of(messages, play));
        } catch (OtherWeightsException other) {
            OtherWeightsPage page = new OtherWeightsPage(messages, other.link());
            PictureCache.answer(
                    ctx,
                    PreviewCard.png(PreviewContent.titled(
                            messages.say("site.name"), page.title(), page.sentence(), Optional.empty(), "")));
        }
    }

    /** The roll of a link to the home page; the opening roll if the address has no query. */
    private void roll(Context ctx) {
        Messages messages = Messages.of(ctx);
        Map<String, String> values = new LinkedHashMap<>(Query.parse(ctx.queryString()));
        RollView roll = RollView.open(messages, values, models);
        pictures.answer(
                ctx,
                "roll " + roll.query() + messages.language(),
                values.isEmpty() || roll.query().equals(ctx.queryString()),
                () -> StepPreviewContent.of(messages, roll));
    }
}
