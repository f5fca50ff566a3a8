package logitlab.lesson.exercise.choice;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TokenizedTexts;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.text.Token;

/**
 * {@code compute: token}: which of some texts is in the vocabulary as a whole. The model's tokenizer answers; each text is read as it
 * would be after another word, with a space before it.
 */
final class TokenChoice {

    private static final int OTHERS = 2;

    private TokenChoice() {}

    static ChoiceQuestion of(BlockValues values, Models models) {
        TokenizedTexts texts = TokenizedTexts.of(values, models);
        List<String> whole = texts.texts().stream()
                .filter(text -> pieces(texts.model(), text).size() == 1)
                .toList();
        if (whole.isEmpty() || texts.texts().size() - whole.size() < OTHERS) {
            throw new InvalidValueException(
                    "texts", new Constraint("one-clear-answer"), String.join(", ", texts.texts()));
        }
        return of(
                texts,
                texts.texts().stream()
                        .filter(text -> whole.indexOf(text) <= 0)
                        .sorted((one, other) -> Boolean.compare(whole.contains(other), whole.contains(one)))
                        .limit(1 + OTHERS)
                        .sorted()
                        .toList());
    }

    /** The tokens of a text in the middle of a sentence. */
    private static List<Token> pieces(LanguageModel model, String text) {
        List<Token> tokens = model.tokenizer().tokens(model.prompt(" " + text));
        return tokens.subList(model.startTokens(model.prompt(" " + text)), tokens.size());
    }

    /** @param asked one text that is a token, and others that are not */
    private static ChoiceQuestion of(TokenizedTexts texts, List<String> asked) {
        List<List<Token>> pieces =
                asked.stream().map(text -> pieces(texts.model(), text)).toList();
        return new ChoiceQuestion(
                "token",
                pieces.stream().filter(one -> one.size() == 1).count() == 1,
                IntStream.range(0, asked.size())
                        .mapToObj(i -> ChoiceQuestion.Option.labelled(
                                asked.get(i),
                                "text",
                                new Value.Typed(asked.get(i)),
                                pieces.get(i).size() == 1,
                                "several-pieces"))
                        .toList(),
                new QuestionContent(
                        Givens.of(),
                        Map.of(),
                        () -> SolutionLine.listed(
                                pieces.stream()
                                        .filter(one -> one.size() > 1)
                                        .limit(1)
                                        .map(one -> SolutionLine.of("step.token", new Value.Pieces(one))),
                                SolutionLine.of("step.token-ask")),
                        () -> pieces.stream()
                                .map(one -> SolutionLine.of(
                                        one.size() == 1 ? "solution.token-whole" : "solution.token",
                                        new Value.Pieces(one)))
                                .toList()),
                numbers -> of(texts, fresh(texts.texts(), numbers)));
    }

    private static List<String> fresh(List<String> texts, SeededNumbers numbers) {
        return numbers.shuffled(texts).subList(0, 1 + OTHERS);
    }
}
