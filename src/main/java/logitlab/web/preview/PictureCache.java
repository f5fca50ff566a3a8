package logitlab.web.preview;

import io.javalin.http.Context;
import java.util.function.Supplier;
import logitlab.model.memory.LruCache;

/** Pictures that were drawn last: crawlers and visitors ask for the picture of a link that was sent several times. */
public final class PictureCache {

    private static final long BYTES = 8_000_000; // some 150 pictures

    private final LruCache<String, byte[]> drawn = new LruCache<>(BYTES, (name, png) -> png.length);

    /**
     * Answers with a picture, which other sites may show.
     *
     * @param name the same only for pictures that are the same
     * @param lasting whether its address shows the same as long as this server runs
     */
    public void answer(Context ctx, String name, boolean lasting, Supplier<PreviewContent> content) {
        byte[] png = drawn.find(name).orElseGet(() -> {
            byte[] fresh = PreviewCard.png(content.get());
            drawn.put(name, fresh);
            return fresh;
        });
        answer(ctx, png);
        if (lasting) {
            ctx.header("Cache-Control", "public, max-age=86400");
        }
    }

    /** Answers with a picture that is not kept. */
    static void answer(Context ctx, byte[] png) {
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin") // meant to be shown on other sites
                .contentType("image/png")
                .result(png);
    }
}
