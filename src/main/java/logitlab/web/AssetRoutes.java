package logitlab.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import logitlab.web.prefix.PathPrefix;

/**
 * The files that pages use, the same in every language. A browser keeps a file under its hash. If a page from before an update asks for an older hash, it
 * receives the current file, which it must not cache.
 */
final class AssetRoutes implements Routes {

    private static final Pattern FILE =
            Pattern.compile("(?<stem>.+?)(\\.(?<hash>[0-9a-f]{8}))?(?<ending>\\.[a-z0-9]+)");

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String A_DAY = "public, max-age=86400";
    private static final String ASK_AGAIN = "no-cache";

    private final Assets assets;

    AssetRoutes(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/static/{file}", this::file);
        routes.get("/site.webmanifest", this::manifest);
        // browsers look here when a page has not named an icon
        routes.get("/favicon.ico", ctx -> answer(ctx, icon(), A_DAY));
        routes.get("/apple-touch-icon.png", ctx -> answer(ctx, icon(), A_DAY));
    }

    private Asset icon() {
        return assets.find("icon-192.png").orElseThrow();
    }

    /** The manifest, which a browser requests before it installs the site as an app. */
    private void manifest(Context ctx) {
        Messages messages = Messages.of(ctx);
        PathPrefix prefix = PathPrefix.of(ctx);
        ObjectNode manifest = new JsonMapper().createObjectNode();
        manifest.put("name", messages.say("site.name"))
                .put("description", messages.say("home.lead"))
                .put("lang", messages.language())
                .put("id", prefix.before("/"))
                .put("start_url", prefix.before("/"))
                .put("display", "minimal-ui") // the address shows the state
                .put("background_color", "#fbfaf7")
                .put("theme_color", "#fbfaf7");
        for (int size : List.of(192, 512)) {
            manifest.withArrayProperty("icons")
                    .addObject()
                    .put("src", prefix.before(assets.address("icon-" + size + ".png")))
                    .put("sizes", size + "x" + size)
                    .put("type", "image/png")
                    .put("purpose", "any maskable");
        }
        ctx.contentType("application/manifest+json")
                .result(manifest.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    private void file(Context ctx) {
        Matcher file = FILE.matcher(ctx.pathParam("file"));
        Asset asset = Optional.of(file)
                .filter(Matcher::matches)
                .flatMap(named -> assets.find(named.group("stem") + named.group("ending")))
                .orElseThrow(NotFoundResponse::new);
        answer(ctx, asset, asset.hash().equals(file.group("hash")) ? FOR_EVER : ASK_AGAIN);
    }

    private static void answer(Context ctx, Asset asset, String keep) {
        ctx.header("Cache-Control", keep).header("Vary", "Accept-Encoding");
        asset.body().answer(ctx, asset.type(), Headers.accepts(ctx, "gzip"));
    }
}
