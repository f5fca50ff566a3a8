package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.lesson.block.BlockValues;
import logitlab.lesson.exercise.BetExercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.HiddenField;
import logitlab.web.view.Fragment;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * What follows a bet: the intervals, the draw, and the question in whose interval the draw is.
 *
 * @param form the page and the feedback that it asks for
 */
public record BetAnswer(
        Messages messages,
        String id,
        FragmentLinks form,
        String draw,
        List<Row> rows,
        RadioOptions options,
        List<HiddenField> carried)
        implements Fragment {

    /** A token and its interval. */
    public record Row(String token, String sampling, String from, String to, boolean bet) {}

    public static ExerciseView view(ExerciseAttempt<BetExercise> attempt, LessonRequest request) {
        Messages messages = request.messages();
        List<RadioOptions.Option> options =
                options(attempt.asked(), attempt.asked().options());
        FeedbackView feedback =
                FeedbackView.withSentence(messages, attempt, "lesson.answer.empty.choose", sentence(messages, attempt));
        boolean placed = attempt.wrong().isEmpty() && !attempt.answer().isEmpty();
        return new ExerciseView(
                attempt,
                request,
                RadioOptions.of(messages, attempt, options),
                placed ? feedback.after(of(attempt, request)) : feedback);
    }

    private static List<RadioOptions.Option> options(BetExercise asked, List<Candidate> candidates) {
        return candidates.stream()
                .map(option -> new RadioOptions.Option(
                        Integer.toString(option.id()), TokenText.visible(asked.token(option.id())), true))
                .toList();
    }

    private static BetAnswer of(ExerciseAttempt<BetExercise> attempt, LessonRequest request) {
        BetExercise asked = attempt.asked();
        String id = asked.id();
        Stream<HiddenField> seed =
                asked.text().seed().stream().mapToObj(value -> new HiddenField(id + ".seed", Long.toString(value)));
        Stream<HiddenField> bet =
                Stream.of(new HiddenField(id + "." + BetExercise.BET, attempt.typed(BetExercise.BET)));
        return new BetAnswer(
                request.messages(),
                id,
                new FragmentLinks(request.page() + "#" + id, request.page() + "/exercises/" + id + "/feedback"),
                Numbers.share(asked.step().draw().u()),
                asked.intervals().stream()
                        .map(candidate -> new Row(
                                TokenText.visible(asked.token(candidate.id())),
                                Numbers.percent(candidate.samplingProbability()),
                                Numbers.share(BetExercise.from(candidate)),
                                Numbers.share(BetExercise.to(candidate)),
                                Integer.toString(candidate.id()).equals(attempt.typed(BetExercise.BET))))
                        .toList(),
                RadioOptions.of(
                        request.messages(),
                        id,
                        BetExercise.HAPPENED,
                        request.messages().say("lesson.bet.happened"),
                        attempt.typed(BetExercise.HAPPENED),
                        options(asked, asked.intervals())),
                Stream.of(seed, bet, request.carried(id).stream())
                        .flatMap(fields -> fields)
                        .toList());
    }

    private static String sentence(Messages messages, ExerciseAttempt<BetExercise> attempt) {
        if (attempt.wrong().isPresent() || attempt.answer().isEmpty()) {
            return "";
        }
        BetExercise asked = attempt.asked();
        Candidate bet = asked.option(new BlockValues(attempt.answer()), BetExercise.BET);
        String token = TokenText.visible(asked.token(bet.id()));
        String chance = Numbers.percent(bet.samplingProbability());
        if (attempt.verdict().isEmpty()) {
            return messages.say("lesson.bet.placed", token, chance);
        }
        return attempt.verdict().get().right()
                ? messages.say(
                        bet.id() == asked.step().chosen() ? "lesson.bet.won" : "lesson.bet.lost",
                        TokenText.visible(asked.token(asked.step().chosen())),
                        token,
                        chance)
                : FeedbackView.mistake(messages, asked, attempt.verdict().get());
    }

    @Override
    public String template() {
        return "fragments/bet";
    }
}
