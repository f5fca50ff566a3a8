package logitlab.web.lessons.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import logitlab.decoding.Decoder;
import logitlab.decoding.Logits;
import logitlab.decoding.Settings;
import logitlab.lesson.widget.TemplateWidget;
import logitlab.model.prompt.TokenOrigin;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * A conversation written as a text: the template, what it wrote, the tokens of that, and what the model continues with.
 *
 * @param chips the tokens of the text
 * @param readings the question alone and the whole text
 */
public record TemplateWidgetView(Messages messages, TemplateWidget widget, List<Chip> chips, List<Reading> readings)
        implements View {

    /** @param origin {@code typed}, {@code template} or {@code both}; {@code who} says it */
    public record Chip(String token, int id, String origin, String who) {}

    /** @param typed whether somebody typed it; {@code text} keeps its line breaks, which a sign makes visible */
    public record Part(String text, boolean typed) {}

    /** What the model reads, its number of tokens, and the most probable next token. */
    public record Reading(String what, int tokens, String next, String probability) {}

    public static WidgetView.Output of(TemplateWidget widget, LessonRequest request) {
        Messages messages = request.messages();
        List<Chip> chips = widget.written().stream()
                .map(written -> {
                    String origin = written.origin().name().toLowerCase(Locale.ROOT);
                    return new Chip(
                            TokenText.visible(written.token()),
                            written.token().id(),
                            origin,
                            messages.say("lesson.template.origin." + origin));
                })
                .toList();
        List<Reading> readings = List.of(
                reading(widget, messages.say("lesson.template.plain"), widget.ofQuestion(), widget.afterQuestion()),
                reading(widget, messages.say("lesson.template.chat"), chips.size(), widget.afterChat()));
        TemplateWidgetView view = new TemplateWidgetView(messages, widget, chips, readings);
        Map<String, String> play = new LinkedHashMap<>(WidgetView.firstStep(Decoder.GREEDY, Settings.OFF));
        play.put("prompt", widget.rendered().text());
        return new WidgetView.Output(view.sentence(), view, play);
    }

    private static Reading reading(TemplateWidget widget, String what, int tokens, Logits next) {
        int best = next.argmax();
        return new Reading(
                what,
                tokens,
                TokenText.visible(widget.model().tokenizer().token(best)),
                Numbers.percent(next.softmax().at(best)));
    }

    private String sentence() {
        long template = widget.written().stream()
                .filter(written -> written.origin() == TokenOrigin.TEMPLATE)
                .count();
        return say("lesson.template.sentence", widget.ofQuestion(), chips.size(), template);
    }

    public String source() {
        return widget.template().source();
    }

    /** The text in its parts, with a sign before each line break. */
    public List<Part> parts() {
        return widget.rendered().parts().stream()
                .map(part -> new Part(part.text().replace("\n", "↵\n"), part.typed()))
                .toList();
    }
}
