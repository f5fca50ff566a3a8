package logitlab.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Renders the templates of {@code web/templates}, compiled with the program, each from one view. */
public final class Html {

    private static volatile TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private static volatile boolean changes;

    private Html() {}

    /** Renders with a different engine from now on, for development: one that reads the templates from disk. */
    public static void renderWith(TemplateEngine other) {
        engine = other;
        changes = true;
    }

    /** Whether templates may change while the program runs, so that no page may be kept. */
    public static boolean changes() {
        return changes;
    }

    /** The template as the answer; {@code name} such as {@code pages/play}. */
    public static void render(Context ctx, String name, Object view) {
        ctx.result(bytes(name, view)).contentType("text/html; charset=utf-8");
    }

    /** The template in UTF-8. */
    public static byte[] bytes(String name, Object view) {
        return rendered(name, view).bytes();
    }

    /** The template as text, for a fragment inside another answer. */
    public static String text(String name, Object view) {
        return rendered(name, view).text();
    }

    private static Utf8 rendered(String name, Object view) {
        Utf8 output = new Utf8();
        engine.render(name + ".jte", view, output);
        return output;
    }

    /**
     * What a template writes, in UTF-8 at once: most of it is ASCII, which a {@code StringBuilder} would widen at the first other character
     * and narrow again at the end.
     */
    private static final class Utf8 implements TemplateOutput {

        private static final int FIRST_SIZE = 1 << 15;

        private byte[] bytes = new byte[FIRST_SIZE];
        private int size;

        @Override
        public void writeContent(String text) {
            writeContent(text, 0, text.length());
        }

        @Override
        public void writeContent(String text, int from, int to) {
            int room = size + to - from;
            if (room > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(room, 2 * bytes.length));
            }
            int at = size;
            byte[] target = bytes;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c >= 0x80) {
                    size = at;
                    encode(text.substring(i, to));
                    return;
                }
                target[at++] = (byte) c;
            }
            size = at;
        }

        private void encode(String text) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            if (size + encoded.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + encoded.length, 2 * bytes.length));
            }
            System.arraycopy(encoded, 0, bytes, size, encoded.length);
            size += encoded.length;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, size);
        }

        String text() {
            return new String(bytes, 0, size, StandardCharsets.UTF_8);
        }
    }
}
