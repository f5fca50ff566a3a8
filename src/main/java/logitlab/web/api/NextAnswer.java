package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.model.Token;
import logitlab.model.Tokenizer;
import logitlab.web.TokenText;

/**
 * The next step of a text.
 *
 * @param promptIds the ids of the typed text, with the start tokens before it
 * @param logitsShape 1, the length of the prefix, the size of the vocabulary
 * @param logits the whole vector, left out where it was not asked for
 */
record NextAnswer(
        int[] promptIds,
        List<PrefixToken> prefixTokens,
        int[] logitsShape,
        int step,
        @JsonUnwrapped StepAnswer choice,
        @JsonInclude(JsonInclude.Include.NON_NULL) double[] logits) {

    /** @param start whether the tokenizer added it before the prompt */
    record PrefixToken(int id, String text, boolean start) {}

    static NextAnswer of(NextRequest request, Step step) {
        Tokenizer tokenizer = request.model().tokenizer();
        return new NextAnswer(
                request.prompt().ids().toArray(),
                prefixTokens(request),
                new int[] {1, request.prefix().size(), step.logits().size()},
                request.tokens().size(),
                StepAnswer.of(
                        step,
                        request.top(),
                        id -> TokenText.visible(tokenizer.token(id)),
                        id -> tokenizer.token(id).text()),
                request.wholeVector() ? vector(step.logits()) : null);
    }

    private static List<PrefixToken> prefixTokens(NextRequest request) {
        Prefix prefix = request.prefix();
        int start = request.model().startTokens(prefix);
        List<Token> tokens = request.model().tokenizer().tokens(prefix);
        return IntStream.range(0, tokens.size())
                .mapToObj(at ->
                        new PrefixToken(tokens.get(at).id(), tokens.get(at).text(), at < start))
                .toList();
    }

    private static double[] vector(Logits logits) {
        return IntStream.range(0, logits.size()).mapToDouble(logits::at).toArray();
    }
}
