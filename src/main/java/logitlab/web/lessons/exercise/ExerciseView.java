package logitlab.web.lessons.exercise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.lesson.block.Figure;
import logitlab.lesson.question.Attempt;
import logitlab.lesson.question.Exercise;
import logitlab.lesson.question.Facts;
import logitlab.web.Messages;
import logitlab.web.lessons.block.Figures;
import logitlab.web.lessons.block.Visit;
import logitlab.web.link.Addresses;
import logitlab.web.link.Hidden;
import logitlab.web.link.Query;
import logitlab.web.view.Fragment;
import logitlab.web.view.TokenText;

/**
 * An exercise of any kind: question, givens, a form for the answer, feedback, hints, solution, fresh numbers. Everything but
 * the answer and its feedback is computed only when a template asks for it.
 *
 * @param answer the fields, which differ from kind to kind
 */
public record ExerciseView(Messages messages, Attempt<?> attempt, Visit visit, Fragment answer, FeedbackView feedback)
        implements Fragment.Block {

    /** A token, its figures, and whether the question is about it. */
    public record Given(String token, String figures, boolean asked) {}

    /** One hint of several; {@code label} counts them. */
    public record Hint(String label, String text) {}

    private Exercise asked() {
        return attempt.asked();
    }

    public String id() {
        return asked().id();
    }

    public String page() {
        return visit.page();
    }

    public String question() {
        return Figures.filled(asked().brief().question(), asked().holes());
    }

    public List<Given> given() {
        return asked().facts().rows().stream().map(ExerciseView::given).toList();
    }

    private static Given given(Facts.Row row) {
        List<String> figures = row.figures().stream().map(Figures::text).toList();
        return new Given(TokenText.visible(row.token()), String.join(" · ", figures), row.asked());
    }

    /** Everything else that is given, in words. */
    public List<String> lines() {
        return Figures.say(messages, "lesson.given.", asked().facts().lines());
    }

    /** The text so far, if the question is about the token that follows it. */
    public Optional<String> text() {
        return asked().facts().text();
    }

    public List<Hint> hints() {
        List<String> hints = asked().brief().hints();
        Map<String, Figure> holes = asked().holes();
        return IntStream.range(0, hints.size())
                .mapToObj(i -> new Hint(say("lesson.hint", i + 1, hints.size()), Figures.filled(hints.get(i), holes)))
                .toList();
    }

    public List<String> solution() {
        return Figures.say(messages, "lesson.", asked().solution());
    }

    /** The same question with the numbers of the next seed. */
    public Optional<Addresses> fresh() {
        String seed = nextSeed(asked().brief().seed());
        String fragment = page() + "/exercises/" + id() + "?" + Query.format(Map.of(id() + ".seed", seed));
        return asked().asksAfresh()
                ? Optional.of(new Addresses(visit.link(id(), Map.of("seed", seed)), fragment))
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
    public List<Hidden> carried() {
        Stream<Hidden> seed =
                asked().brief().seed().stream().mapToObj(value -> new Hidden(id() + ".seed", Long.toString(value)));
        return Stream.concat(seed, visit.carried(id()).stream()).toList();
    }

    @Override
    public Optional<String> address() {
        return attempt.wrong().isPresent() ? Optional.empty() : Optional.of(visit.address(id(), visit.of(id())));
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
