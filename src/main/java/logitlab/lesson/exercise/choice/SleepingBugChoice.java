package logitlab.lesson.exercise.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.DecoderInput;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.question.QuestionContent;
import logitlab.lesson.question.TruncationCase;
import logitlab.lesson.widget.ExhibitWidget;

/**
 * {@code compute: asleep}: with which value of a setting a bug shows, or with which it sleeps. The wrong program and the right one
 * are run with each.
 *
 * @param shows whether the question is where the bug shows
 */
record SleepingBugChoice(
        SmallVocabulary vocabulary,
        List<Integer> repeated,
        Bug bug,
        boolean shows,
        String setting,
        List<String> settings) {

    private static final List<String> KEYS = List.of("temperature", "top-p", "min-p", "repetition-penalty");
    private static final int FEWEST = 2;
    private static final int MOST = 5;

    /** A bug that shows must be visible to learners. */
    private static final double CLEAR = 0.01;

    static ChoiceQuestion of(BlockValues values) {
        SmallVocabulary vocabulary = SmallVocabulary.of(values);
        String setting = values.oneOf("setting", KEYS);
        List<String> settings = values.list("values", FEWEST, MOST);
        settings.forEach(value -> Settings.of(Map.of(setting, value)));
        return new SleepingBugChoice(
                        vocabulary,
                        vocabulary.ids(values, "repeated"),
                        values.oneOf("bug", List.of(Bug.values()), Bug::key),
                        values.oneOf("ask", List.of("shows", "sleeps")).equals("shows"),
                        setting,
                        settings)
                .question();
    }

    private ChoiceQuestion question() {
        List<Exhibit> ran = settings.stream().map(this::run).toList();
        List<ChoiceQuestion.Option> options = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            options.add(ChoiceQuestion.Option.labelled(
                    settings.get(i),
                    "with." + setting,
                    Value.plain(settings.get(i)),
                    ran.get(i).differs() == shows,
                    shows ? "bug-sleeps" : "bug-shows"));
        }
        return new ChoiceQuestion(
                "asleep",
                vocabulary.untied()
                        && options.stream().filter(ChoiceQuestion.Option::right).count() == 1
                        && ran.stream().allMatch(one -> !one.differs() || one.farthest() > CLEAR),
                options,
                new QuestionContent(
                        new TruncationCase(vocabulary, Settings.OFF)
                                .givens(-1, ExhibitWidget.repetitions(repeated, vocabulary::token)),
                        new LinkedHashMap<>(),
                        this::step,
                        () -> solution(ran)),
                numbers -> new SleepingBugChoice(vocabulary.fresh(numbers), repeated, bug, shows, setting, settings)
                        .question());
    }

    private List<SolutionLine> step() {
        return SolutionLine.listed(
                new TruncationCase(vocabulary, Settings.OFF).shares(setting.equals("top-p")).stream(),
                SolutionLine.of(shows ? "step.shows" : "step.sleeps"));
    }

    private Exhibit run(String value) {
        return Exhibit.of(
                bug,
                new DecoderInput(
                        vocabulary.logits(),
                        Prefix.of(repeated),
                        Settings.of(Map.of(setting, value)),
                        false,
                        new Draw(0, 0)));
    }

    private List<SolutionLine> solution(List<Exhibit> ran) {
        List<SolutionLine> lines = new ArrayList<>();
        for (int i = 0; i < ran.size(); i++) {
            Exhibit one = ran.get(i);
            lines.add(
                    one.differs()
                            ? SolutionLine.of(
                                    "solution.bug-shows",
                                    Value.plain(settings.get(i)),
                                    Value.of(vocabulary.token(one.mostDifferent())),
                                    Value.percent(one.right().probability(one.mostDifferent())),
                                    Value.percent(one.suspect().probability(one.mostDifferent())))
                            : SolutionLine.of("solution.bug-sleeps", Value.plain(settings.get(i))));
        }
        return lines;
    }
}
