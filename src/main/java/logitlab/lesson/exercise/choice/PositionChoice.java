package logitlab.lesson.exercise.choice;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.Range;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TokenizedTexts;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code compute: position}: whose row of logits chooses the next token ({@code ask: next}), or which token of the text the row
 * of a token predicts ({@code ask: row}).
 */
final class PositionChoice {

    private static final int FEWEST = 4;
    private static final int MOST = 10;

    private PositionChoice() {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        TokenizedTexts texts = TokenizedTexts.of(values, models);
        texts.require(PositionChoice::tellsApart, new Constraint("different-tokens", FEWEST, MOST));
        boolean next = values.oneOf("ask", List.of("next", "row")).equals("next");
        int last = texts.tokens().size() - 1;
        return of(texts, next, next ? last : values.whole("of", Range.of(1, last - 1)));
    }

    /** Whether all tokens are different, so that it is clear which one is meant. */
    private static boolean tellsApart(TokenizedTexts one) {
        List<Token> tokens = one.tokens();
        return tokens.size() >= FEWEST
                && tokens.size() <= MOST
                && tokens.stream().distinct().count() == tokens.size();
    }

    /** @param of the position whose row the question is about, 0 for the first */
    private static ChoiceQuestion of(TokenizedTexts texts, boolean next, int of) {
        String name = next ? "position-next" : "position-row";
        List<Token> tokens = texts.tokens();
        int last = tokens.size() - 1;
        int right = next ? of : of + 1;
        Value token = Value.of(tokens.get(of));
        List<ChoiceQuestion.Option> options = IntStream.rangeClosed(0, last)
                .mapToObj(at -> ChoiceQuestion.Option.of(
                        Integer.toString(at),
                        tokens.get(at),
                        at == right,
                        next ? at == 0 ? "first-position" : "" : mistakeInRow(at, of, last)))
                .toList();
        return new ChoiceQuestion(
                name,
                true,
                options,
                new QuestionContent(
                        Givens.of(SolutionLine.of("pieces", new Value.Pieces(tokens))),
                        Map.of("text", texts.typed(), "token", token),
                        () -> List.of(SolutionLine.of("step." + name, Value.count(of + 1), Value.count(of + 2))),
                        () -> List.of(SolutionLine.of(
                                "solution." + name, token, Value.of(tokens.get(right)), Value.count(last + 1)))),
                numbers -> fresh(texts.fresh(numbers), next, numbers));
    }

    private static ChoiceQuestion fresh(TokenizedTexts texts, boolean next, SeededNumbers numbers) {
        int last = texts.tokens().size() - 1;
        return of(texts, next, next ? last : numbers.whole(1, last - 1));
    }

    private static String mistakeInRow(int at, int of, int last) {
        return at == of
                ? "predicts-itself"
                : at == of - 1 ? "predicts-backwards" : at == last ? "predicts-the-last" : "";
    }
}
