package logitlab.web.step.beam;

import java.util.Locale;
import java.util.stream.Collectors;
import logitlab.decoding.Prefix;
import logitlab.decoding.beam.BeamPath;
import logitlab.decoding.beam.BeamStep;
import logitlab.model.text.Tokenizer;
import logitlab.web.Messages;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * One text of a beam search.
 *
 * @param before its tokens but the last, as people read them; only the end of a long text
 * @param token its last token, with spaces visible
 * @param fate {@code continued}, {@code ended} or {@code dropped}
 * @param verdict the same in words
 */
public record BeamRow(String before, String token, String logProbability, String score, String fate, String verdict) {

    private static final int TOKENS = 12;

    /** The text and its fate at a step. */
    static BeamRow of(Messages messages, Tokenizer tokenizer, BeamStep.Candidate candidate) {
        return of(messages, tokenizer, candidate.path(), candidate.fate());
    }

    /** A text that a search found. */
    public static BeamRow of(Messages messages, Tokenizer tokenizer, BeamPath path) {
        return of(messages, tokenizer, path, path.ended() ? BeamStep.Fate.ENDED : BeamStep.Fate.CONTINUED);
    }

    private static BeamRow of(Messages messages, Tokenizer tokenizer, BeamPath path, BeamStep.Fate fate) {
        Prefix tokens = path.tokens();
        int last = tokens.size() - 1;
        int from = Math.max(0, last - TOKENS);
        String before = tokenizer.tokens(tokens.first(last)).subList(from, last).stream()
                .map(TokenText::readable)
                .collect(Collectors.joining("", from > 0 ? "…" : "", ""));
        String key = fate.name().toLowerCase(Locale.ROOT);
        return new BeamRow(
                before,
                TokenText.visible(tokenizer.token(tokens.at(last))),
                Numbers.score(path.logProbability()),
                Numbers.score(path.score()),
                key,
                messages.say("beam.fate." + key));
    }
}
