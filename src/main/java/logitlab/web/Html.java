package logitlab.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

/** Renders the templates of {@code web/templates}, compiled with the program, each from one view. */
public final class Html {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private Html() {}

    /** The template as the answer; {@code name} such as {@code pages/play}. */
    public static void render(Context ctx, String name, View view) {
        ctx.html(text(name, view)).contentType("text/html; charset=utf-8");
    }

    /** The template as text, for a fragment inside another answer. */
    public static String text(String name, View view) {
        TemplateOutput output = new StringOutput();
        ENGINE.render(name + ".jte", view, output);
        return output.toString();
    }
}
