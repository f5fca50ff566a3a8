package logitlab.web;

/** What a template prints, if it prints sentences: finished texts and figures, and the sentences in the visitor's language. */
public interface View {

    /** The sentences in the language of the request. */
    Messages messages();

    default String say(String key, Object... arguments) {
        return messages().say(key, arguments);
    }
}
