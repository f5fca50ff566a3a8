package logitlab.web.lessons;

import java.util.List;
import java.util.stream.IntStream;
import logitlab.decoding.InvalidValue;
import logitlab.lesson.Attempt;
import logitlab.lesson.OrderExercise;
import logitlab.lesson.Verdict;
import logitlab.web.Messages;
import logitlab.web.TokenText;

/** One select a place, and what is said to the order. */
public record OrderAnswer(String id, List<Place> places) implements Fragment {

    /** One place of the order, 1 the first. */
    public record Place(String id, String name, String label, List<Option> options, boolean invalid) {}

    /** A token that may stand there. */
    public record Option(String word, String label, boolean chosen) {}

    static ExerciseView view(Messages messages, Attempt<OrderExercise> attempt, Visit visit) {
        OrderExercise asked = attempt.asked();
        int size = asked.cut().vocabulary().tokens().size();
        OrderAnswer answer = new OrderAnswer(
                asked.id(),
                IntStream.range(0, size)
                        .mapToObj(place -> place(attempt, place))
                        .toList());
        return ExerciseView.of(
                attempt,
                visit,
                answer,
                FeedbackView.of(attempt, OrderAnswer::invalid, verdict -> sentence(size, verdict)));
    }

    private static Place place(Attempt<OrderExercise> attempt, int place) {
        String key = "answer." + place;
        List<String> tokens = attempt.asked().cut().vocabulary().tokens();
        List<Option> options = IntStream.range(0, tokens.size())
                .mapToObj(id -> new Option(
                        tokens.get(id),
                        TokenText.visible(attempt.asked().cut().vocabulary().token(id)),
                        tokens.get(id).equals(attempt.typed(key))))
                .toList();
        return new Place(
                attempt.asked().id() + "-answer-" + place,
                attempt.asked().id() + "." + key,
                label(place),
                options,
                attempt.wrong().filter(wrong -> wrong.field().equals(key)).isPresent());
    }

    private static String label(int place) {
        return Messages.ENGLISH.say("lesson.place.label", place + 1);
    }

    private static String invalid(InvalidValue invalid) {
        String field = label(Integer.parseInt(invalid.field().substring("answer.".length())));
        return invalid.value().isEmpty()
                ? Messages.ENGLISH.say("lesson.answer.empty.order", field)
                : Messages.ENGLISH.say(new InvalidValue(field, invalid.rule(), invalid.value()));
    }

    private static String sentence(int size, Verdict verdict) {
        return verdict.mistake()
                .map(mistake ->
                        Messages.ENGLISH.say("lesson.mistake." + mistake.name() + ".order", mistake.value(), size))
                .orElseGet(() -> Messages.ENGLISH.say("lesson.right.order"));
    }

    @Override
    public String template() {
        return "fragments/order";
    }
}
