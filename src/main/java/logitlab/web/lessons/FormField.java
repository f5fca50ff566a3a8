package logitlab.web.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param kind {@code logit}, {@code prompt}, {@code number} or {@code choice}
 * @param slider over the useful part of a setting, where JavaScript is on
 * @param options of a choice
 */
public record FormField(
        String id,
        String name,
        String label,
        String typed,
        boolean wrong,
        String kind,
        Optional<Field.Slider> slider,
        List<Option> options) {

    public record Option(String value, String label, boolean chosen) {}

    /** The fields of a source, then those that the lesson opened. */
    static List<FormField> all(Frame frame, Tried<?> tried) {
        List<FormField> fields = new ArrayList<>();
        if (frame.source().live().isPresent()) {
            String model = frame.source().live().get().model().card().name();
            fields.add(of(frame, tried, "prompt", Messages.ENGLISH.say("lesson.softmax.prompt", model), "prompt"));
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
                options(key, typed));
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

    public boolean isChoice() {
        return kind.equals("choice");
    }

    public boolean isPrompt() {
        return kind.equals("prompt");
    }
}
