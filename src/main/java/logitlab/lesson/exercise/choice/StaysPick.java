package logitlab.lesson.exercise.choice;

import java.util.List;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.QuestionContent;

/** {@code compute: stays}: which of some tokens is dropped, or which one is kept. */
final class StaysPick {

    private StaysPick() {}

    static ChoiceQuestion of(BlockWords values) {
        Cut cut = Cut.truncating(values);
        List<Integer> ids = values.choices("options", cut.vocabulary().tokens()).stream()
                .map(cut::id)
                .toList();
        boolean dropped = values.oneOf("ask", List.of("dropped", "kept")).equals("dropped");
        return of(cut, dropped, ids.isEmpty() ? cut.ids().toList() : ids);
    }

    /** @param ids of the options */
    private static ChoiceQuestion of(Cut cut, boolean dropped, List<Integer> ids) {
        return new ChoiceQuestion(
                dropped ? "dropped" : "kept-token",
                cut.clear()
                        && ids.stream().filter(id -> cut.keeps(id) != dropped).count() == 1,
                ChoiceQuestion.options(
                        cut, ids.stream(), id -> cut.keeps(id) != dropped, id -> mistake(cut, dropped, id)),
                new QuestionContent(cut.facts(-1, cut.lines()), cut.holes(), cut::solution),
                dice -> of(cut.fresh(dice), dropped, ids));
    }

    private static String mistake(Cut cut, boolean dropped, int id) {
        if (dropped) {
            return cut.crossing().orElse(-1) == id ? "crossing-dropped" : "";
        }
        boolean firstDropped = cut.step().candidate(id).rank() == cut.step().kept();
        return firstDropped ? "cut-too-late" : "";
    }
}
