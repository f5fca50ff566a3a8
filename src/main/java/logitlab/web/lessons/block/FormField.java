package logitlab.web.lessons.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.lesson.block.StageOrder;
import logitlab.lesson.widget.ExponentialWidget;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.WidgetConfig;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.web.Messages;
import logitlab.web.step.SettingField;

/**
 * One field of a widget's form with its text.
 *
 * @param kind {@code logit}, {@code prompt}, {@code number}, {@code choice}, or {@code check} if there is only the box
 * @param slider over the useful range of a setting, if JavaScript is on
 * @param options of a choice
 * @param check a box next to the field
 * @param reforms whether other fields depend on it, so that the whole form must be replaced
 */
public record FormField(
        String id,
        String name,
        String label,
        String typed,
        boolean wrong,
        String kind,
        Optional<SettingField.Slider> slider,
        List<Option> options,
        Optional<Check> check,
        boolean reforms) {

    private static final Map<String, SettingField.Slider> SLIDERS = Map.of(
            "exponential.constant", new SettingField.Slider("-5", "5", "0.5", "0"),
            "editor.presence-penalty", new SettingField.Slider("0", "4", "0.1", "0"),
            "editor.frequency-penalty", new SettingField.Slider("0", "4", "0.1", "0"));

    public record Option(String value, String label, boolean chosen) {}

    public record Check(String id, String name, String label, boolean checked) {}

    /** The fields of the source, or of the tokens that can be edited, then those that the lesson opened. */
    public static List<FormField> all(Messages messages, String widget, WidgetInput<?> input) {
        WidgetConfig config = input.widget().config();
        List<Integer> editable = input.widget().editable();
        List<FormField> fields = new ArrayList<>();
        config.source().live().filter(live -> input.widget().opens("prompt")).ifPresent(live -> {
            String label = own(messages, widget, "prompt")
                    .orElseGet(() -> messages.say(
                            "lesson.softmax.prompt", live.model().card().name()));
            fields.add(of(messages, input, "prompt", label, "prompt", Optional.empty(), !editable.isEmpty()));
        });
        if (config.source().live().isEmpty() && editable.isEmpty()) {
            for (int id = 0; id < config.source().logits().size(); id++) {
                fields.add(of(messages, input, "logits." + id, WidgetView.token(input.widget(), id), "logit"));
            }
        }
        if (config.open().contains("bias") || config.open().contains("ban")) {
            editable.forEach(id -> fields.add(edited(messages, input, id)));
        }
        config.open().stream()
                .filter(key -> !key.equals("bias") && !key.equals("ban"))
                .forEach(key -> fields.add(of(
                        messages,
                        input,
                        key,
                        label(messages, key),
                        switch (key) {
                            case "order", "decoder", "subtract" -> "choice";
                            case "other", "token", "system" -> "prompt";
                            default -> "number";
                        })));
        return List.copyOf(fields);
    }

    /** A token to raise, lower or ban. */
    private static FormField edited(Messages messages, WidgetInput<?> input, int id) {
        WidgetConfig config = input.widget().config();
        String token = WidgetView.token(input.widget(), id);
        String kind = config.open().contains("bias") ? "logit" : "check";
        String key = "ban." + id;
        Check ban = new Check(
                config.id() + "-ban-" + id,
                config.id() + "." + key,
                messages.say("lesson.editor.ban", token),
                !input.shown().getOrDefault(key, "").isBlank());
        Optional<Check> check = config.open().contains("ban") ? Optional.of(ban) : Optional.empty();
        return of(messages, input, "bias." + id, token, kind, check, false);
    }

    private static FormField of(Messages messages, WidgetInput<?> input, String key, String label, String kind) {
        return of(messages, input, key, label, kind, Optional.empty(), false);
    }

    private static FormField of(
            Messages messages,
            WidgetInput<?> input,
            String key,
            String label,
            String kind,
            Optional<Check> check,
            boolean reforms) {
        String id = input.widget().id();
        String typed = input.shown().getOrDefault(key, "");
        return new FormField(
                id + "-" + key.replace('.', '-'),
                id + "." + key,
                label,
                typed,
                input.wrong(key).isPresent(),
                kind,
                slider(input.widget().config().kind(), key),
                options(messages, key, typed),
                check,
                reforms);
    }

    /** Over the useful range of a setting, or of a widget's own number. */
    private static Optional<SettingField.Slider> slider(String widget, String key) {
        return SettingField.isFor(key)
                ? Optional.of(SettingField.slider(key))
                : Optional.ofNullable(SLIDERS.get(widget + "." + key));
    }

    /** The field of a key as a sentence about it names it. */
    static String name(Messages messages, String kind, Widget widget, String key) {
        if (key.matches("(logits|bias|ban)\\.\\d{1,9}")) {
            String[] part = key.split("\\.");
            int id = Integer.parseInt(part[1]);
            return id < widget.config().source().logits().size()
                    ? messages.say("lesson.field.of." + part[0], WidgetView.token(widget, id))
                    : key;
        }
        return own(messages, kind, key).orElseGet(() -> messages.fieldName(key));
    }

    /** A widget's own name for a field, if it has one. */
    private static Optional<String> own(Messages messages, String widget, String key) {
        return find(messages, "lesson.field." + widget + "." + key);
    }

    /** A field's name on a form, where there is less room than in a sentence. */
    private static String label(Messages messages, String key) {
        return find(messages, "lesson.field." + key).orElseGet(() -> messages.fieldName(key));
    }

    private static Optional<String> find(Messages messages, String key) {
        return messages.has(key) ? Optional.of(messages.say(key)) : Optional.empty();
    }

    /** The options of a choice, the first one chosen unless another is typed. */
    private static List<Option> options(Messages messages, String key, String typed) {
        return switch (key) {
            case "decoder" ->
                List.of(
                        new Option("greedy", messages.say("lane.greedy"), typed.equals("greedy")),
                        new Option("sample", messages.say("lane.sample"), !typed.equals("greedy")));
            case "order" ->
                Stream.of(StageOrder.values())
                        .map(order -> new Option(
                                order.key(),
                                messages.say("lesson.order." + order.key()),
                                (order == StageOrder.LLAMA_CPP) == typed.equals(StageOrder.LLAMA_CPP.key())))
                        .toList();
            case "subtract" ->
                Stream.of(ExponentialWidget.NOTHING, ExponentialWidget.LARGEST)
                        .map(what -> new Option(
                                what,
                                messages.say("lesson.exponential.subtract." + what),
                                what.equals(ExponentialWidget.LARGEST) == typed.equals(ExponentialWidget.LARGEST)))
                        .toList();
            default -> List.of();
        };
    }

    /** The value at which the slider is. */
    public String sliderValue() {
        return typed.isBlank() ? slider.map(SettingField.Slider::off).orElse("") : typed;
    }

    /** The keyboard that a phone shows: the one for decimals has no minus on some phones. */
    public String keyboard() {
        return kind.equals("prompt") || kind.equals("logit") || name.endsWith(".constant") ? "text" : "decimal";
    }

    public boolean isChoice() {
        return kind.equals("choice");
    }

    public boolean isCheck() {
        return kind.equals("check");
    }
}
