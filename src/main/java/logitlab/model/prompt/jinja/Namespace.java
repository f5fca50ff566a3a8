package logitlab.model.prompt.jinja;

import java.util.HashMap;
import java.util.Map;

/** The one value that a template can change: {@code namespace(found=false)}. */
record Namespace(Map<String, Object> values) {

    Namespace(Map<String, Object> values) {
        this.values = new HashMap<>(values);
    }
}
