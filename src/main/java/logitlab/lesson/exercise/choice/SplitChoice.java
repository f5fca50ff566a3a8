package logitlab.lesson.exercise.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
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
 * {@code compute: split}: which are the tokens of a text. The right ones are the tokenizer's; the others follow rules that
 * people often assume. All begin with the start tokens.
 */
final class SplitChoice {

    private static final String MARK = "[^\\p{L}\\p{N}\\s]";
    private static final String WORD = "[\\p{L}\\p{N}]+";

    private SplitChoice() {}

    /** @param mistake why it is wrong; empty for the right one */
    private record Split(String mistake, List<String> pieces) {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        TokenizedTexts texts = TokenizedTexts.of(values, models);
        texts.require(
                one -> one.tokens().stream().noneMatch(Token::partial)
                        && splits(one).size() > 2,
                new Constraint("splits-apart"));
        return of(texts);
    }

    /** The value of an option is its place, counted from 1. */
    private static ChoiceQuestion of(TokenizedTexts texts) {
        List<Split> splits = splits(texts);
        List<ChoiceQuestion.Option> options = IntStream.range(0, splits.size())
                .mapToObj(i -> option(Integer.toString(i + 1), splits.get(i)))
                .toList();
        return new ChoiceQuestion(
                "split",
                true,
                options,
                new QuestionContent(
                        Givens.of(SolutionLine.of("text", texts.typed())),
                        Map.of("text", texts.typed()),
                        () -> List.of(SolutionLine.of(
                                "step.split",
                                new Value.Pieces(
                                        texts.tokens().subList(0, texts.tokens().size() - 1)))),
                        () -> List.of(SolutionLine.of("solution.pieces", new Value.Pieces(texts.tokens())))),
                numbers -> of(texts.fresh(numbers)));
    }

    private static ChoiceQuestion.Option option(String value, Split split) {
        List<Token> tokens = split.pieces().stream()
                .map(piece -> new Token(-1, piece, "", false))
                .toList();
        return ChoiceQuestion.Option.of(
                value, List.of(new Value.Pieces(tokens)), split.mistake().isEmpty(), split.mistake());
    }

    /** In random order; only the first of several equal splits is left. */
    private static List<Split> splits(TokenizedTexts texts) {
        List<String> right = texts.tokens().stream().map(Token::text).toList();
        Map<List<String>, Split> splits = Stream.of(
                        new Split("", right),
                        wrong(texts, "whole-words", " ?" + WORD + "| ?" + MARK + "|\\s"),
                        wrong(texts, "spaces-lost", WORD + "|" + MARK),
                        wrong(texts, "space-after", WORD + " ?|" + MARK + " ?|\\s"),
                        wrong(texts, "letter-by-letter", "(?s)."))
                .collect(Collectors.toMap(Split::pieces, split -> split, (first, same) -> first, LinkedHashMap::new));
        return new SeededNumbers(texts.text().hashCode() & 0xFFFFL).shuffled(List.copyOf(splits.values()));
    }

    private static Split wrong(TokenizedTexts texts, String mistake, String pattern) {
        Stream<String> start = texts.startTokens().stream().map(Token::text);
        return new Split(
                mistake, Stream.concat(start, texts.pieces(pattern).stream()).toList());
    }
}
