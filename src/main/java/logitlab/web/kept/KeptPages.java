package logitlab.web.kept;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import logitlab.model.memory.LruCache;
import logitlab.web.Headers;
import logitlab.web.Html;
import logitlab.web.Messages;
import logitlab.web.Origin;
import logitlab.web.Routes;
import logitlab.web.packed.PackedBody;

/**
 * Keeps the pages that were opened last, compressed, because a class opens the same ones at the same time. A page depends on its
 * address, the visitor's language and the name of the server, and on nothing else: there are no cookies. So a browser can also ask
 * whether the page that it has is the current one.
 *
 * <pre>
 * routes.get("/glossary", KeptPages.around(ctx -> course.lessons(), this::glossary))
 * </pre>
 */
public final class KeptPages implements Routes {

    /** All pages of the course take a sixteenth of it. */
    private static final long BYTES = 16L << 20;

    private static final String PAGES = KeptPages.class.getName();
    private static final String KEY = PAGES + ".key";
    private static final String TYPE = "text/html; charset=utf-8";

    private final LruCache<Key, PackedBody> pages;

    public KeptPages() {
        this(BYTES);
    }

    KeptPages(long bytes) {
        this.pages = new LruCache<>(bytes, (key, page) -> key.bytes() + page.bytes().length);
    }

    /** @param basis equal as long as the page with this address stays the same */
    private record Key(String path, String query, String language, String origin, Object basis) {

        private long bytes() {
            return 300 + 2L * (path.length() + query.length() + origin.length());
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(ctx -> {
            if (!Html.changes()) {
                ctx.attribute(PAGES, this);
            }
        });
        routes.after(ctx -> {
            Key key = ctx.attribute(KEY);
            if (key != null && ctx.status() == HttpStatus.OK && mayKeep(ctx)) {
                keep(ctx, key);
            }
        });
    }

    private static boolean mayKeep(Context ctx) {
        return ctx.resultInputStream() != null && !"no-store".equals(ctx.res().getHeader("Cache-Control"));
    }

    private void keep(Context ctx, Key key) throws IOException {
        try (InputStream html = ctx.resultInputStream()) {
            PackedBody page = PackedBody.of(html.readAllBytes());
            pages.put(key, page);
            answer(ctx, page);
        }
    }

    private static void answer(Context ctx, PackedBody page) {
        page.answer(ctx, TYPE, Headers.accepts(ctx, "gzip"));
    }

    /** The handler of a page that depends on nothing but the models, which stay the same. */
    public static Handler around(Handler work) {
        return around(ctx -> "", work);
    }

    /**
     * A handler that does the work only if the page is not kept.
     *
     * @param basis returns what else the page depends on, which is compared with {@code equals}
     */
    public static Handler around(Function<Context, Object> basis, Handler work) {
        return ctx -> {
            key(ctx, basis).ifPresent(key -> ctx.attribute(KEY, key));
            if (!answered(ctx)) {
                work.handle(ctx);
            }
        };
    }

    /** Answers with the page if it is kept. A handler asks again after waiting for its turn, because another may have made the page. */
    public static boolean answered(Context ctx) {
        KeptPages kept = ctx.attribute(PAGES);
        Key key = ctx.attribute(KEY);
        Optional<PackedBody> page = key == null ? Optional.empty() : kept.pages.find(key);
        page.ifPresent(found -> {
            ctx.attribute(KEY, null);
            answer(ctx, found);
        });
        return page.isPresent();
    }

    /** Empty if the page cannot be kept: in development, for a part of a page, and if the name of the server is unknown. */
    private static Optional<Key> key(Context ctx, Function<Context, Object> basis) {
        return Optional.ofNullable(ctx.<KeptPages>attribute(PAGES))
                .filter(kept -> ctx.header("HX-Request") == null)
                .flatMap(kept -> Origin.of(ctx))
                .map(origin -> new Key(
                        ctx.path(),
                        Objects.requireNonNullElse(ctx.queryString(), ""),
                        Messages.of(ctx).language(),
                        origin,
                        basis.apply(ctx)));
    }
}
