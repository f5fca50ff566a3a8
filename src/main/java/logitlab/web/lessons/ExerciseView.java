package logitlab.web.lessons;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.lesson.Attempt;
import logitlab.lesson.Brief;
import logitlab.lesson.Exercise;
import logitlab.lesson.Facts;
import logitlab.web.Hidden;
import logitlab.web.Messages;
import logitlab.web.Query;
import logitlab.web.TokenText;

/**
 * An exercise of any kind: question, what is given, a form for the answer, feedback, hints, the solution, fresh numbers.
 *
 * @param given each token with its figures
 * @param said what else is given, in words
 * @param text that a token follows
 * @param answer the fields, which differ from kind to kind
 * @param fresh the same question with other numbers
 * @param carried hidden words of the form: the seed of fresh numbers, and what was typed into other blocks
 */
public record ExerciseView(
        String id,
        String page,
        String question,
        List<Given> given,
        List<String> said,
        Optional<String> text,
        Fragment answer,
        List<Hint> hints,
        List<String> solution,
        Optional<Addresses> fresh,
        String freshLabel,
        List<Hidden> carried,
        Optional<String> address,
        FeedbackView feedback)
        implements Fragment.Block {

    /** A token, its figures, and whether the question is about it. */
    public record Given(String token, String figures, boolean asked) {}

    /** One help after the other; {@code label} counts them. */
    public record Hint(String label, String text) {}

    static ExerciseView of(Attempt<?> attempt, Visit visit, Fragment answer, FeedbackView feedback) {
        Exercise asked = attempt.asked();
        Facts facts = asked.facts();
        return new ExerciseView(
                asked.id(),
                visit.page(),
                Figures.filled(asked.brief().question(), asked.holes()),
                facts.rows().stream().map(ExerciseView::given).toList(),
                Figures.given(facts.said()),
                facts.text(),
                answer,
                hints(asked),
                Figures.say(asked.solution()),
                asked.asksAfresh() ? Optional.of(fresh(asked, visit)) : Optional.empty(),
                Messages.ENGLISH.say(facts.text().isPresent() ? "lesson.fresh.text" : "lesson.fresh"),
                Stream.concat(seed(asked.brief()), visit.carried(asked.id()).stream())
                        .toList(),
                attempt.wrong().isPresent()
                        ? Optional.empty()
                        : Optional.of(visit.address(asked.id(), visit.of(asked.id()))),
                feedback);
    }

    private static Given given(Facts.Row row) {
        return new Given(
                TokenText.visible(row.token()),
                String.join(" · ", row.figures().stream().map(Figures::text).toList()),
                row.asked());
    }

    private static List<Hint> hints(Exercise asked) {
        List<String> hints = asked.brief().hints();
        return IntStream.range(0, hints.size())
                .mapToObj(i -> new Hint(
                        Messages.ENGLISH.say("lesson.hint", i + 1, hints.size()),
                        Figures.filled(hints.get(i), asked.holes())))
                .toList();
    }

    /** The next seed, so that one meets new numbers each time. */
    private static Addresses fresh(Exercise asked, Visit visit) {
        String seed = nextSeed(asked.brief().seed());
        return new Addresses(
                visit.link(asked.id(), Map.of("seed", seed)),
                visit.page() + "/exercises/" + asked.id() + "?" + Query.format(Map.of(asked.id() + ".seed", seed)));
    }

    /** The seed after one, the first where there was none. */
    static String nextSeed(OptionalLong seed) {
        return Long.toString(Draw.nextSeed(seed.orElse(0)));
    }

    private static Stream<Hidden> seed(Brief brief) {
        return brief.seed().stream().mapToObj(seed -> new Hidden(brief.id() + ".seed", Long.toString(seed)));
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
