package logitlab.lesson.exercise.choice;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SeededNumbers;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.TokenTable;
import logitlab.model.text.Token;

/**
 * {@code compute: nearest}: which of some tokens has the vector that points most like another token's, by the cosine in the model's own
 * embedding table.
 *
 * @param cosines of any two of the tokens
 * @param asked the token in question
 * @param options the other tokens
 */
record NearestVectorChoice(
        LanguageModel model, Map<Integer, Map<Integer, Double>> cosines, int asked, List<Integer> options) {

    private static final int FEWEST = 4;
    private static final int MOST = 12;
    private static final int OPTIONS = 3;

    /** The largest cosine must be so much above the next. */
    private static final double APART = 0.1;

    static ChoiceQuestion of(BlockValues values, Models models) {
        LanguageModel model = values.model(models);
        TokenTable table = model.tokenTable()
                .orElseThrow(() -> new InvalidValueException("model", new Constraint("with-table"), model.id()));
        int count = values.list("tokens", FEWEST, MOST).size();
        List<Integer> all = IntStream.range(0, count)
                .mapToObj(i -> id(model, values, "tokens." + i))
                .toList();
        int asked = id(model, values, "of");
        if (!all.contains(asked)) {
            throw new InvalidValueException(
                    "of", new Constraint("one-of", String.join(",", values.list("tokens"))), "");
        }
        List<Integer> options =
                all.stream().filter(id -> id != asked).limit(OPTIONS).toList();
        return new NearestVectorChoice(model, cosines(table, all), asked, options).question();
    }

    /** The id of the token that a key names, with the spaces around it. */
    private static int id(LanguageModel model, BlockValues values, String key) {
        String text = values.entries().getOrDefault(key, "");
        return IntStream.range(0, model.card().vocabularySize())
                .filter(id -> model.tokenizer().token(id).text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(key, new Constraint("token-of-vocabulary"), text));
    }

    private static Map<Integer, Map<Integer, Double>> cosines(TokenTable table, List<Integer> ids) {
        return ids.stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> table.nearest(id, table.size() - 1).stream()
                                .filter(neighbour -> ids.contains(neighbour.id()))
                                .collect(Collectors.toMap(TokenTable.Neighbour::id, TokenTable.Neighbour::cosine))));
    }

    private ChoiceQuestion question() {
        Map<Integer, Double> near = cosines.get(asked);
        List<Integer> sorted = options.stream()
                .sorted(Comparator.comparingDouble(near::get).reversed())
                .toList();
        Value token = Value.of(token(asked));
        return new ChoiceQuestion(
                "nearest",
                near.get(sorted.get(0)) - near.get(sorted.get(1)) > APART,
                options.stream()
                        .map(id -> ChoiceQuestion.Option.of(
                                Integer.toString(id), token(id), id.equals(sorted.get(0)), "other-company"))
                        .toList(),
                new QuestionContent(
                        Givens.of(),
                        Map.of("token", token),
                        () -> List.of(
                                SolutionLine.of(
                                        "solution.cosine",
                                        token,
                                        Value.of(token(sorted.get(sorted.size() - 1))),
                                        Value.logit(near.get(sorted.get(sorted.size() - 1)))),
                                SolutionLine.of("step.nearest", token)),
                        () -> sorted.stream()
                                .map(id -> SolutionLine.of(
                                        "solution.cosine", token, Value.of(token(id)), Value.logit(near.get(id))))
                                .toList()),
                numbers -> fresh(numbers).question());
    }

    private NearestVectorChoice fresh(SeededNumbers numbers) {
        List<Integer> shuffled =
                numbers.shuffled(cosines.keySet().stream().sorted().toList());
        return new NearestVectorChoice(model, cosines, shuffled.get(0), shuffled.subList(1, 1 + options.size()));
    }

    private Token token(int id) {
        return model.tokenizer().token(id);
    }
}
