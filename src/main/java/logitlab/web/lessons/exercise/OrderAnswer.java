package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.lesson.exercise.OrderExercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.TruncationCase;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.view.Fragment;
import logitlab.web.view.Sentences;
import logitlab.web.view.TokenText;

/** One select for each place of an order. */
public record OrderAnswer(Messages messages, List<Place> places, String feedback) implements Fragment {

    /** One place of the order. */
    public record Place(String id, String name, String label, List<Option> options, boolean invalid) {}

    /** A token that may take this place. */
    public record Option(String value, String label, boolean chosen) {}

    public static ExerciseView view(ExerciseAttempt<OrderExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        List<Place> places = IntStream.range(0, attempt.asked().truncation().size())
                .mapToObj(place -> place(messages, attempt, place))
                .toList();
        return new ExerciseView(
                attempt,
                request,
                new OrderAnswer(messages, places, attempt.asked().id() + "-feedback"),
                FeedbackView.of(messages, attempt, "lesson.answer.empty.order"));
    }

    private static Place place(Messages messages, ExerciseAttempt<OrderExercise> attempt, int place) {
        String key = "answer." + place;
        TruncationCase truncation = attempt.asked().truncation();
        String typed = attempt.typed(key);
        return new Place(
                attempt.asked().id() + "-answer-" + place,
                attempt.asked().id() + "." + key,
                messages.say("lesson.place.label", Sentences.rank(messages, place)),
                truncation
                        .ids()
                        .map(id -> new Option(
                                truncation.text(id),
                                TokenText.visible(truncation.token(id)),
                                truncation.text(id).equals(typed)))
                        .toList(),
                attempt.isWrong(key));
    }

    @Override
    public String template() {
        return "fragments/order";
    }
}
