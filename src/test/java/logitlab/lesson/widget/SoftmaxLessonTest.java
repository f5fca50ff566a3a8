package logitlab.lesson.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every number in the prose of {@code lessons/en/02-softmax.md} is one that is computed here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoftmaxLessonTest {

    private static final Pattern BESIDE_PROSE =
            Pattern.compile("(?sm)\\A---.*?\n---\n|```.*?```|]\\([^)]*\\)|^\\d\\. ");
    private static final Pattern NUMBER = Pattern.compile("−?\\d[\\d,]*(\\.\\d+)?");
    private static final int FLOOR = 3;

    private static final Lesson LESSON = Shipped.lesson("softmax");

    @Test
    void every_number_in_the_prose_is_computed() throws IOException {
        String text = Files.readString(Path.of("lessons/en/02-softmax.md"));
        Set<String> written =
                new TreeSet<>(NUMBER.matcher(BESIDE_PROSE.matcher(text).replaceAll(" "))
                        .results()
                        .map(MatchResult::group)
                        .map(number -> number.replaceFirst(",$", ""))
                        .toList());
        assertThat(computed()).containsExactlyInAnyOrderElementsOf(written);
    }

    private static Set<String> computed() {
        SoftmaxWork toy = toy().work();
        SoftmaxWork.Line floor = toy.line(FLOOR);
        Set<String> computed = new LinkedHashSet<>(Set.of("0", "1"));
        List.of(0, FLOOR, 4)
                .forEach(id -> computed.add(figure("%.1f", toy.line(id).logit())));
        computed.add(figure("%.3f", Math.E));
        computed.add(figure("%.1f", floor.shifted()));
        computed.add(figure("%.1f", -floor.shifted()));
        computed.add(figure("%.4f", floor.exponential()));
        computed.add(figure("%.4f", toy.sum()));
        computed.add(figure("%.4f", floor.probability()));
        computed.add(figure("%.2f", 100 * floor.probability()));
        computed.add(figure("%.2f", toy.line(0).probability() / floor.probability()));
        computed.add("2"); // in GPT-2, and e to the power of 2
        computed.add("−1"); // the power one below 0
        computed.add("3"); // a lesson
        computed.add("−135.9"); // measured: its largest logit after that text
        computed.add(figure("%,.0f", zerosAfterThePoint(Math.exp(-135.9))));
        computed.add(figure("%,.0f", zerosAfterThePoint(Float.MIN_VALUE)));
        computed.add(figure("%,.0f", firstTooLargeForSinglePrecision()));
        computed.add(figure(
                "%,.0f", moved().config().source().logits().at(0) - toy.line(0).logit()));
        computed.add(figure("%,.0f", live().work().size()));
        computed.add(figure("%,.0f", live().top()));
        return computed;
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value).replace('-', '−');
    }

    private static double zerosAfterThePoint(double value) {
        return Math.floor(-Math.log10(value));
    }

    private static double firstTooLargeForSinglePrecision() {
        return IntStream.iterate(1, n -> n + 1)
                .filter(n -> Float.isInfinite((float) Math.exp(n)))
                .findFirst()
                .orElseThrow();
    }

    private static SoftmaxWidget toy() {
        return (SoftmaxWidget) LESSON.find("toy", Widget.class).orElseThrow();
    }

    private static SoftmaxWidget moved() {
        return (SoftmaxWidget) LESSON.find("moved", Widget.class).orElseThrow();
    }

    private static SoftmaxWidget live() {
        return (SoftmaxWidget) LESSON.find("live", Widget.class).orElseThrow();
    }

    @Test
    void the_toy_is_the_courses_and_softmax_gives_what_it_should() {
        assertThat(toy().config().source().logits()).isEqualTo(Logits.of(2.1, -0.5, 0.3, 1.2, -1.0));
        assertThat(toy().work().all())
                .extracting(line -> figure("%.3f", line.probability()))
                .containsExactly("0.591", "0.044", "0.098", "0.240", "0.027");
    }

    @Test
    void without_the_shift_single_precision_gives_nothing_to_divide_by() {
        assertThat((float) Math.exp(-135.9)).isZero();
        assertThat((float) Math.exp(-135.9) / (float) Math.exp(-135.9)).isNaN();
    }

    @Test
    void a_hundred_more_on_every_logit_changes_no_line_from_the_third_column_on() {
        assertThat(moved().work().all())
                .extracting(line -> figure("%.10f", line.shifted()), line -> figure("%.10f", line.probability()))
                .containsExactlyElementsOf(toy().work().all().stream()
                        .map(line -> org.assertj.core.groups.Tuple.tuple(
                                figure("%.10f", line.shifted()), figure("%.10f", line.probability())))
                        .toList());
    }

    @Test
    void the_live_step_counts_the_whole_vocabulary() {
        SoftmaxWork work = live().work();
        SoftmaxWork.Rest rest = work.everythingElse(live().lines());
        assertThat(rest.count() + live().lines().size()).isEqualTo(work.size());
        double shown = live().lines().stream()
                .mapToDouble(SoftmaxWork.Line::probability)
                .sum();
        assertThat(shown + rest.probability()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    }
}
