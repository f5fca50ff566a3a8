package logitlab.web.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Switches;

/** The switches of a request: {@code {"4.2": 0, "5.mlp": 0.5}}. A failure names one as JSON does: {@code switches.4.2}. */
final class SwitchesJson {

    private SwitchesJson() {}

    static Switches read(JsonReader json) throws IOException {
        Map<String, String> factors = new HashMap<>();
        json.entries(name -> factors.put(name, json.number()));
        try {
            return Switches.of(factors);
        } catch (InvalidValueException invalid) {
            throw inJson(invalid);
        }
    }

    /** @throws InvalidValueException naming the switch that the model lacks */
    static LanguageModel switched(LanguageModel asTrained, Switches switches) {
        try {
            return asTrained.with(switches);
        } catch (InvalidValueException invalid) {
            throw inJson(invalid);
        }
    }

    private static InvalidValueException inJson(InvalidValueException invalid) {
        String field = invalid.field().replaceFirst("^switch\\.", "switches.");
        return new InvalidValueException(field, invalid.constraint(), invalid.value());
    }
}
