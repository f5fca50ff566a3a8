package logitlab.lesson;

/** What a section is made of, from top to bottom: {@link Prose}, a {@link Widget} or an {@link Exercise}. */
public sealed interface Part permits Prose, Part.Block {

    /** A part that a visitor can change, with an id of its own in the lesson: links carry its words as {@code id.key}. */
    sealed interface Block extends Part permits Widget, Exercise {

        String id();

        <T> T in(Cases<T> cases);
    }

    /** What to do with each sort of block; a new widget or exercise is a new case, which the compiler then asks for. */
    interface Cases<T> {

        T givenSoftmax(GivenSoftmax widget);

        T liveSoftmax(LiveSoftmax widget);

        T candidates(CandidatesWidget widget);

        T draw(DrawWidget widget);

        T lanes(LanesWidget widget);

        T temperature(TemperatureWidget widget);

        T truncation(TruncationWidget widget);

        T samples(SamplesWidget widget);

        T surprise(SurpriseWidget widget);

        T editor(EditorWidget widget);

        T exhibit(ExhibitWidget widget);

        T inside(InsideWidget widget);

        T pipeline(PipelineWidget widget);

        T number(NumberExercise exercise);

        T choose(ChooseExercise exercise);

        T order(OrderExercise exercise);

        T count(CountExercise exercise);

        T predict(PredictExercise exercise);

        T set(SetExercise exercise);
    }
}
