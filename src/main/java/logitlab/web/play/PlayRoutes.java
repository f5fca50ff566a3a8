package logitlab.web.play;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import logitlab.decoding.InvalidValue;
import logitlab.lesson.TypedNumber;
import logitlab.model.Models;
import logitlab.web.Access;
import logitlab.web.HeadAsGet;
import logitlab.web.Headers;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Problem;
import logitlab.web.Query;
import logitlab.web.Refusal;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;

/**
 * The playground's page, its fragment under two addresses (a step is a new page of the history, a changed setting is not), and the
 * same fragment step after step as a stream; and a step at a glance, for other pages.
 */
public final class PlayRoutes implements Routes {

    private final Models models;
    private final RequestLimiter limiter;
    private final Streams streams;

    /** @param limiter opens and renders links */
    public PlayRoutes(Models models, RequestLimiter limiter, Streams streams) {
        this.models = models;
        this.limiter = limiter;
        this.streams = streams;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/play", around(this::page));
        routes.get("/play/step", around(ctx -> fragment(ctx, "HX-Push-Url")));
        routes.get("/play/settings", around(ctx -> fragment(ctx, "HX-Replace-Url")));
        routes.get("/play/glance", around(this::glance));
        routes.get("/play/stream", this::stream);
    }

    private Handler around(Handler work) {
        return limiter.around(ctx -> Link.parse(words(ctx)), work);
    }

    /** The page of a link; an incomplete link that is not empty is redirected to the complete one. */
    private void page(Context ctx) {
        Map<String, String> words = Map.of();
        try {
            words = words(ctx);
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

    /** The parameters of an address; if a form sent them, its numbers are converted to the notation of links. */
    private static Map<String, String> words(Context ctx) {
        Map<String, String> words = Query.parse(ctx.queryString());
        if (words.remove("typed") != null) {
            words.replaceAll((key, word) -> TypedNumber.plain(key.replaceFirst("^[a-d]\\.", ""), word));
        }
        return words;
    }

    private Play open(Map<String, String> words) {
        return Play.open(Link.parse(words, models), models);
    }

    /** A step for the home page, and the home page's new address. */
    private void glance(Context ctx) {
        show(ctx, play -> {
            ctx.header("HX-Push-Url", "/?" + play.link().query());
            Html.render(ctx, "fragments/glance", Glance.of(play));
        });
    }

    private void fragment(Context ctx, String addressHeader) {
        show(ctx, play -> {
            ctx.header(addressHeader, "/play?" + play.link().query());
            Html.render(ctx, "fragments/lab", Lab.of(play));
        });
    }

    private void show(Context ctx, Consumer<Play> fragment) {
        Problem.asFragment(ctx);
        fragment.accept(open(words(ctx)));
    }

    /** A link that cannot play gets its sentence as an event too, since a browser shows no other answer to a stream. */
    private void stream(Context ctx) throws IOException {
        ctx.contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no"); // a proxy that collects answers would hold the steps back
        try {
            Optional<String> after = Optional.ofNullable(ctx.header("Last-Event-ID"));
            Map<String, String> words = words(ctx);
            Playing playing = Playing.of(words, after, models);
            if (!HeadAsGet.asked(ctx)) {
                play(ctx, playing);
            }
        } catch (InvalidValue invalid) {
            ctx.result(Playing.failure(Messages.ENGLISH.say(invalid, Problem.decoders(ctx))));
        } catch (Refusal refusal) {
            boolean browser = String.valueOf(ctx.header("Accept")).contains("text/event-stream");
            ctx.status(browser ? 200 : refusal.status()) // a browser reads no stream that has another status
                    .header("Retry-After", "2")
                    .result(Playing.failure(refusal.sentence(Messages.of(ctx))));
        }
    }

    private void play(Context ctx, Playing playing) throws IOException {
        String client = Access.of(ctx).client(ctx);
        ServletOutputStream out = ctx.res().getOutputStream();
        streams.enter(client);
        boolean packed = Headers.accepts(ctx, Packer.ENCODING);
        if (packed) {
            ctx.header("Content-Encoding", Packer.ENCODING);
        }
        ctx.future(() -> new Stream(streams, client, playing, out, packed).start());
    }
}
