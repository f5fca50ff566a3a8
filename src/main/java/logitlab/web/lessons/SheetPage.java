package logitlab.web.lessons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import logitlab.decoding.Draw;
import logitlab.decoding.input.InvalidValueException;
import logitlab.decoding.input.NumberParser;
import logitlab.lesson.Lesson;
import logitlab.lesson.Prose;
import logitlab.lesson.Section;
import logitlab.lesson.exercise.SetExercise;
import logitlab.lesson.file.Lessons;
import logitlab.lesson.question.Exercise;
import logitlab.web.Messages;
import logitlab.web.Page;
import logitlab.web.PagePreview;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.exercise.ExerciseView;
import logitlab.web.view.Fragment;

/**
 * A lesson on paper: its terms, its exercises with space to work, the take-away, and the solutions on a separate page.
 *
 * @param seed of fresh numbers; empty for the lesson's own
 * @param tasks the exercises, whose answers are filled in by hand
 * @param onPage those that need the page: a bet, and settings to be found by trying
 * @param takeAway the prose of the last section
 */
public record SheetPage(
        Messages messages,
        Lesson lesson,
        OptionalLong seed,
        List<ExerciseView> tasks,
        List<ExerciseView> onPage,
        TermMeanings meanings,
        List<Fragment> takeAway,
        Optional<PagePreview> preview)
        implements Page {

    private static final String SEED = "seed";

    /** @throws InvalidValueException if a value is not a seed for fresh numbers */
    static SheetPage of(
            Messages messages, Lesson lesson, Lessons lessons, Map<String, String> values, Optional<String> origin) {
        CarriedProgress.requireOnly(SEED, values);
        OptionalLong seed = values.values().stream()
                .mapToLong(value -> NumberParser.whole(SEED, value, Draw.SEEDS))
                .findFirst();
        LessonRequest request = new LessonRequest(messages, lesson, fresh(lesson, seed), Optional.empty());
        return new SheetPage(
                messages,
                lesson,
                seed,
                exercises(request, true),
                exercises(request, false),
                TermMeanings.of(messages, lesson, lessons),
                takeAway(messages, lesson),
                LessonPage.preview(messages, lesson, origin, "/sheet"));
    }

    private static List<ExerciseView> exercises(LessonRequest request, boolean onPaper) {
        return request.lesson().all(Exercise.class).stream()
                .filter(exercise -> onPaper == (exercise.counts() && !(exercise instanceof SetExercise)))
                .map(exercise -> (ExerciseView) BlockRenderer.render(exercise, request))
                .toList();
    }

    /** What the sheet leaves out, such as {@code Exercise 3, Exercise 5}. */
    public String leftOut() {
        return onPage.stream()
                .map(exercise -> exercise.counts() ? say("lesson.exercise", exercise.number()) : say("lesson.bet.head"))
                .collect(Collectors.joining(", "));
    }

    /** The values that ask for the numbers of this seed, for each exercise that can have fresh numbers. */
    private static Map<String, String> fresh(Lesson lesson, OptionalLong seed) {
        Map<String, String> values = new LinkedHashMap<>();
        seed.ifPresent(number -> lesson.all(Exercise.class).stream()
                .filter(Exercise::hasFreshNumbers)
                .forEach(exercise -> values.put(exercise.id() + "." + SEED, Long.toString(number))));
        return values;
    }

    private static List<Fragment> takeAway(Messages messages, Lesson lesson) {
        List<Section> sections = lesson.sections();
        return sections.isEmpty()
                ? List.of()
                : sections.get(sections.size() - 1).parts().stream()
                        .filter(Prose.class::isInstance)
                        .map(part -> (Fragment) new Fragment.Text(messages, fromHere(((Prose) part).html(), lesson)))
                        .toList();
    }

    /** Makes links within the lesson work on the sheet. */
    private static String fromHere(String html, Lesson lesson) {
        return html.replaceAll("href=\"(?=[?#])", "href=\"/lessons/" + lesson.slug());
    }

    /** The same sheet with the numbers of the next seed. */
    public String nextSheet() {
        return "/lessons/" + lesson.slug() + "/sheet?" + SEED + "=" + ExerciseView.nextSeed(seed);
    }

    @Override
    public String title() {
        return say("sheet.title", lesson.title());
    }

    @Override
    public String description() {
        return say("sheet.lead", lesson.number());
    }

    @Override
    public String section() {
        return "lessons/sheet";
    }

    @Override
    public boolean computed() {
        return true;
    }
}
