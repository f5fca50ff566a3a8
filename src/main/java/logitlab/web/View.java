package logitlab.web;

/** What a template prints: ready words and figures. Each template has one view, a record. */
public interface View {

    default Messages messages() {
        return Messages.ENGLISH;
    }

    default String say(String key, Object... arguments) {
        return messages().say(key, arguments);
    }
}
