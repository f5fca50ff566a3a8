package logitlab.web.lessons;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import logitlab.lesson.LessonPart;
import logitlab.lesson.Prose;
import logitlab.lesson.exercise.BetExercise;
import logitlab.lesson.exercise.ChooseExercise;
import logitlab.lesson.exercise.CountExercise;
import logitlab.lesson.exercise.NumberExercise;
import logitlab.lesson.exercise.OrderExercise;
import logitlab.lesson.exercise.PredictExercise;
import logitlab.lesson.exercise.SetExercise;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.widget.Widget;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.web.lessons.block.Handles;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.WidgetView;
import logitlab.web.lessons.exercise.BetAnswer;
import logitlab.web.lessons.exercise.ChooseAnswer;
import logitlab.web.lessons.exercise.CountAnswer;
import logitlab.web.lessons.exercise.ExerciseView;
import logitlab.web.lessons.exercise.NumberAnswer;
import logitlab.web.lessons.exercise.OrderAnswer;
import logitlab.web.lessons.exercise.PredictAnswer;
import logitlab.web.lessons.exercise.SetAnswer;
import logitlab.web.lessons.widget.AttentionWidgetView;
import logitlab.web.lessons.widget.CandidatesWidgetView;
import logitlab.web.lessons.widget.DrawWidgetView;
import logitlab.web.lessons.widget.DrawingWidgetView;
import logitlab.web.lessons.widget.EditorWidgetView;
import logitlab.web.lessons.widget.EmbeddingMapWidgetView;
import logitlab.web.lessons.widget.EntropyWidgetView;
import logitlab.web.lessons.widget.ExhibitWidgetView;
import logitlab.web.lessons.widget.ExponentialWidgetView;
import logitlab.web.lessons.widget.InsideWidgetView;
import logitlab.web.lessons.widget.LanesWidgetView;
import logitlab.web.lessons.widget.LogitsWidgetView;
import logitlab.web.lessons.widget.LoopWidgetView;
import logitlab.web.lessons.widget.LossCurveWidgetView;
import logitlab.web.lessons.widget.PipelineWidgetView;
import logitlab.web.lessons.widget.SamplesWidgetView;
import logitlab.web.lessons.widget.SoftmaxWidgetView;
import logitlab.web.lessons.widget.SurprisalWidgetView;
import logitlab.web.lessons.widget.TemperatureWidgetView;
import logitlab.web.lessons.widget.TemplateWidgetView;
import logitlab.web.lessons.widget.TruncationWidgetView;
import logitlab.web.view.Fragment;

/**
 * The view of each kind of block. A new widget is one line here; its template is {@code fragments/widgets/NAME.jte}.
 */
final class BlockRenderer {

    private static final Map<String, Renderer<WidgetInput<?>>> WIDGETS = Map.ofEntries(
            widget("attention", AttentionWidgetView::of),
            widget("candidates", CandidatesWidgetView::of),
            widget("draw", DrawWidgetView::of),
            widget("drawing", DrawingWidgetView::of),
            widget("editor", EditorWidgetView::of),
            widget("embedding-map", EmbeddingMapWidgetView::of),
            widget("entropy", EntropyWidgetView::of),
            widget("exhibit", ExhibitWidgetView::of),
            widget("exponential", ExponentialWidgetView::of),
            widget("inside", InsideWidgetView::of),
            widget("lanes", LanesWidgetView::of),
            widget("loop", LoopWidgetView::of),
            widget("loss-curve", LossCurveWidgetView::of),
            widget("logits", LogitsWidgetView::of),
            widget("pipeline", PipelineWidgetView::of),
            widget("samples", SamplesWidgetView::of),
            widgetWithOwnForm("softmax", SoftmaxWidgetView::of),
            widget("surprise", SurprisalWidgetView::of),
            widget("temperature", TemperatureWidgetView::of),
            widget("template", TemplateWidgetView::of),
            widget("truncation", TruncationWidgetView::of));

    private static final Map<Class<? extends Exercise>, Renderer<ExerciseAttempt<?>>> EXERCISES = Map.ofEntries(
            exercise(BetExercise.class, BetAnswer::view),
            exercise(ChooseExercise.class, ChooseAnswer::view),
            exercise(CountExercise.class, CountAnswer::view),
            exercise(NumberExercise.class, NumberAnswer::view),
            exercise(OrderExercise.class, OrderAnswer::view),
            exercise(PredictExercise.class, PredictAnswer::view),
            exercise(SetExercise.class, SetAnswer::view));

    private BlockRenderer() {}

    /** Makes the view of a block with a visitor's values. */
    private interface Renderer<B> extends BiFunction<B, LessonRequest, Fragment.Block> {}

    /** @param output makes what the widget shows below its form */
    @SuppressWarnings("unchecked") // a kind has one class
    private static <W extends Widget> Map.Entry<String, Renderer<WidgetInput<?>>> widget(
            String kind, BiFunction<W, LessonRequest, WidgetView.Output> output) {
        return entry(
                kind,
                (input, request) -> WidgetView.of(kind, input, request, output.apply((W) input.widget(), request)));
    }

    @SuppressWarnings("unchecked") // a kind has one class
    private static <W extends Widget> Map.Entry<String, Renderer<WidgetInput<?>>> widgetWithOwnForm(
            String kind, BiFunction<WidgetInput<W>, LessonRequest, Fragment.Block> view) {
        return entry(kind, (input, request) -> view.apply((WidgetInput<W>) input, request));
    }

    @SuppressWarnings("unchecked") // an attempt is of the class that it was looked up by
    private static <E extends Exercise> Map.Entry<Class<? extends Exercise>, Renderer<ExerciseAttempt<?>>> exercise(
            Class<E> kind, BiFunction<ExerciseAttempt<E>, LessonRequest, ExerciseView> view) {
        return entry(kind, (attempt, request) -> view.apply((ExerciseAttempt<E>) attempt, request));
    }

    static Set<String> widgets() {
        return WIDGETS.keySet();
    }

    static Set<Class<? extends Exercise>> exercises() {
        return EXERCISES.keySet();
    }

    static List<Fragment> render(List<LessonPart> parts, LessonRequest request) {
        return parts.stream()
                .map(part -> part instanceof LessonPart.Block block
                        ? render(block, request)
                        : new Fragment.Text(request.messages(), Handles.in(((Prose) part).html(), request)))
                .toList();
    }

    /** @throws logitlab.decoding.input.InvalidValueException if the visitor sent a value that the block does not let them change */
    static Fragment.Block render(LessonPart.Block block, LessonRequest request) {
        Map<String, String> typed = request.of(block.id());
        return block instanceof Exercise exercise
                ? EXERCISES.get(exercise.getClass()).apply(exercise.attempt(typed), request)
                : render((Widget) block, typed, request);
    }

    private static Fragment.Block render(Widget widget, Map<String, String> typed, LessonRequest request) {
        return WIDGETS.get(widget.config().kind()).apply(WidgetInput.of(widget, typed), request);
    }
}
