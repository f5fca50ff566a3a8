package logitlab.lesson.exercise.choice;

import java.util.List;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;

/** {@code compute: stays}: which of some tokens is dropped, or which one is kept. */
final class KeptTokenChoice {

    private KeptTokenChoice() {}

    static ChoiceQuestion of(BlockValues values) {
        TruncationCase truncation = TruncationCase.truncating(values);
        List<Integer> ids = values.choices("options", truncation.vocabulary().tokens()).stream()
                .map(truncation::id)
                .toList();
        boolean dropped = values.oneOf("ask", List.of("dropped", "kept")).equals("dropped");
        return of(truncation, dropped, ids.isEmpty() ? truncation.ids().toList() : ids);
    }

    /** @param ids of the options */
    private static ChoiceQuestion of(TruncationCase truncation, boolean dropped, List<Integer> ids) {
        return new ChoiceQuestion(
                dropped ? "dropped" : "kept-token",
                truncation.clear()
                        && ids.stream()
                                        .filter(id -> truncation.keeps(id) != dropped)
                                        .count()
                                == 1,
                ChoiceQuestion.options(
                        truncation,
                        ids.stream(),
                        id -> truncation.keeps(id) != dropped,
                        id -> mistake(truncation, dropped, id)),
                new QuestionContent(
                        truncation.givens(-1, truncation.lines()),
                        truncation.holes(),
                        truncation::steps,
                        truncation::solution),
                numbers -> of(truncation.fresh(numbers), dropped, ids));
    }

    private static String mistake(TruncationCase truncation, boolean dropped, int id) {
        if (dropped) {
            return truncation.crossing().orElse(-1) == id ? "crossing-dropped" : "";
        }
        boolean firstDropped =
                truncation.step().candidate(id).rank() == truncation.step().kept();
        return firstDropped ? "cut-too-late" : "";
    }
}
