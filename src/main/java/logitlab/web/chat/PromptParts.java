package logitlab.web.chat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.prompt.ChatMessage;
import logitlab.model.prompt.Prompt;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;

/**
 * Where each token of a chat comes from: the visitor's own words, or the template around them.
 *
 * <p>The template is rendered once more with a sign in place of each message; what stands before and after the sign shows where the message
 * is. A token that has letters of both counts as the visitor's.
 *
 * <pre>
 * {@code <|im_start|>} user ↵ Why ? {@code <|im_end|>} ↵     is SPECIAL TEMPLATE TEMPLATE SAID SAID SPECIAL TEMPLATE
 * </pre>
 */
enum PromptParts {
    SPECIAL,
    TEMPLATE,
    SAID;

    private static final String SIGN = "\uE000\uE001\uE000";

    /** Characters of the rendered text, the last one excluded. */
    private record Span(int from, int to) {}

    /**
     * The part of each token.
     *
     * @param ids what the model made of the chat
     */
    static List<PromptParts> of(LanguageModel model, Prompt.Chat chat, Prefix ids) {
        String rendered = model.rendered(chat);
        List<Token> tokens = model.tokenizer().tokens(ids);
        int[] ends = ends(model.tokenizer(), tokens);
        boolean aligned = ends.length == 0 || ends[ends.length - 1] == rendered.length();
        List<Span> spans = aligned ? spans(model, chat, rendered) : List.of();
        List<PromptParts> parts = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            int end = ends[at];
            int begin = Arrays.stream(ends, 0, at).filter(before -> before < end).max().orElse(0);
            Span token = new Span(begin, end);
            boolean said = spans.stream().anyMatch(span -> token.from < span.to && token.to > span.from);
            parts.add(tokens.get(at).special() ? SPECIAL : said ? SAID : TEMPLATE);
        }
        return parts;
    }

    private static List<Span> spans(LanguageModel model, Prompt.Chat chat, String rendered) {
        List<Span> spans = new ArrayList<>();
        for (int at = 0; at < chat.messages().size(); at++) {
            span(model, chat, at, rendered).ifPresent(spans::add);
        }
        return spans;
    }

    /** Where a message stands; empty if the template does not write it, or writes something else around it than around the sign. */
    private static Optional<Span> span(LanguageModel model, Prompt.Chat chat, int message, String rendered) {
        List<ChatMessage> other = new ArrayList<>(chat.messages());
        other.set(message, new ChatMessage(other.get(message).role(), SIGN));
        String marked = markedOrEmpty(model, new Prompt.Chat(other));
        int sign = marked.indexOf(SIGN);
        int after = marked.length() - sign - SIGN.length();
        return sign >= 0
                        && sign + after <= rendered.length()
                        && rendered.startsWith(marked.substring(0, sign))
                        && rendered.endsWith(marked.substring(sign + SIGN.length()))
                ? Optional.of(new Span(sign, rendered.length() - after))
                : Optional.empty();
    }

    private static String markedOrEmpty(LanguageModel model, Prompt.Chat chat) {
        try {
            return model.rendered(chat);
        } catch (InvalidValueException refused) {
            return "";
        }
    }

    /** Where each token ends in the text; the parts of a character end together, where the character ends. */
    private static int[] ends(Tokenizer tokenizer, List<Token> tokens) {
        int[] ends = new int[tokens.size()];
        int end = 0;
        for (int at = 0; at < tokens.size(); ) {
            int next = at + 1;
            while (tokens.get(at).partial() && next < tokens.size() && tokens.get(next).partial()) {
                next++;
            }
            end += tokens.get(at).partial()
                    ? tokenizer
                            .text(Prefix.of(tokens.subList(at, next).stream()
                                    .mapToInt(Token::id)
                                    .toArray()))
                            .length()
                    : tokens.get(at).text().length();
            Arrays.fill(ends, at, next, end);
            at = next;
        }
        return ends;
    }
}
