package logitlab.web.lessons;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import logitlab.lesson.CandidatesWidget;
import logitlab.lesson.ChooseExercise;
import logitlab.lesson.CountExercise;
import logitlab.lesson.DrawWidget;
import logitlab.lesson.EditorWidget;
import logitlab.lesson.ExhibitWidget;
import logitlab.lesson.Frame;
import logitlab.lesson.GivenSoftmax;
import logitlab.lesson.InsideWidget;
import logitlab.lesson.LanesWidget;
import logitlab.lesson.LiveSoftmax;
import logitlab.lesson.NumberExercise;
import logitlab.lesson.OrderExercise;
import logitlab.lesson.Part;
import logitlab.lesson.PipelineWidget;
import logitlab.lesson.PredictExercise;
import logitlab.lesson.Prose;
import logitlab.lesson.SamplesWidget;
import logitlab.lesson.SetExercise;
import logitlab.lesson.SurpriseWidget;
import logitlab.lesson.TemperatureWidget;
import logitlab.lesson.Tried;
import logitlab.lesson.TruncationWidget;
import logitlab.web.Messages;

/** The view of each sort of part. */
record Views(Visit visit) implements Part.Cases<Fragment.Block> {

    List<Fragment> of(List<Part> parts) {
        return parts.stream().map(this::of).toList();
    }

    private Fragment of(Part part) {
        return part instanceof Part.Block block ? block.in(this) : new Fragment.Text(((Prose) part).html());
    }

    @Override
    public Fragment.Block givenSoftmax(GivenSoftmax widget) {
        return SoftmaxView.of(widget.with(words(widget)), visit);
    }

    @Override
    public Fragment.Block liveSoftmax(LiveSoftmax widget) {
        return LiveSoftmaxView.of(widget.with(words(widget)), visit);
    }

    @Override
    public Fragment.Block candidates(CandidatesWidget widget) {
        return framed(widget.with(words(widget)), CandidatesWidget::frame, "candidates", CandidatesBody::of);
    }

    @Override
    public Fragment.Block draw(DrawWidget widget) {
        return framed(widget.with(words(widget)), DrawWidget::frame, "draw", tried -> DrawBody.of(tried, visit));
    }

    @Override
    public Fragment.Block lanes(LanesWidget widget) {
        return framed(widget.with(words(widget)), LanesWidget::frame, "lanes", tried -> LanesBody.of(tried, visit));
    }

    @Override
    public Fragment.Block temperature(TemperatureWidget widget) {
        return framed(widget.with(words(widget)), TemperatureWidget::frame, "temperature", TemperatureBody::of);
    }

    @Override
    public Fragment.Block truncation(TruncationWidget widget) {
        return framed(widget.with(words(widget)), TruncationWidget::frame, "truncation", TruncationBody::of);
    }

    @Override
    public Fragment.Block samples(SamplesWidget widget) {
        return framed(
                widget.with(words(widget)), SamplesWidget::frame, "samples", tried -> SamplesBody.of(tried, visit));
    }

    @Override
    public Fragment.Block surprise(SurpriseWidget widget) {
        return framed(widget.with(words(widget)), SurpriseWidget::frame, "surprise", SurpriseBody::of);
    }

    @Override
    public Fragment.Block editor(EditorWidget widget) {
        Tried<EditorWidget> tried = widget.with(words(widget));
        return WidgetView.of(tried, tried.widget().frame(), "editor", FormField.editor(tried), visit, EditorBody::of);
    }

    @Override
    public Fragment.Block exhibit(ExhibitWidget widget) {
        return framed(
                widget.with(words(widget)), ExhibitWidget::frame, "exhibit", tried -> ExhibitBody.of(tried, visit));
    }

    @Override
    public Fragment.Block inside(InsideWidget widget) {
        return framed(widget.with(words(widget)), InsideWidget::frame, "inside", tried -> InsideBody.of(tried, visit));
    }

    @Override
    public Fragment.Block pipeline(PipelineWidget widget) {
        return framed(
                widget.with(words(widget)), PipelineWidget::frame, "pipeline", tried -> PipelineBody.of(tried, visit));
    }

    private Map<String, String> words(Part.Block block) {
        return visit.of(block.id());
    }

    private <W> WidgetView framed(
            Tried<W> tried, Function<W, Frame> frame, String name, Function<W, WidgetView.Shown> show) {
        return WidgetView.of(tried, frame.apply(tried.widget()), name, visit, show);
    }

    @Override
    public Fragment.Block number(NumberExercise exercise) {
        return NumberAnswer.view(Messages.ENGLISH, exercise.attempt(words(exercise)), visit);
    }

    @Override
    public Fragment.Block choose(ChooseExercise exercise) {
        return ChooseAnswer.view(Messages.ENGLISH, exercise.attempt(words(exercise)), visit);
    }

    @Override
    public Fragment.Block order(OrderExercise exercise) {
        return OrderAnswer.view(Messages.ENGLISH, exercise.attempt(words(exercise)), visit);
    }

    @Override
    public Fragment.Block count(CountExercise exercise) {
        return CountAnswer.view(Messages.ENGLISH, exercise.attempt(words(exercise)), visit);
    }

    @Override
    public Fragment.Block predict(PredictExercise exercise) {
        return PredictAnswer.view(Messages.ENGLISH, exercise.attempt(words(exercise)), visit);
    }

    @Override
    public Fragment.Block set(SetExercise exercise) {
        return SetAnswer.view(Messages.ENGLISH, exercise.attempt(words(exercise)), visit);
    }
}
