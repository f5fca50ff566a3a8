package messages;

import java.util.Enumeration;
import java.util.ResourceBundle;

/**
 * A language for tests, which a browser asks for with {@code Accept-Language: qps}: every sentence is the English one in
 * brackets, such as {@code ⟦Page not found⟧}. Text of a page outside of brackets therefore does not come from the messages.
 */
public final class interface_qps extends ResourceBundle {

    private static final ResourceBundle ENGLISH =
            ResourceBundle.getBundle("messages.interface", java.util.Locale.ENGLISH);

    @Override
    protected Object handleGetObject(String key) {
        return ENGLISH.containsKey(key) ? "⟦" + ENGLISH.getString(key) + "⟧" : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        return ENGLISH.getKeys();
    }
}
