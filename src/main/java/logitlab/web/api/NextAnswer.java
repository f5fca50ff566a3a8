package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;
import logitlab.model.text.Token;

/**
 * The next step of a text.
 *
 * @param promptIds the ids of the typed text, with the start tokens before it
 * @param rendered what the chat template made of the messages; left out of the answer for a text
 * @param logitsShape 1, the length of the prefix, the size of the vocabulary
 * @param logits the whole vector, left out unless the request asks for it
 */
record NextAnswer(
        int[] promptIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) String rendered,
        List<PrefixToken> prefixTokens,
        int[] logitsShape,
        int step,
        @JsonUnwrapped StepAnswer choice,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Double> logits) {

    /** @param start whether the tokenizer added it before the prompt @param special whether it is a special token */
    record PrefixToken(int id, String text, boolean start, boolean special) {}

    static List<PrefixToken> tokens(LanguageModel model, Prefix prefix) {
        List<Token> tokens = model.tokenizer().tokens(prefix);
        int start = model.startTokens(prefix);
        return IntStream.range(0, tokens.size())
                .mapToObj(at -> new PrefixToken(
                        tokens.get(at).id(),
                        tokens.get(at).text(),
                        at < start,
                        tokens.get(at).special()))
                .toList();
    }
}
