package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValue;
import logitlab.decoding.input.Rule;
import logitlab.lesson.block.BlockWords;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.museum.Setup;
import logitlab.lesson.question.Cut;
import logitlab.lesson.question.Facts;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.widget.ExhibitWidget;

/** {@code compute: bug}: what is wrong with a program, judging by its output. The right answer is the bug that was run. */
final class BugPick {

    /** By how much the outputs of two programs must differ for some token, so that learners can tell them apart. */
    private static final double CLEAR = 0.005;

    private BugPick() {}

    static ChoiceQuestion of(BlockWords values) {
        Bug bug = values.oneOf("bug", List.of(Bug.values()), Bug::word);
        List<String> options = values.choices("options", Bug.words());
        if (options.size() < 2 || !options.contains(bug.word())) {
            throw new InvalidValue("options", new Rule("with-the-right-one", bug.word()), String.join(", ", options));
        }
        Cut cut = Cut.of(values);
        List<Bug> bugs = options.stream().map(Bug::of).toList();
        return of(cut, cut.vocabulary().ids(values, "repeated"), bug, bugs);
    }

    /**
     * @param repeated the ids of the text so far
     * @param bugs the options
     */
    private static ChoiceQuestion of(Cut cut, List<Integer> repeated, Bug bug, List<Bug> bugs) {
        Setup setup = new Setup(cut.logits(), Prefix.of(repeated), cut.settings(), false, new Draw(0, 0));
        Exhibit ran = Exhibit.of(bug, setup);
        boolean fair = cut.vocabulary().untied()
                && !ran.suspect().broken()
                && ran.farthest() > CLEAR
                && bugs.stream()
                        .filter(option -> option != bug)
                        .allMatch(option -> option.run(setup).farthest(ran.suspect()) > CLEAR);
        return new ChoiceQuestion(
                "bug",
                fair,
                bugs.stream()
                        .map(option -> ChoiceQuestion.Option.of(
                                option.word(), List.of(), option == bug, mistake(Exhibit.of(option, setup))))
                        .toList(),
                new QuestionContent(facts(cut, repeated, ran), cut.holes(), () -> solution(cut, ran)),
                dice -> of(cut.fresh(dice), repeated, bug, bugs));
    }

    /** {@code idle-bug} for a bug that these settings do not trigger: its program would be right. */
    private static String mistake(Exhibit option) {
        return option.differs() ? "" : "idle-bug";
    }

    private static Facts facts(Cut cut, List<Integer> repeated, Exhibit ran) {
        List<Working> lines = new ArrayList<>(List.of(Working.of("program-gave")));
        lines.addAll(cut.lines());
        lines.addAll(ExhibitWidget.said(repeated, cut::token));
        List<Facts.Row> rows = cut.ids()
                .map(id -> cut.row(
                        id,
                        Figure.logit(cut.logits().at(id)),
                        Figure.percent(ran.suspect().probability(id))))
                .toList();
        return new Facts(rows, lines);
    }

    /** Each token's right probability next to the one that the program gave. */
    private static List<Working> solution(Cut cut, Exhibit ran) {
        Stream<Working> lines = ran.ranking()
                .ids()
                .mapToObj(id -> Working.of(
                        ran.differs(id) ? "solution.beside" : "solution.beside-same",
                        Figure.of(cut.token(id)),
                        Figure.percent(ran.right().probability(id)),
                        Figure.percent(ran.suspect().probability(id))));
        return Stream.concat(
                        lines, Stream.of(Working.of("solution.bug." + ran.bug().word())))
                .toList();
    }
}
