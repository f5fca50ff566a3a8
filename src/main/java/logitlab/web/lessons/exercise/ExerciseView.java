package logitlab.web.lessons.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.lesson.block.Value;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.ExerciseAttempt;
import logitlab.lesson.question.Givens;
import logitlab.web.Messages;
import logitlab.web.lessons.block.LessonRequest;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.link.FragmentLinks;
import logitlab.web.link.HiddenField;
import logitlab.web.link.Query;
import logitlab.web.view.Fragment;
import logitlab.web.view.TokenText;

/**
 * An exercise of any kind: question, givens, a form for the answer, feedback, hints, solution, fresh numbers. Everything but
 * the answer and its feedback is computed only when a template asks for it.
 *
 * @param answer the fields, which differ from kind to kind
 */
public record ExerciseView(ExerciseAttempt<?> attempt, LessonRequest request, Fragment answer, FeedbackView feedback)
        implements Fragment.Block {

    /** A token, its figures, and whether the question is about it. */
    public record Given(String token, String figures, boolean asked) {}

    /** One hint of several; {@code label} counts them. The last may be the very step, with a question mark for the answer. */
    public record Hint(String label, String text) {}

    private Exercise asked() {
        return attempt.asked();
    }

    @Override
    public Messages messages() {
        return request.messages();
    }

    public String id() {
        return asked().id();
    }

    /** 1 for the lesson's first exercise; bets have no number. */
    public int number() {
        return request.lesson().all(Exercise.class).stream()
                        .filter(Exercise::counts)
                        .map(Exercise::id)
                        .toList()
                        .indexOf(id())
                + 1;
    }

    /** Whether it is an exercise with a right answer, and not a bet. */
    public boolean counts() {
        return asked().counts();
    }

    /** Whether the visitor asked for fresh numbers. */
    public boolean isFresh() {
        return asked().text().seed().isPresent();
    }

    public String page() {
        return request.page();
    }

    public String question() {
        return ValueTexts.filled(asked().text().question(), asked().holes());
    }

    /** The objective of the lesson that it practises, without the full stop. */
    public Optional<String> objective() {
        int number = asked().text().objective();
        return number == 0
                ? Optional.empty()
                : Optional.of(request.lesson().able().get(number - 1).replaceFirst("\\.$", ""));
    }

    /** What the button says. */
    public String check() {
        return say(asked().counts() ? "lesson.answer.check" : "lesson.bet.place");
    }

    public List<Given> given() {
        return asked().givens().rows().stream().map(ExerciseView::given).toList();
    }

    private static Given given(Givens.Row row) {
        List<String> figures = row.figures().stream().map(ValueTexts::text).toList();
        return new Given(TokenText.visible(row.token()), String.join(" · ", figures), row.asked());
    }

    /** Everything else that is given, in words. */
    public List<String> lines() {
        return ValueTexts.say(messages(), "lesson.given.", asked().givens().lines());
    }

    /** The text so far, if the question is about the token that follows it. */
    public Optional<String> text() {
        return asked().givens().text();
    }

    public List<Hint> hints() {
        Map<String, Value> holes = asked().holes();
        List<String> hints = new ArrayList<>();
        asked().text().hints().forEach(hint -> hints.add(ValueTexts.filled(hint, holes)));
        List<String> step = ValueTexts.say(messages(), "lesson.", asked().lastHint());
        if (!step.isEmpty()) {
            hints.add(String.join(" ", step));
        }
        return IntStream.range(0, hints.size())
                .mapToObj(i -> new Hint(say("lesson.hint", i + 1, hints.size()), hints.get(i)))
                .toList();
    }

    /** Empty for a bet, whose draw shows only once it is placed. */
    public List<String> solution() {
        return !counts() ? List.of() : ValueTexts.say(messages(), "lesson.", asked().solution());
    }

    /** The same question with the numbers of the next seed. */
    public Optional<FragmentLinks> fresh() {
        String seed = nextSeed(asked().text().seed());
        String fragment = page() + "/exercises/" + id() + "?" + Query.format(Map.of(id() + ".seed", seed));
        return asked().hasFreshNumbers()
                ? Optional.of(new FragmentLinks(request.link(id(), Map.of("seed", seed)), fragment))
                : Optional.empty();
    }

    public String freshLabel() {
        return say(text().isPresent() ? "lesson.fresh.text" : "lesson.fresh");
    }

    /** The seed that follows one; the first seed if it is empty. */
    public static String nextSeed(OptionalLong seed) {
        return Long.toString(Draw.nextSeed(seed.orElse(0)));
    }

    /** The hidden values of the form: the seed of fresh numbers, and what was typed into other blocks. */
    public List<HiddenField> carried() {
        Stream<HiddenField> seed =
                asked().text().seed().stream().mapToObj(value -> new HiddenField(id() + ".seed", Long.toString(value)));
        return Stream.concat(seed, request.carried(id()).stream()).toList();
    }

    @Override
    public Optional<String> address() {
        return attempt.wrong().isPresent() ? Optional.empty() : Optional.of(request.address(id(), request.of(id())));
    }

    @Override
    public Fragment swapped() {
        return feedback;
    }

    @Override
    public String template() {
        return "fragments/exercise";
    }
}
