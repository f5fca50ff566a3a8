package logitlab.web.inside.heads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Decoder;
import logitlab.decoding.Settings;
import logitlab.model.Exposed;
import logitlab.model.LanguageModel;
import logitlab.model.Switches;
import logitlab.model.explain.AttentionPattern;
import logitlab.model.explain.HeadScores;
import logitlab.model.explain.HeadScores.Baseline;
import logitlab.model.explain.HeadScores.Head;
import logitlab.model.explain.HeadScores.Score;
import logitlab.model.explain.HeadTexts;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HeadsLink;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PromptLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * All heads of a model with their scores.
 *
 * @param sentence which head has the largest score of those that the table is sorted by
 * @param columns the head, then one for each score
 * @param equally the scores of a head that looks at all tokens equally, in the order of the columns
 * @param clearest the heading above the places where each head shows the score best
 * @param texts that the heads were scored on, numbered from 1
 * @param left how many texts the model cannot read; empty if it reads all
 */
public record HeadsView(
        Messages messages,
        String sentence,
        String explain,
        List<HeadGrid> grids,
        String caption,
        List<Column> columns,
        List<String> equally,
        String clearest,
        List<Row> rows,
        List<String> texts,
        Optional<String> left)
        implements View {

    /** @param link sorts by it @param sorted {@code descending} or {@code ascending} if the table is sorted by it */
    public record Column(String name, String link, Optional<String> sorted) {}

    /**
     * One head.
     *
     * @param place where it shows best what the table is sorted by, {@code look} the look inside there
     * @param off the same look with the head turned off; empty if the model has no switches
     */
    public record Row(String name, List<Cell> scores, Place place, String look, Optional<Off> off) {}

    /** @param above whether it is more than that of a head that looks at all tokens equally */
    public record Cell(String score, boolean above) {}

    /** @param token that looks @param words the number of its text, from 1, and how much of its attention goes there */
    public record Place(String token, String words) {}

    public record Off(String link, String label) {}

    static HeadsView of(Messages messages, HeadsLink link, LanguageModel model, HeadScores scores) {
        List<AttentionPattern> patterns = List.copyOf(scores.baselines().keySet());
        Optional<AttentionPattern> by = link.by().filter(patterns::contains);
        AttentionPattern shown = by.orElse(patterns.get(0));
        int left = HeadTexts.ALL.size() - scores.texts().size();
        return new HeadsView(
                messages,
                sentence(messages, scores, shown),
                messages.say("heads.explain", scores.texts().size()),
                patterns.stream()
                        .map(pattern -> HeadGrid.of(messages, scores, pattern, sentence(messages, scores, pattern)))
                        .toList(),
                messages.say(
                        "heads.table",
                        scores.heads().size(),
                        by.map(pattern -> name(messages, pattern)).orElseGet(() -> messages.say("heads.column.head"))),
                columns(messages, link, patterns, by),
                patterns.stream()
                        .map(pattern ->
                                Numbers.percent(scores.baselines().get(pattern).equally()))
                        .toList(),
                messages.say("heads.clearest", name(messages, shown)),
                by.map(scores::by).orElse(scores.heads()).stream()
                        .map(head -> row(messages, model, scores, patterns, head, shown))
                        .toList(),
                scores.texts().stream().map(HeadTexts.Text::text).toList(),
                left == 0
                        ? Optional.empty()
                        : Optional.of(
                                messages.say("heads.left", left, model.card().name())));
    }

    /** Whether heads can be turned off. */
    public boolean switched() {
        return rows.stream().anyMatch(row -> row.off().isPresent());
    }

    private static String name(Messages messages, AttentionPattern pattern) {
        return messages.say("heads.pattern." + pattern.key());
    }

    /** Which head has the largest score, and what it would be if it looked at all tokens equally. */
    private static String sentence(Messages messages, HeadScores scores, AttentionPattern pattern) {
        Head best = scores.best(pattern);
        Baseline baseline = scores.baselines().get(pattern);
        return messages.say(
                        "heads.best." + pattern.key(), best.layer(), best.number(), Numbers.percent(best.mean(pattern)))
                + " "
                + messages.say(
                        scores.above(best, pattern) ? "heads.equally" : "heads.equally.not-less",
                        Numbers.percent(baseline.equally()));
    }

    private static List<Column> columns(
            Messages messages, HeadsLink link, List<AttentionPattern> patterns, Optional<AttentionPattern> by) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(
                messages.say("heads.column.head"),
                address(link.by(Optional.empty())),
                by.isEmpty() ? Optional.of("ascending") : Optional.empty()));
        for (AttentionPattern pattern : patterns) {
            columns.add(new Column(
                    name(messages, pattern),
                    address(link.by(Optional.of(pattern))),
                    by.filter(pattern::equals).map(sorting -> "descending")));
        }
        return List.copyOf(columns);
    }

    private static String address(HeadsLink link) {
        return "/inside/heads?" + link.query() + "#heads";
    }

    private static Row row(
            Messages messages,
            LanguageModel model,
            HeadScores scores,
            List<AttentionPattern> patterns,
            Head head,
            AttentionPattern shown) {
        Score score = head.scores().get(shown);
        HeadTexts.Text text = scores.texts().get(score.text());
        InsideLink look = look(model, text.text(), score.position(), head);
        return new Row(
                messages.say("heads.head", head.layer(), head.number()),
                patterns.stream()
                        .map(pattern -> new Cell(Numbers.percent(head.mean(pattern)), scores.above(head, pattern)))
                        .toList(),
                new Place(
                        TokenText.visible(model.tokenizer().token(text.ids().at(score.position()))),
                        messages.say("heads.place", score.text() + 1, Numbers.percent(score.there()))),
                "/inside?" + look.query() + "#layers",
                model.exposed().contains(Exposed.SWITCHES) ? Optional.of(off(messages, look, head)) : Optional.empty());
    }

    private static InsideLink look(LanguageModel model, String prompt, int position, Head head) {
        LaneLink lane = LaneLink.of(Decoder.GREEDY, Settings.OFF)
                .model(model.id())
                .on(model.card().digest());
        return InsideLink.of(PromptLink.of(prompt), InsideLink.OPENING_SEED, lane)
                .at(position)
                .layer(head.layer())
                .head(OptionalInt.of(head.number()));
    }

    private static Off off(Messages messages, InsideLink look, Head head) {
        Switches off = Switches.NONE.head(head.layer(), head.number(), 0);
        return new Off(
                "/inside?" + look.lane(look.lane().switches(off)).query(),
                messages.say("switch.turn-off.named", messages.say("place.head", head.layer(), head.number())));
    }
}
