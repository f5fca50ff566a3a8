package logitlab.web.chat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.prompt.RenderedChat;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;

/**
 * Where each token of a chat comes from: what was said, or the template around it.
 *
 * <pre>
 * {@code <|im_start|>} user ↵ Why ? {@code <|im_end|>} ↵     is SPECIAL TEMPLATE TEMPLATE SAID SAID SPECIAL TEMPLATE
 * </pre>
 */
enum PromptParts {
    SPECIAL,
    TEMPLATE,
    SAID;

    /**
     * The part of each token. A token that has letters of both counts as said. Spaces and line breaks may differ: Phi-3 reads
     * {@code <|user|>\nHi} as {@code <|user|>} and {@code ␣Hi}. If the tokens do not spell the other letters of the text, because the
     * tokenizer changes them, all tokens between two special ones count as the template's.
     *
     * @param ids what the model made of the chat
     */
    static List<PromptParts> of(LanguageModel model, RenderedChat chat, Prefix ids) {
        List<Token> tokens = model.tokenizer().tokens(ids);
        BitSet typed = chat.typed();
        int[] ends = ends(model.tokenizer(), tokens, chat.text());
        int last = ends.length == 0 ? -1 : ends[ends.length - 1];
        boolean aligned = last >= 0 && chat.text().substring(last).isBlank();
        List<PromptParts> parts = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < ends.length; at++) {
            boolean said = aligned && !typed.get(begin, ends[at]).isEmpty();
            parts.add(tokens.get(at).special() ? SPECIAL : said ? SAID : TEMPLATE);
            begin = at + 1 < ends.length && ends[at + 1] > ends[at] ? ends[at] : begin;
        }
        return parts;
    }

    /**
     * Where each token ends in the text; the parts of a character end together, where the character ends.
     *
     * @return -1 for all if the tokens do not spell the text
     */
    private static int[] ends(Tokenizer tokenizer, List<Token> tokens, String text) {
        int[] ends = new int[tokens.size()];
        int end = 0;
        for (int at = 0; at < tokens.size(); ) {
            int next = at + 1;
            while (tokens.get(at).partial()
                    && next < tokens.size()
                    && tokens.get(next).partial()) {
                next++;
            }
            int[] run = tokens.subList(at, next).stream().mapToInt(Token::id).toArray();
            end = after(
                    text,
                    end,
                    tokens.get(at).partial()
                            ? tokenizer.text(Prefix.of(run))
                            : tokens.get(at).text());
            if (end < 0) {
                Arrays.fill(ends, -1);
                return ends;
            }
            Arrays.fill(ends, at, next, end);
            at = next;
        }
        return ends;
    }

    /** The place in the text after the letters of a token, with more or fewer spaces before them; -1 if other letters are there. */
    private static int after(String text, int from, String token) {
        if (text.startsWith(token, from)) {
            return from + token.length();
        }
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String letters = token.stripLeading();
        return text.startsWith(letters, at) ? at + letters.length() : -1;
    }
}
