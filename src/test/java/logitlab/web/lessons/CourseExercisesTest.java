package logitlab.web.lessons;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.lesson.Lesson;
import logitlab.lesson.LessonPart;
import logitlab.lesson.Prose;
import logitlab.lesson.block.SmallVocabulary;
import logitlab.lesson.block.Value;
import logitlab.lesson.exercise.NumberExercise;
import logitlab.lesson.exercise.SetExercise;
import logitlab.lesson.exercise.number.AnswerUnit;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.Givens;
import logitlab.lesson.question.WrongAnswerExample;
import logitlab.lesson.widget.Widget;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.exercise.ExerciseView;
import logitlab.web.link.Query;
import logitlab.web.view.Numbers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exercises of the course: each practises an objective, begins with fresh numbers, and says nothing that is taught later. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseExercisesTest {

    private static final Lessons LESSONS = Lessons.load(Path.of("lessons"), TestServer.models());

    /** Words of feedback, with the lesson that teaches them. */
    private static final Map<String, List<String>> TAUGHT = new LinkedHashMap<>();

    static {
        TAUGHT.put("softmax", List.of("softmax", "probab", "exponential", "percent", "%", "e to the power"));
        TAUGHT.put("greedy", List.of("greedy"));
        TAUGHT.put("sampling", List.of("draw", "interval", "seed", "sampl", "dice", "strip"));
        TAUGHT.put("temperature", List.of("temperature", "sharpen", "flatten", "entropy"));
        TAUGHT.put("truncation", List.of("top-k", "top-p", "min-p", "the cut", "renormalis", "are kept", "is dropped"));
        TAUGHT.put("loop", List.of("lane"));
        TAUGHT.put("numbers", List.of("vector", "embedding", "cosine"));
        TAUGHT.put("inside", List.of("layer", "attention", "shape", "batch"));
        TAUGHT.put("training", List.of("surprise", "nats", "perplexity", "log-sum-exp", "slope", "logarithm"));
        TAUGHT.put("shaping", List.of("bias", "penalty", "banned"));
    }

    static Stream<Lesson> lessons() {
        return LESSONS.all().stream();
    }

    private static String markdown(Lesson lesson) {
        try {
            String text = Files.readString(Path.of("lessons/en", lesson.file()));
            return URLDecoder.decode(
                    text.replaceAll("(?s)```(exercise|teacher).*?\n```", "").replaceAll("%(?![0-9A-F]{2})", "%25"),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that the page shows besides its exercises. */
    private static String shown(Lesson lesson) {
        LessonRequest request = LessonRequest.of(Messages.ENGLISH, lesson, "");
        String blocks = Stream.concat(
                        lesson.opening().stream(),
                        lesson.sections().stream().flatMap(section -> section.parts().stream()))
                .filter(part -> !(part instanceof Exercise))
                .map(part -> part instanceof Prose prose
                        ? prose.html()
                        : BlockRenderer.render((LessonPart.Block) part, request).html())
                .collect(joining("\n"));
        return blocks.replaceAll("(?s)<[^>]*>", " ");
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void each_objective_has_an_exercise_and_each_exercise_an_objective(Lesson lesson) {
        List<Integer> practised = lesson.all(Exercise.class).stream()
                .map(exercise -> exercise.text().objective())
                .toList();
        assertThat(new TreeSet<>(practised))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, lesson.able().size()).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void the_first_numbers_are_none_that_the_lesson_has_worked_out(Lesson lesson) {
        List<List<Double>> worked = lesson.all(Widget.class).stream()
                .map(widget -> widget.config().source())
                .filter(SmallVocabulary.class::isInstance)
                .map(source -> sorted(((SmallVocabulary) source).logits().toArray()))
                .toList();
        String text = markdown(lesson);
        for (Exercise exercise : lesson.all(Exercise.class)) {
            assertThat(worked).as(exercise.id()).doesNotContain(logits(exercise));
            Optional<String> asked = exercise.givens()
                    .text()
                    .or(() ->
                            Optional.ofNullable(exercise.holes().get("text")).map(hole -> ((Value.Typed) hole).text()));
            asked.ifPresent(prompt -> assertThat(text).as(exercise.id()).doesNotContain(prompt.strip()));
        }
    }

    private static List<Double> sorted(double[] logits) {
        return Arrays.stream(logits).sorted().boxed().toList();
    }

    /** The first figure of each row that is given. */
    private static List<Double> logits(Exercise exercise) {
        return exercise.givens().rows().stream()
                .map(Givens.Row::figures)
                .filter(figures -> !figures.isEmpty() && figures.get(0) instanceof Value.Number)
                .map(figures -> ((Value.Number) figures.get(0)).value())
                .sorted()
                .toList();
    }

    /** A count of a few tokens stands everywhere, so that nothing can be said of it. */
    @ParameterizedTest
    @MethodSource("lessons")
    void no_answer_that_is_typed_can_be_copied_from_the_page(Lesson lesson) {
        String shown = shown(lesson);
        for (Exercise exercise : lesson.all(Exercise.class)) {
            for (String answer : typed(exercise)) {
                assertThat(Pattern.compile("(?<![\\d.,])" + Pattern.quote(answer) + "(?![\\d])")
                                .matcher(shown)
                                .find())
                        .as("%s: %s", exercise.id(), answer)
                        .isFalse();
            }
        }
    }

    /** The right answers as a page would write them. */
    private static List<String> typed(Exercise exercise) {
        if (exercise instanceof NumberExercise number && number.unit() != AnswerUnit.COUNT) {
            double value = number.asked().value();
            return number.unit().ofProbability()
                    ? List.of(Numbers.share(value), Numbers.percent(value))
                    : List.of(Numbers.component(value), Numbers.logit(value));
        }
        String answer = exercise.answer().getOrDefault("answer", "");
        return answer.matches("\\d{4,}") && exercise.names().get(0).startsWith("count")
                ? List.of(Numbers.count(Long.parseLong(answer)))
                : List.of();
    }

    /** A bet has no right answer; a goal that several settings reach together has no single last step. */
    @ParameterizedTest
    @MethodSource("lessons")
    void the_last_hint_shows_the_very_step(Lesson lesson) {
        for (Exercise exercise : lesson.all(Exercise.class)) {
            if (exercise.counts() && !(exercise instanceof SetExercise)) {
                List<ExerciseView.Hint> hints = view(lesson, exercise, Map.of()).hints();
                assertThat(hints)
                        .as(exercise.id())
                        .hasSizeGreaterThan(exercise.text().hints().size());
                assertThat(hints.get(hints.size() - 1).text()).as(exercise.id()).endsWith("?");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void feedback_uses_only_what_has_been_taught_by_then(Lesson lesson) {
        List<String> later = TAUGHT.entrySet().stream()
                .filter(taught -> LESSONS.find(taught.getKey()).orElseThrow().number() > lesson.number())
                .flatMap(taught -> taught.getValue().stream())
                .toList();
        List<String> found = new ArrayList<>();
        for (Exercise exercise : lesson.all(Exercise.class)) {
            String asked = (exercise.text().question() + " " + exercise.text().hints()).toLowerCase();
            for (int seed = 0; seed <= (exercise.hasFreshNumbers() ? 2 : 0); seed++) {
                Map<String, String> seeded = seed == 0 ? Map.of() : Map.of("seed", Integer.toString(seed));
                for (String sentence : sentences(lesson, exercise, seeded)) {
                    later.stream()
                            .filter(word -> sentence.toLowerCase().contains(word) && !asked.contains(word))
                            .forEach(word -> found.add(exercise.id() + ": “" + word + "” in: " + sentence));
                }
            }
        }
        assertThat(found.stream().distinct()).isEmpty();
    }

    /** All that an exercise can say about an answer, its last hint and its solution. */
    private static List<String> sentences(Lesson lesson, Exercise exercise, Map<String, String> seeded) {
        Exercise asked = exercise.attempt(seeded).asked();
        ExerciseView view = view(lesson, exercise, seeded);
        List<String> all = new ArrayList<>(view.solution());
        view.hints().stream().skip(asked.text().hints().size()).forEach(hint -> all.add(hint.text()));
        all.add(view(lesson, exercise, with(seeded, asked.answer())).feedback().sentence());
        for (WrongAnswerExample wrong : asked.wrongAnswers()) {
            all.add(view(lesson, exercise, with(seeded, wrong.answer()))
                    .feedback()
                    .sentence());
        }
        String generic = "lesson.wrong." + exercise.names().get(0);
        if (Messages.ENGLISH.keys().contains(generic)) {
            all.add(Messages.ENGLISH.say(generic));
        }
        return all;
    }

    private static Map<String, String> with(Map<String, String> seeded, Map<String, String> answer) {
        Map<String, String> all = new LinkedHashMap<>(seeded);
        all.putAll(answer);
        return all;
    }

    private static ExerciseView view(Lesson lesson, Exercise exercise, Map<String, String> typed) {
        Map<String, String> named = new LinkedHashMap<>();
        typed.forEach((key, value) -> named.put(exercise.id() + "." + key, value));
        return (ExerciseView)
                BlockRenderer.render(exercise, LessonRequest.of(Messages.ENGLISH, lesson, Query.format(named)));
    }
}
