package logitlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import logitlab.decoding.Candidate;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Token;

/** What storyteller does after a text, by the texts of its tokens: what lessons tell of it. */
final class Told implements AutoCloseable {

    /** The course's five tokens: mat, moon, sofa, floor, idea. */
    static final Logits TOY = Logits.of(2.1, -0.5, 0.3, 1.2, -1.0);

    static final int MAT = 0;
    static final int MOON = 1;
    static final int SOFA = 2;
    static final int FLOOR = 3;
    static final int IDEA = 4;

    private final Models models = Models.load(List.of(Path.of("models")));

    private final Map<String, Lesson> lessons = new LinkedHashMap<>();

    Lesson lesson(String slug) {
        return lessons.computeIfAbsent(
                slug, any -> Lessons.load(Path.of("lessons"), models).find(slug).orElseThrow());
    }

    private LanguageModel storyteller() {
        return models.get("storyteller");
    }

    static Step toy(long seed) {
        return Step.of(TOY, Prefix.EMPTY, List.of(), new Draw(seed, 0));
    }

    Step step(String text) {
        return step(text, Decoder.SAMPLE, Settings.OFF, 0);
    }

    Step step(String text, Decoder decoder, Settings settings, long seed) {
        return lane(text, decoder, settings, seed).step(0);
    }

    private Lane lane(String text, Decoder decoder, Settings settings, long seed) {
        return new Lane(storyteller(), storyteller().prompt(text), List.of(), decoder, settings, seed);
    }

    /** A token by its text, its space included. */
    int id(String token) {
        Source.Live any = new Source.Live(storyteller(), "a", storyteller().prompt("a"));
        return any.find(token).orElseThrow();
    }

    Candidate candidate(String text, String token) {
        return step(text).candidate(id(token));
    }

    String token(int id) {
        return storyteller().tokenizer().token(id).text();
    }

    /** The texts of the best tokens. */
    List<String> best(String text, int count) {
        return step(text).best(count).stream()
                .limit(count) // behind them may stand the one that was drawn
                .map(candidate -> token(candidate.id()))
                .toList();
    }

    /** As a lesson writes tokens: each in a span of code, with the sign for a space. */
    String pieces(String text) {
        return storyteller().tokenizer().tokens(storyteller().prompt(text)).stream()
                .map(Token::text)
                .map(piece -> "`" + piece.replace(' ', '␣') + "`")
                .collect(Collectors.joining(" "));
    }

    /** What greedy decoding adds to a text in so many steps. */
    String greedily(String text, int steps) {
        return added(text, lane(text, Decoder.GREEDY, Settings.OFF, 0).run(steps));
    }

    /** What plain sampling adds. */
    String sampled(String text, int steps, long seed) {
        return added(text, lane(text, Decoder.SAMPLE, Settings.OFF, seed).run(steps));
    }

    private String added(String text, Lane lane) {
        return storyteller().tokenizer().text(lane.text()).substring(text.length());
    }

    /** Each link of the lesson leads somewhere, and a link that carries tokens carries those that the model chooses. */
    void open(Claims claims, Lesson lesson) {
        claims.changes().forEach(change -> open(lesson, change));
        claims.plays()
                .forEach(link -> link.lanes()
                        .forEach((name, lane) -> assertThat(new Lane(
                                                storyteller(),
                                                storyteller().prompt(link.prompt()),
                                                lane.ids(),
                                                lane.decoder(),
                                                lane.settings(),
                                                link.seed())
                                        .differing())
                                .as("lane %s of %s", name, link.query())
                                .isEmpty()));
        assertThat(claims.insides())
                .allSatisfy(link -> assertThat(link.prompt()).isNotBlank());
        assertThat(claims.changes().size() + claims.plays().size()).isGreaterThanOrEqualTo(2);
    }

    private static void open(Lesson lesson, Claims.Change change) {
        Widget widget = lesson.findWidget(change.widget()).orElseThrow();
        assertThat(widget.with(change.words()).wrong()).as("%s", change).isEmpty();
    }

    /** Each exercise, as it stands and with fresh numbers, takes what is right, and knows each of its usual mistakes. */
    void answer(Lesson lesson) {
        List<Exercise> exercises = lesson.ids().stream()
                .flatMap(id -> lesson.findExercise(id).stream())
                .toList();
        assertThat(exercises)
                .hasSizeGreaterThanOrEqualTo(3)
                .anySatisfy(exercise -> assertThat(exercise.slips()).isNotEmpty());
        exercises.forEach(exercise -> {
            answer(exercise, Map.of());
            if (exercise.asksAfresh()) {
                answer(exercise, Map.of("seed", "1"));
                answer(exercise, Map.of("seed", "2"));
            }
        });
    }

    private static void answer(Exercise exercise, Map<String, String> seed) {
        Exercise asked = exercise.attempt(seed).asked();
        assertThat(verdict(exercise, seed, asked.answer())).as(exercise.id()).isEqualTo(Verdict.RIGHT);
        assertThat(asked.slips())
                .as(exercise.id())
                .allSatisfy(slip -> assertThat(
                                verdict(exercise, seed, slip.answer()).mistake().map(Mistake::name))
                        .as(exercise.id())
                        .contains(slip.mistake()));
    }

    private static Verdict verdict(Exercise exercise, Map<String, String> seed, Map<String, String> answer) {
        Map<String, String> words = new LinkedHashMap<>(seed);
        words.putAll(answer);
        return exercise.attempt(words).verdict().orElseThrow();
    }

    static Settings settings(String key, String value) {
        return Settings.of(Map.of(key, value));
    }

    @Override
    public void close() {
        models.close();
    }
}
