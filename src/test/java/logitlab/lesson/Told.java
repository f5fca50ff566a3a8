package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.lesson.block.LogitSource;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.text.Token;

/** What storyteller does after a text, by the texts of its tokens, as lessons report it. */
public final class Told {

    private Told() {}

    private static LanguageModel storyteller() {
        return Shipped.MODELS.get("storyteller");
    }

    public static Step toy(long seed) {
        return Step.of(FiveTokens.LOGITS, Prefix.EMPTY, List.of(), new Draw(seed, 0));
    }

    public static Step step(String text) {
        return step(text, Decoder.SAMPLE, Settings.OFF, 0);
    }

    public static Step step(String text, Decoder decoder, Settings settings, long seed) {
        return lane(text, decoder, settings, seed).step(0);
    }

    private static Lane lane(String text, Decoder decoder, Settings settings, long seed) {
        return Lane.open(storyteller(), storyteller().prompt(text), List.of(), decoder, settings, seed);
    }

    /** A token by its text, including its space. */
    public static int id(String token) {
        LogitSource.Live any =
                new LogitSource.Live(storyteller(), "a", storyteller().prompt("a"));
        return any.find(token).orElseThrow();
    }

    public static Candidate candidate(String text, String token) {
        return step(text).candidate(id(token));
    }

    public static String token(int id) {
        return storyteller().tokenizer().token(id).text();
    }

    /** A token by its id, as lessons write it: in a code span, with the sign for a space. */
    public static String code(int id) {
        return Worked.code(token(id));
    }

    /** The texts of the best tokens. */
    public static List<String> best(String text, int count) {
        return step(text).best(count).stream()
                .limit(count) // behind them may stand the one that was drawn
                .map(candidate -> token(candidate.id()))
                .toList();
    }

    /** The tokens of a text as lessons write them: each in a code span, with the sign for a space. Start tokens are left out. */
    public static String pieces(String text) {
        Prefix ids = storyteller().prompt(text);
        return storyteller().tokenizer().tokens(ids).stream()
                .skip(storyteller().startTokens(ids))
                .map(Token::text)
                .map(Worked::code)
                .collect(Collectors.joining(" "));
    }

    /** What greedy decoding adds to a text in this many steps. */
    public static String greedily(String text, int steps) {
        return added(text, lane(text, Decoder.GREEDY, Settings.OFF, 0).run(steps));
    }

    /** The texts of the tokens that greedy decoding adds in this many steps. */
    public static List<String> greedyTokens(String text, int steps) {
        return lane(text, Decoder.GREEDY, Settings.OFF, 0).run(steps).ids().stream()
                .map(Told::token)
                .toList();
    }

    /** What plain sampling adds. */
    public static String sampled(String text, int steps, long seed) {
        return added(text, lane(text, Decoder.SAMPLE, Settings.OFF, seed).run(steps));
    }

    private static String added(String text, Lane lane) {
        return storyteller().text(lane.text()).substring(text.length());
    }

    /** Asserts that each link of the lesson opens, and that the tokens in a link are those that the model chooses. */
    public static void open(Claims claims, Lesson lesson) {
        claims.changes().forEach(change -> open(lesson, change));
        claims.plays()
                .forEach(link -> link.lanes()
                        .forEach((name, lane) -> assertThat(Lane.open(
                                                storyteller(),
                                                storyteller()
                                                        .prompt(link.prompt().text()),
                                                lane.ids(),
                                                lane.decoder(),
                                                lane.settings(),
                                                link.seed())
                                        .differingSteps())
                                .as("lane %s of %s", name, link.query())
                                .isEmpty()));
        assertThat(claims.insides())
                .allSatisfy(link -> assertThat(link.prompt().text()).isNotBlank());
        assertThat(claims.changes().size() + claims.plays().size()).isGreaterThanOrEqualTo(2);
    }

    private static void open(Lesson lesson, Claims.Change change) {
        Widget widget = lesson.find(change.widget(), Widget.class).orElseThrow();
        assertThat(WidgetInput.of(widget, change.words()).wrong())
                .as("%s", change)
                .isEmpty();
    }

    public static Settings settings(String key, String value) {
        return Settings.of(Map.of(key, value));
    }
}
