package logitlab.model.prompt.python;

import java.util.HashMap;
import java.util.Map;

/** The one value that a template can change: {@code namespace(found=false)}. */
public record Namespace(Map<String, Object> values) {

    public Namespace(Map<String, Object> values) {
        this.values = new HashMap<>(values);
    }
}
