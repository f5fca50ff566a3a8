package logitlab.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.model.Tokenizer;
import logitlab.web.TokenText;

/**
 * The next step of a text.
 *
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

    record PrefixToken(int id, String text) {}

    static NextAnswer of(NextRequest request, Step step) {
        Tokenizer tokenizer = request.model().tokenizer();
        Prefix prefix = request.prefix();
        return new NextAnswer(
                request.prompt().ids().toArray(),
                tokenizer.tokens(prefix).stream()
                        .map(token -> new PrefixToken(token.id(), token.text()))
                        .toList(),
                new int[] {1, prefix.size(), step.logits().size()},
                request.tokens().size(),
                StepAnswer.of(
                        step,
                        request.top(),
                        id -> TokenText.visible(tokenizer.token(id)),
                        id -> tokenizer.token(id).text()),
                request.wholeVector() ? vector(step.logits()) : null);
    }

    private static double[] vector(Logits logits) {
        return IntStream.range(0, logits.size()).mapToDouble(logits::at).toArray();
    }
}
