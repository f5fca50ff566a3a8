package logitlab.lesson.exercise.choice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import logitlab.decoding.input.Range;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Dice;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.question.Facts;
import logitlab.lesson.question.LiveTexts;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code compute: position}: whose row of logits chooses the next token ({@code ask: next}), or which token of the text the row
 * of a token predicts ({@code ask: row}).
 */
final class PositionPick {

    private static final int FEWEST = 4;
    private static final int MOST = 10;

    private PositionPick() {}

    static ChoiceQuestion of(BlockWords values, Models models) {
        LiveTexts texts = LiveTexts.of(values, models);
        texts.require(PositionPick::tellsApart, new Rule("different-tokens", FEWEST, MOST));
        boolean next = values.oneOf("ask", List.of("next", "row")).equals("next");
        int last = texts.tokens().size() - 1;
        return of(texts, next, next ? last : values.whole("of", Range.of(1, last - 1)));
    }

    /** Whether all tokens are different, so that it is clear which one is meant. */
    private static boolean tellsApart(LiveTexts one) {
        List<Token> tokens = one.tokens();
        return tokens.size() >= FEWEST
                && tokens.size() <= MOST
                && tokens.stream().distinct().count() == tokens.size();
    }

    /** @param of the position whose row the question is about, 0 for the first */
    private static ChoiceQuestion of(LiveTexts texts, boolean next, int of) {
        String name = next ? "position-next" : "position-row";
        List<Token> tokens = texts.tokens();
        int last = tokens.size() - 1;
        int right = next ? of : of + 1;
        Figure token = Figure.of(tokens.get(of));
        List<ChoiceQuestion.Option> options = IntStream.rangeClosed(0, last)
                .mapToObj(at -> new ChoiceQuestion.Option(
                        Integer.toString(at),
                        Optional.of(tokens.get(at)),
                        List.of(),
                        at == right,
                        next ? at == 0 ? "first-position" : "" : mistakeInRow(at, of, last)))
                .toList();
        return new ChoiceQuestion(
                name,
                true,
                options,
                new QuestionContent(
                        Facts.of(Working.of("pieces", new Figure.Pieces(tokens))),
                        Map.of("text", texts.typed(), "token", token),
                        () -> List.of(Working.of(
                                "solution." + name, token, Figure.of(tokens.get(right)), Figure.count(last + 1)))),
                dice -> fresh(texts.fresh(dice), next, dice));
    }

    private static ChoiceQuestion fresh(LiveTexts texts, boolean next, Dice dice) {
        int last = texts.tokens().size() - 1;
        return of(texts, next, next ? last : dice.whole(1, last - 1));
    }

    private static String mistakeInRow(int at, int of, int last) {
        return at == of
                ? "predicts-itself"
                : at == of - 1 ? "predicts-backwards" : at == last ? "predicts-the-last" : "";
    }
}
