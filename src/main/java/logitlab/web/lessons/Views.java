package logitlab.web.lessons;

import java.util.List;
import logitlab.lesson.GivenSoftmax;
import logitlab.lesson.LiveSoftmax;
import logitlab.lesson.NumberExercise;
import logitlab.lesson.Part;
import logitlab.lesson.Prose;

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
        return SoftmaxView.of(widget.with(visit.of(widget.id())), visit);
    }

    @Override
    public Fragment.Block liveSoftmax(LiveSoftmax widget) {
        return LiveSoftmaxView.of(widget.with(visit.of(widget.id())), visit);
    }

    @Override
    public Fragment.Block number(NumberExercise exercise) {
        return NumberView.of(exercise.attempt(visit.of(exercise.id())), visit);
    }
}
