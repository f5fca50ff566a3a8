package logitlab.web.play;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import logitlab.decoding.input.InvalidValue;
import logitlab.lesson.question.TypedNumber;
import logitlab.model.Models;
import logitlab.web.Access;
import logitlab.web.HeadAsGet;
import logitlab.web.Headers;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Problem;
import logitlab.web.Refusal;
import logitlab.web.RequestLimiter;
import logitlab.web.Routes;
import logitlab.web.link.Link;
import logitlab.web.link.Query;
import logitlab.web.step.Glance;
import logitlab.web.step.Lab;
import logitlab.web.step.Play;
import logitlab.web.stream.Playing;
import logitlab.web.stream.Stream;
import logitlab.web.stream.Streams;

/**
 * The playground's page; its lab, under two addresses, because a step is a new entry in the browser's history and a changed
 * setting is not; the same lab as a stream, step after step; and a step in short, for the home page.
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
        return limiter.around(ctx -> Link.parse(values(ctx)), work);
    }

    /** The page of a link; an incomplete link that is not empty is redirected to the complete one. */
    private void page(Context ctx) {
        Messages messages = Messages.of(ctx);
        Map<String, String> values = Map.of();
        try {
            values = values(ctx);
            Play play = open(values);
            if (values.isEmpty() || play.link().query().equals(ctx.queryString())) {
                Html.render(ctx, "pages/play", PlayPage.of(messages, play, models, Origin.of(ctx)));
            } else {
                ctx.redirect("/play?" + play.link().query());
            }
        } catch (InvalidValue invalid) {
            ctx.status(400);
            Html.render(ctx, "pages/play", PlayPage.refused(messages, values, invalid, models));
        }
    }

    /** The parameters of an address; if a form sent them, its numbers are converted to the notation of links. */
    private static Map<String, String> values(Context ctx) {
        Map<String, String> values = Query.parse(ctx.queryString());
        if (values.remove("typed") != null) {
            values.replaceAll((key, value) -> TypedNumber.plain(key.replaceFirst("^[a-d]\\.", ""), value));
        }
        return values;
    }

    private Play open(Map<String, String> values) {
        return Play.open(Link.parse(values, models), models);
    }

    /** A step for the home page, and the home page's new address. */
    private void glance(Context ctx) {
        show(ctx, play -> {
            ctx.header("HX-Push-Url", "/?" + play.link().query());
            Html.render(ctx, "fragments/glance", Glance.of(Messages.of(ctx), play));
        });
    }

    private void fragment(Context ctx, String addressHeader) {
        show(ctx, play -> {
            ctx.header(addressHeader, "/play?" + play.link().query());
            Html.render(ctx, "fragments/lab", Lab.of(Messages.of(ctx), play));
        });
    }

    private void show(Context ctx, Consumer<Play> fragment) {
        Problem.asFragment(ctx);
        fragment.accept(open(values(ctx)));
    }

    /** A link that cannot play is answered with an event, too, because a browser shows no other answer to a stream. */
    private void stream(Context ctx) throws IOException {
        ctx.contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no"); // for proxies that would otherwise collect the steps
        Messages messages = Messages.of(ctx);
        try {
            Optional<String> after = Optional.ofNullable(ctx.header("Last-Event-ID"));
            Playing playing = Playing.of(messages, values(ctx), after, models);
            if (!HeadAsGet.asked(ctx)) {
                play(ctx, playing);
            }
        } catch (InvalidValue invalid) {
            ctx.result(Playing.failure(messages.say(invalid, Problem.decoders(ctx))));
        } catch (Refusal refusal) {
            boolean browser = String.valueOf(ctx.header("Accept")).contains("text/event-stream");
            ctx.status(browser ? 200 : refusal.status()) // browsers read no stream with a different status
                    .header("Retry-After", "2")
                    .result(Playing.failure(refusal.sentence(messages)));
        }
    }

    private void play(Context ctx, Playing playing) throws IOException {
        String client = Access.of(ctx).client(ctx);
        ServletOutputStream out = ctx.res().getOutputStream();
        streams.enter(client);
        boolean packed = Headers.accepts(ctx, Stream.ENCODING);
        if (packed) {
            ctx.header("Content-Encoding", Stream.ENCODING);
        }
        ctx.future(() -> new Stream(streams, client, playing, out, packed).start());
    }
}
