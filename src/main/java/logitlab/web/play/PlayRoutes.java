package logitlab.web.play;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import logitlab.decoding.InvalidValue;
import logitlab.model.Models;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Problem;
import logitlab.web.Query;
import logitlab.web.Refusal;
import logitlab.web.Routes;
import logitlab.web.Turns;

/**
 * The playground's page, its fragment under two addresses (a step is a new page of the history, a changed setting is not), and the
 * same fragment step after step as a stream; and a step at a glance, for other pages.
 */
public final class PlayRoutes implements Routes {

    private final Models models;
    private final Turns turns;
    private final Streams streams;

    /** @param turns in which links are opened */
    public PlayRoutes(Models models, Turns turns, Streams streams) {
        this.models = models;
        this.turns = turns;
        this.streams = streams;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play", this::page);
        routes.get("/play/step", ctx -> fragment(ctx, "HX-Push-Url"));
        routes.get("/play/settings", ctx -> fragment(ctx, "HX-Replace-Url"));
        routes.get("/play/glance", ctx -> show(ctx, play -> Html.render(ctx, "fragments/glance", Glance.of(play))));
        routes.get("/play/stream", this::stream);
    }

    /** The page of a link; a link that leaves something out, though not everything, is led to the one that says all. */
    private void page(Context ctx) {
        Map<String, String> words = Map.of();
        try {
            words = Query.parse(ctx.queryString());
            Play play = open(words);
            if (words.isEmpty() || play.link().query().equals(ctx.queryString())) {
                Html.render(ctx, "pages/play", PlayPage.of(play, models, Origin.of(ctx)));
            } else {
                ctx.redirect("/play?" + play.link().query());
            }
        } catch (InvalidValue invalid) {
            ctx.status(400);
            Html.render(ctx, "pages/play", PlayPage.refused(words, invalid, models));
        }
    }

    private Play open(Map<String, String> words) {
        Link link = Link.parse(words);
        return turns.take(() -> Play.open(link, models));
    }

    private void fragment(Context ctx, String addressHeader) {
        show(ctx, play -> {
            ctx.header(addressHeader, "/play?" + play.link().query());
            Html.render(ctx, "fragments/lab", Lab.of(play));
        });
    }

    private void show(Context ctx, Consumer<Play> fragment) {
        Problem.answerOr(ctx, () -> fragment.accept(open(Query.parse(ctx.queryString()))));
    }

    /** A link that cannot play gets its sentence as an event too, since a browser shows no other answer to a stream. */
    private void stream(Context ctx) throws IOException {
        ctx.contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no"); // a proxy that collects answers would hold the steps back
        try {
            Optional<String> after = Optional.ofNullable(ctx.header("Last-Event-ID"));
            Map<String, String> words = Query.parse(ctx.queryString());
            play(ctx, Playing.of(words, after, models));
        } catch (InvalidValue invalid) {
            ctx.result(Playing.failure(Messages.ENGLISH.say(invalid)));
        } catch (Refusal refusal) {
            ctx.result(Playing.failure(refusal.sentence()));
        }
    }

    private void play(Context ctx, Playing playing) throws IOException {
        streams.requireRoom();
        boolean packed = Packer.suits(ctx.header("Accept-Encoding"));
        if (packed) {
            ctx.header("Content-Encoding", Packer.ENCODING);
        }
        ServletOutputStream out = ctx.res().getOutputStream();
        ctx.future(() -> new Stream(streams, playing, out, packed).start());
    }
}
