package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import logitlab.lesson.EditorWidget;
import logitlab.lesson.Frame;
import logitlab.lesson.Order;
import logitlab.lesson.Source;
import logitlab.lesson.Tried;
import logitlab.web.Messages;
import logitlab.web.TokenText;
import logitlab.web.play.Field;

/**
 * One field of a widget's form, as it was typed.
 *
 * @param kind {@code logit}, {@code prompt}, {@code number}, {@code choice}, or {@code check} where the box below is all there is
 * @param slider over the useful part of a setting, where JavaScript is on
 * @param options of a choice
 * @param check a box beside it
 * @param reforms whether other fields hang on it, so that the whole form must come anew
 */
public record FormField(
        String id,
        String name,
        String label,
        String typed,
        boolean wrong,
        String kind,
        Optional<Field.Slider> slider,
        List<Option> options,
        Optional<Check> check,
        boolean reforms) {

    public record Option(String value, String label, boolean chosen) {}

    public record Check(String id, String name, String label, boolean checked) {}

    /** The fields of a source, then those that the lesson opened. @param widget its name */
    static List<FormField> all(Frame frame, Tried<?> tried, String widget) {
        List<FormField> fields = new ArrayList<>();
        if (frame.source().live().isPresent()) {
            fields.add(prompt(frame, tried, widget));
        } else {
            for (int id = 0; id < frame.source().logits().size(); id++) {
                fields.add(of(frame, tried, "logits." + id, token(frame.source(), id), "logit"));
            }
        }
        for (String key : frame.open()) {
            boolean choice = key.equals("order") || key.equals("decoder");
            fields.add(
                    of(frame, tried, key, label(key), choice ? "choice" : key.equals("other") ? "prompt" : "number"));
        }
        return List.copyOf(fields);
    }

    private static FormField prompt(Frame frame, Tried<?> tried, String widget) {
        String model = frame.source().live().orElseThrow().model().card().name();
        String label = ofWidget(widget, "prompt").orElseGet(() -> Messages.ENGLISH.say("lesson.softmax.prompt", model));
        return of(frame, tried, "prompt", label, "prompt");
    }

    /** The fields of the logit editor: one for each token to raise, lower or ban, then those for all. */
    static List<FormField> editor(Tried<EditorWidget> tried) {
        EditorWidget editor = tried.widget();
        Frame frame = editor.frame();
        List<FormField> fields = new ArrayList<>();
        if (frame.source().live().isPresent()) {
            fields.add(prompt(frame, tried, "editor").reforming());
        }
        boolean bias = frame.open().contains("bias");
        boolean ban = frame.open().contains("ban");
        if (bias || ban) {
            for (int id : editor.editable()) {
                FormField field = of(frame, tried, "bias." + id, token(frame.source(), id), bias ? "logit" : "check");
                fields.add(ban ? field.with(ban(frame, tried, id)) : field);
            }
        }
        frame.open().stream()
                .filter(key -> !key.equals("bias") && !key.equals("ban"))
                .forEach(key -> fields.add(of(frame, tried, key, label(key), "number")));
        return List.copyOf(fields);
    }

    private static Check ban(Frame frame, Tried<?> tried, int id) {
        return new Check(
                frame.id() + "-ban-" + id,
                frame.id() + ".ban." + id,
                Messages.ENGLISH.say("lesson.editor.ban", token(frame.source(), id)),
                !tried.shown().getOrDefault("ban." + id, "").isBlank());
    }

    private FormField with(Check box) {
        return new FormField(id, name, label, typed, wrong, kind, slider, options, Optional.of(box), reforms);
    }

    private FormField reforming() {
        return new FormField(id, name, label, typed, wrong, kind, slider, options, check, true);
    }

    /** What a widget calls a field, where it has a word of its own for it. */
    static Optional<String> ofWidget(String widget, String key) {
        String own = "lesson.field." + widget + "." + key;
        return Messages.ENGLISH.keys().contains(own) ? Optional.of(Messages.ENGLISH.say(own)) : Optional.empty();
    }

    private static FormField of(Frame frame, Tried<?> tried, String key, String label, String kind) {
        String typed = tried.shown().getOrDefault(key, "");
        return new FormField(
                frame.id() + "-" + key.replace('.', '-'),
                frame.id() + "." + key,
                label,
                typed,
                tried.wrong(key).isPresent(),
                kind,
                Field.isFor(key) ? Optional.of(Field.slider(key)) : Optional.empty(),
                options(key, typed),
                Optional.empty(),
                false);
    }

    /** A field's name on a form, where there is less room than in a sentence. */
    private static String label(String key) {
        String ofForm = "lesson.field." + key;
        return Messages.ENGLISH.keys().contains(ofForm)
                ? Messages.ENGLISH.say(ofForm)
                : Messages.ENGLISH.fieldName(key);
    }

    private static List<Option> options(String key, String typed) {
        return switch (key) {
            case "decoder" ->
                List.of(
                        new Option("greedy", Messages.ENGLISH.say("lane.greedy"), typed.equals("greedy")),
                        new Option("sample", Messages.ENGLISH.say("lane.sample"), !typed.equals("greedy")));
            case "order" ->
                List.of(
                        new Option(
                                Order.HUGGINGFACE.word(),
                                Messages.ENGLISH.say("lesson.order.huggingface"),
                                !typed.equals(Order.LLAMA_CPP.word())),
                        new Option(
                                Order.LLAMA_CPP.word(),
                                Messages.ENGLISH.say("lesson.order.llama.cpp"),
                                typed.equals(Order.LLAMA_CPP.word())));
            default -> List.of();
        };
    }

    static String token(Source source, int id) {
        return TokenText.visible(source.token(id));
    }

    /** Where the slider stands. */
    public String sliderValue() {
        return typed.isBlank() ? slider.map(Field.Slider::off).orElse("") : typed;
    }

    /** Which keyboard a phone shows: the one for decimals has no minus on some phones. */
    public String keyboard() {
        return isPrompt() || kind.equals("logit") || name.endsWith(".constant") ? "text" : "decimal";
    }

    public boolean isChoice() {
        return kind.equals("choice");
    }

    public boolean isCheck() {
        return kind.equals("check");
    }

    public boolean isPrompt() {
        return kind.equals("prompt");
    }
}
