package logitlab.model.prompt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import logitlab.model.text.Token;

/** Who wrote a token of a rendered chat. */
public enum TokenOrigin {
    TYPED,
    TEMPLATE,
    /** The template wrote some of its letters, and the others are typed. */
    BOTH;

    /**
     * The origin of each token, found by counting bytes.
     *
     * @param tokens those of the whole text, in their order and without start tokens that the template did not write
     */
    public static List<TokenOrigin> of(RenderedChat chat, List<Token> tokens) {
        BitSet typed = new BitSet();
        int length = 0;
        for (RenderedChat.Part part : chat.parts()) {
            int end = length + bytes(part.text());
            typed.set(length, end, part.typed());
            length = end;
        }
        List<TokenOrigin> origins = new ArrayList<>();
        int from = 0;
        for (Token token : tokens) {
            int to = from
                    + (token.hex().isEmpty() ? bytes(token.text()) : token.hex().split(" ").length);
            int count = typed.get(from, Math.max(from, to)).cardinality();
            origins.add(count == 0 ? TEMPLATE : count == to - from ? TYPED : BOTH);
            from = to;
        }
        return origins;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
