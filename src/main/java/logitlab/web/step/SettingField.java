package logitlab.web.step;

import java.util.Map;
import logitlab.web.InputProblem;

/**
 * One control of the settings form: a number, and with JavaScript a slider over the useful part of its range.
 *
 * @param key its name in the link, such as {@code b.top-p}
 * @param setting its name without the lane
 * @param value as it was typed; empty if the setting is off
 * @param slider the part of its range that a slider covers, and its step
 * @param wrong whether the problem of the page is about it
 */
public record SettingField(String key, String setting, String value, Slider slider, boolean wrong) {

    /** @param off the slider's position while the setting is off */
    public record Slider(String min, String max, String step, String off) {}

    private static final Map<String, Slider> SLIDERS = Map.of(
            "temperature", new Slider("0.1", "3", "0.05", "1"),
            "top-k", new Slider("1", "100", "1", "100"),
            "top-p", new Slider("0.05", "1", "0.01", "1"),
            "min-p", new Slider("0", "0.5", "0.01", "0"),
            "typical-p", new Slider("0.05", "1", "0.01", "1"),
            "beams", new Slider("1", "16", "1", "4"),
            "length-penalty", new Slider("-1", "3", "0.1", "1"),
            "repetition-penalty", new Slider("0.8", "2", "0.05", "1"));

    private static final double KNOB = 20; // CSS pixels

    /** Whether the form has a field for this setting. */
    public static boolean isFor(String setting) {
        return SLIDERS.containsKey(setting);
    }

    static SettingField of(String lane, String setting, String value, InputProblem problem) {
        String key = lane + "." + setting;
        return new SettingField(key, setting, value, SLIDERS.get(setting), problem.isAbout(key));
    }

    /** The slider of a setting. */
    public static Slider slider(String setting) {
        return SLIDERS.get(setting);
    }

    public String id() {
        return key.replace('.', '-');
    }

    /** The slider's position. */
    public String sliderValue() {
        return value.isBlank() ? slider.off() : value;
    }

    /** Where the setting is off, in percent of the slider's range. */
    public long offAt() {
        double min = Double.parseDouble(slider.min());
        return Math.round(100 * (Double.parseDouble(slider.off()) - min) / (Double.parseDouble(slider.max()) - min));
    }

    /** How far the mark at “off” lies from {@link #offAt}, in CSS pixels, because a knob never leaves its slider. */
    public long offNudge() {
        return Math.round(KNOB / 2 - offAt() * KNOB / 100);
    }

    /** How the words at the mark stand to it: beside it at the ends of the range. */
    public String offAnchor() {
        return offAt() <= 20 ? "start" : offAt() >= 80 ? "end" : "middle";
    }

    /** Whether “off” lies at an end of the range that is no value of the setting, as with top-k. */
    public boolean offLast() {
        return setting.equals("top-k");
    }
}
