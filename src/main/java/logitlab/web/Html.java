package logitlab.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

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
        ctx.html(text(name, view)).contentType("text/html; charset=utf-8");
    }

    /** The template as text, for a fragment inside another answer. */
    public static String text(String name, Object view) {
        TemplateOutput output = new StringOutput();
        engine.render(name + ".jte", view, output);
        return output.toString();
    }
}
