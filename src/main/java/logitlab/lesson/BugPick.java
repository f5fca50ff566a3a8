package logitlab.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Settings;
import logitlab.lesson.museum.Bug;
import logitlab.lesson.museum.Exhibit;
import logitlab.lesson.museum.Output;
import logitlab.lesson.museum.Setup;

/**
 * {@code compute: bug}: what is wrong with a program, told by what it gives. What is right is the bug that ran.
 *
 * <pre>
 * bug: crossing-dropped
 * tokens: [mat, moon, sofa]
 * logits: [2.1, -0.5, 0.3]
 * top-p: 0.9
 * options: [crossing-dropped, one-is-greedy, temperature-after]
 * </pre>
 *
 * @param repeated the ids of the text so far
 * @param bugs the options to choose from, the one that ran among them
 */
public record BugPick(
        GivenSoftmax.Vocabulary vocabulary, Settings settings, List<Integer> repeated, Bug bug, List<Bug> bugs)
        implements Pick {

    static final List<String> KEYS = Stream.concat(
                    Cut.KEYS.stream(), Stream.of("repetition-penalty", "repeated", "bug", "options"))
            .toList();

    /** What two programs give must differ by so much for a token, that one can tell them apart. */
    private static final double CLEAR = 0.005;

    static BugPick of(BlockWords words) {
        Bug bug = words.oneOf("bug", List.of(Bug.values()), Bug::word);
        List<String> options = words.choices("options", Set.copyOf(Bug.words()));
        if (options.size() < 2 || !options.contains(bug.word())) {
            throw new InvalidValue("options", new Rule("with-the-right-one", bug.word()), String.join(", ", options));
        }
        GivenSoftmax.Vocabulary vocabulary = GivenSoftmax.Vocabulary.of(words);
        return new BugPick(
                vocabulary,
                words.settings(),
                vocabulary.ids(words, "repeated"),
                bug,
                options.stream().map(Bug::of).toList());
    }

    @Override
    public String name() {
        return "bug";
    }

    @Override
    public BugPick fresh(Dice dice) {
        return new BugPick(vocabulary.fresh(dice), settings, repeated, bug, bugs);
    }

    @Override
    public List<Option> options() {
        return bugs.stream().map(option -> Option.of(option.word())).toList();
    }

    @Override
    public String right() {
        return bug.word();
    }

    private Setup setup() {
        return new Setup(vocabulary.logits(), Prefix.of(repeated), settings, false, new Draw(0, 0));
    }

    private Exhibit exhibit(Bug of) {
        return Exhibit.of(of, setup());
    }

    @Override
    public boolean fair() {
        Exhibit ran = exhibit(bug);
        return vocabulary.untied()
                && !ran.suspect().broken()
                && ran.farthest() > CLEAR
                && bugs.stream()
                        .filter(option -> option != bug)
                        .allMatch(option -> option.run(setup()).farthest(ran.suspect()) > CLEAR);
    }

    /** That a bug is meant which these settings do not wake: its program would give what is right. */
    @Override
    public Optional<Mistake> mistake(String word) {
        return Pick.when(!word.equals(right()) && !exhibit(Bug.of(word)).differs(), "idle-bug", word);
    }

    @Override
    public Facts facts() {
        Output given = exhibit(bug).suspect();
        List<Facts.Row> rows = IntStream.range(0, vocabulary.tokens().size())
                .mapToObj(id -> new Facts.Row(
                        vocabulary.token(id),
                        List.of(
                                Figure.of(Figure.Sort.LOGIT, vocabulary.logits().at(id)),
                                Figure.of(Figure.Sort.PERCENT, given.probability(id))),
                        false))
                .toList();
        return new Facts(
                rows,
                Stream.concat(Stream.of(Working.of("program-gave")), said().stream())
                        .toList(),
                Optional.empty());
    }

    private List<Working> said() {
        return Stream.concat(
                        Cut.said(settings, vocabulary).stream(),
                        ExhibitWidget.said(repeated, vocabulary::token).stream())
                .toList();
    }

    @Override
    public Map<String, Figure> holes() {
        return Pick.holes(Cut.said(settings, vocabulary));
    }

    /** Each token as the right program gives it, beside what this one gave. */
    @Override
    public List<Working> solution() {
        Exhibit ran = exhibit(bug);
        Stream<Working> lines = ran.ranking()
                .ids()
                .mapToObj(id -> Working.of(
                        ran.differs(id) ? "solution.beside" : "solution.beside-same",
                        Figure.of(vocabulary.token(id)),
                        Figure.of(Figure.Sort.PERCENT, ran.right().probability(id)),
                        Figure.of(Figure.Sort.PERCENT, ran.suspect().probability(id))));
        return Stream.concat(lines, Stream.of(Working.of("solution.bug." + bug.word())))
                .toList();
    }
}
