package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.DecoderInput;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;
import logitlab.lesson.widget.ExhibitWidget;

/** {@code compute: bug}: what is wrong with a program, judging by its output. The right answer is the bug that was run. */
final class BugChoice {

    /** By how much the outputs of two programs must differ for some token, so that learners can tell them apart. */
    private static final double CLEAR = 0.005;

    private BugChoice() {}

    static ChoiceQuestion of(BlockValues values) {
        Bug bug = values.oneOf("bug", List.of(Bug.values()), Bug::key);
        List<String> options = values.choices("options", Bug.keys());
        if (options.size() < 2 || !options.contains(bug.key())) {
            throw new InvalidValueException(
                    "options", new Constraint("with-the-right-one", bug.key()), String.join(", ", options));
        }
        TruncationCase truncation = TruncationCase.of(values);
        List<Bug> bugs = options.stream().map(Bug::of).toList();
        return of(truncation, truncation.vocabulary().ids(values, "repeated"), bug, bugs);
    }

    /**
     * @param repeated the ids of the text so far
     * @param bugs the options
     */
    private static ChoiceQuestion of(TruncationCase truncation, List<Integer> repeated, Bug bug, List<Bug> bugs) {
        DecoderInput input = new DecoderInput(
                truncation.logits(), Prefix.of(repeated), truncation.settings(), false, new Draw(0, 0));
        Exhibit ran = Exhibit.of(bug, input);
        boolean fair = truncation.vocabulary().untied()
                && !ran.suspect().broken()
                && ran.farthest() > CLEAR
                && bugs.stream()
                        .filter(option -> option != bug)
                        .allMatch(option -> option.run(input).farthest(ran.suspect()) > CLEAR);
        return new ChoiceQuestion(
                "bug",
                fair,
                bugs.stream()
                        .map(option -> ChoiceQuestion.Option.of(
                                option.key(), List.of(), option == bug, mistake(Exhibit.of(option, input))))
                        .toList(),
                new QuestionContent(
                        givens(truncation, repeated, ran),
                        truncation.holes(),
                        () -> SolutionLine.listed(beside(truncation, ran), SolutionLine.of("step.bug")),
                        () -> solution(truncation, ran)),
                numbers -> of(truncation.fresh(numbers), repeated, bug, bugs));
    }

    /** {@code idle-bug} for a bug that these settings do not trigger: its program would be right. */
    private static String mistake(Exhibit option) {
        return option.differs() ? "" : "idle-bug";
    }

    /** What is given: the logits, the settings, and what the program gave. */
    static Givens givens(TruncationCase truncation, List<Integer> repeated, Exhibit ran) {
        List<SolutionLine> lines = new ArrayList<>(List.of(SolutionLine.of("program-gave")));
        lines.addAll(truncation.lines());
        lines.addAll(ExhibitWidget.repetitions(repeated, truncation::token));
        List<Givens.Row> rows = truncation
                .ids()
                .map(id -> truncation.row(
                        id,
                        Value.logit(truncation.logits().at(id)),
                        Value.percent(ran.suspect().probability(id))))
                .toList();
        return new Givens(rows, lines);
    }

    private static List<SolutionLine> solution(TruncationCase truncation, Exhibit ran) {
        return SolutionLine.listed(
                beside(truncation, ran),
                SolutionLine.of("solution.bug." + ran.bug().key()));
    }

    /** Each token's right probability next to the one that the program gave. */
    static Stream<SolutionLine> beside(TruncationCase truncation, Exhibit ran) {
        return ran.ranking()
                .ids()
                .mapToObj(id -> SolutionLine.of(
                        ran.differs(id) ? "solution.beside" : "solution.beside-same",
                        Value.of(truncation.token(id)),
                        Value.percent(ran.right().probability(id)),
                        Value.percent(ran.suspect().probability(id))));
    }
}
