package logitlab.model.prompt;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a template has made of a conversation: the text that the model reads, in the parts that somebody typed and those that the template
 * wrote around them.
 *
 * <pre>
 * &lt;|user|> | Why is the sky blue? | &lt;|end|>     the second part is typed
 * </pre>
 */
public record RenderedChat(List<Part> parts) {

    public RenderedChat {
        parts = List.copyOf(parts);
    }

    /** @param typed whether the text comes from a message; otherwise the template wrote it */
    public record Part(String text, boolean typed) {}

    /** All parts in a row. */
    public String text() {
        return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** The indices of the chars of {@link #text} that are typed. */
    public BitSet typed() {
        BitSet typed = new BitSet();
        int from = 0;
        for (Part part : parts) {
            int to = from + part.text().length();
            typed.set(from, to, part.typed());
            from = to;
        }
        return typed;
    }
}
