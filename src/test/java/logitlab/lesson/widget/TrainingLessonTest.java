package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Distribution;
import logitlab.decoding.Logits;
import logitlab.decoding.explain.SoftmaxWork;
import logitlab.lesson.FiveTokens;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.Surprisal;
import logitlab.model.Surprisal.Guess;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/12-training.md} says in numbers is computed here, on the real models. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrainingLessonTest {

    private static final String FILE = "12-training.md";
    private static final String KING = "Once upon a time there was a king who had three sons.";

    private static final Lesson LESSON = Shipped.lesson("training");

    private static SurprisalWidget widget(String id, Map<String, String> words) {
        WidgetInput<SurprisalWidget> input =
                WidgetInput.of((SurprisalWidget) LESSON.find(id, Widget.class).orElseThrow(), words);
        assertThat(input.wrong()).isEmpty();
        return input.widget();
    }

    private static Surprisal heat(String text) {
        return widget("heat", Map.of("prompt", text)).surprisals().get(0);
    }

    private static Guess guess(Surprisal surprisal, int at, String token) {
        assertThat(surprisal.tokens().get(at).token().text()).isEqualTo(token);
        return surprisal.tokens().get(at).guess().orElseThrow();
    }

    private static String nats(double value) {
        return decimals(2, value);
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of(FILE);
        assertAll(
                () -> oneToken(claims),
                () -> logSumExp(claims),
                () -> heatmap(claims),
                () -> loss(claims),
                () -> learning(claims),
                () -> unseen(claims),
                () -> gradient(claims),
                () -> zero(claims),
                () -> assertThat(claims.others())
                        .as(
                                "lessons, border cases, single precision, GPT-2, and two counts of the training texts (their LOG has them)")
                        .containsExactlyInAnyOrder("0", "1", "2", "11", "100", "104", "−136", "203", "159"));
    }

    private static void oneToken(Worked claims) {
        for (int id : FiveTokens.ranked()) {
            claims.row(
                    FiveTokens.name(id),
                    decimals(1, FiveTokens.LOGITS.at(id)),
                    percent(FiveTokens.LOGITS.probability(id)),
                    nats(-Math.log(FiveTokens.LOGITS.probability(id))));
        }
        claims.says("the logarithm of %s is %s.", "0.2404", decimals(4, Math.log(0.2404)));
    }

    private static void logSumExp(Worked claims) {
        double sum = new SoftmaxWork(FiveTokens.LOGITS).sum();
        double surprise = FiveTokens.LOGITS.crossEntropy(FiveTokens.FLOOR);
        claims.says("to `floor` the logit falls by %s, and the surprise rises by %s", "0.9", decimals(1, 2.1 - 1.2));
        assertThat(surprise - FiveTokens.LOGITS.crossEntropy(FiveTokens.MAT)).isCloseTo(2.1 - 1.2, within(1e-12));
        claims.says("The largest logit is %s.", decimals(1, FiveTokens.LOGITS.max()));
        claims.says("That is the sum from lesson 2: %s.", decimals(4, sum));
        claims.says("the logarithm of the sum: %s.", decimals(4, Math.log(sum)));
        claims.says("%s + %s = %s.", decimals(4, Math.log(sum)), "2.1", decimals(4, 2.1 + Math.log(sum)));
        claims.says("the surprise is %s − %s = %s.", decimals(4, 2.1 + Math.log(sum)), "1.2", decimals(4, surprise));
    }

    @Test
    void single_precision_has_no_probability_below_e_to_the_minus_104() {
        assertThat((float) Math.exp(-104)).isZero();
        assertThat((float) Math.exp(-103)).isPositive();
        assertThat((float) Math.exp(-136)).isZero();
    }

    private static void heatmap(Worked claims) {
        Surprisal wolf = widget("heat", Map.of()).surprisals().get(0);
        Guess into = guess(wolf, 4, " into");
        claims.says("has a surprise of %s. The model gave it %s.", nats(into.surprise()), percent(into.probability()));
        Guess first = guess(wolf, 0, "The");
        claims.says("`The` has %s.", nats(first.surprise()));
        claims.says("It was the best guess itself, and had only %s.", percent(first.probability()));
        assertThat(first.rank()).isZero();
        Guess comma = guess(wolf, 7, ",");
        claims.says("`,` after *wood* has %s, the most of all.", nats(comma.surprise()));
        claims.says(
                "There the model expected %s, with %s.",
                Worked.code(comma.expected().text()), percent(comma.expectedProbability()));
        assertThat(wolf.tokens().stream().flatMap(seen -> seen.guess().stream()))
                .allMatch(guess -> guess.surprise() <= comma.surprise());
        Guess last = guess(wolf, 13, " wolf");
        claims.says("`␣wolf` has %s.", nats(last.surprise()));
        claims.says("The best guess had only %s.", percent(last.expectedProbability()));
        Surprisal moon = heat("The cat sat on the moon.");
        claims.says("`␣moon` has %s nats.", nats(guess(moon, 5, " moon").surprise()));
    }

    private static void loss(Worked claims) {
        Surprisal wolf = widget("heat", Map.of()).surprisals().get(0);
        claims.says(
                "For the first text of this lesson it is %s nats per token.",
                nats(wolf.loss().orElseThrow().nats()));
        int size = Shipped.MODELS.first().card().vocabularySize();
        claims.says("each of the %s tokens", decimals(0, size));
        claims.says("a surprise of ln %s, whatever comes. That is %s.", decimals(0, size), decimals(3, Math.log(size)));
        claims.says("The beginner’s is %s.", decimals(0, size));
        double perplexity = wolf.loss().orElseThrow().perplexity();
        claims.says("That of our text is %s.", decimals(1, perplexity));
        claims.says("evenly among %s tokens.", decimals(0, perplexity));
        claims.says("One nat is %s bits.", decimals(3, 1 / Math.log(2)));
    }

    private static void learning(Worked claims) {
        SurprisalWidget learning = widget("learning", Map.of());
        assertThat(learning.text()).isEqualTo(KING);
        List<Surprisal> surprises = learning.surprisals();
        follow(claims, surprises, "`␣a` before *king*", 6, " a");
        follow(claims, surprises, "`␣king`", 7, " king");
        follow(claims, surprises, "`␣three`", 10, " three");
        follow(claims, surprises, "`ons`", 12, "ons");
        claims.row(cells(
                "**Loss**",
                surprises.stream()
                        .map(surprisal -> nats(surprisal.loss().orElseThrow().nats()))
                        .toList()));
        assertThat(guess(surprises.get(0), 6, " a").rank()).isZero(); // “it has the *a* after *there was*”
        assertThat(guess(surprises.get(0), 10, " three").rank()).isPositive(); // “comes later”
        assertThat(guess(surprises.get(3), 10, " three").rank()).isZero();
        Guess early = guess(surprises.get(2), 10, " three");
        Guess finished = guess(surprises.get(3), 10, " three");
        claims.says(
                "`␣three` has %s after %s steps and %s at the end.",
                nats(early.surprise()), "5,000", nats(finished.surprise()));
        assertThat(early.rank()).isZero();
        assertThat(finished.surprise()).isGreaterThan(early.surprise()); // “less sure of it”
        assertThat(surprises).allMatch(seen -> guess(seen, 7, " king").surprise() > 3); // “surprises all four”
        claims.says(
                "The sentence about the king has %s tokens,",
                surprises.get(0).tokens().size());
    }

    private static String[] cells(String first, List<String> more) {
        return Stream.concat(Stream.of(first), more.stream()).toArray(String[]::new);
    }

    private static void follow(Worked claims, List<Surprisal> surprises, String name, int at, String token) {
        claims.row(cells(
                name,
                surprises.stream()
                        .map(surprisal -> nats(guess(surprisal, at, token).surprise()))
                        .toList()));
    }

    /** What the cards say of stories that were never trained on. */
    private static void unseen(Worked claims) throws IOException {
        List<Double> losses = new ArrayList<>();
        for (String id :
                List.of("storyteller-step-250", "storyteller-step-1250", "storyteller-step-5000", "storyteller")) {
            double steps = card(id, "training_steps");
            double loss = card(id, "held_out_nats_per_token");
            claims.row(decimals(0, steps), nats(loss), decimals(1, Math.exp(loss)));
            losses.add(loss);
        }
        double beginner = Math.log(card("storyteller", "vocabulary_size"));
        claims.says("most of the way down from %s was made before the first row", decimals(3, beginner));
        assertThat(beginner - losses.get(0)).isGreaterThan(losses.get(0) - losses.get(3));
        String all = decimals(0, card("storyteller", "training_steps"));
        claims.says("Storyteller was trained in %s steps.", all);
        claims.says("after %s steps, after %s and after %s.", "250", "1,250", "5,000");
        claims.row("Token", "250 steps", "1,250 steps", "5,000 steps", all + " steps");
        claims.says("After %s steps the model knows how", "250");
        claims.says("needs %s bits for each byte.", nats(card("storyteller", "held_out_bits_per_byte")));
    }

    private static double card(String id, String key) throws IOException {
        Matcher line =
                Pattern.compile("(?m)^" + key + ": (.*)$").matcher(Files.readString(Path.of("models", id, "card.md")));
        assertThat(line.find()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static void gradient(Worked claims) {
        Distribution p = FiveTokens.LOGITS.softmax();
        double[] gradient = IntStream.range(0, 5)
                .mapToDouble(id -> p.at(id) - (id == FiveTokens.FLOOR ? 1 : 0))
                .toArray();
        // the slope of the loss, measured: a little more of each logit
        for (int id = 0; id < 5; id++) {
            double[] more = FiveTokens.LOGITS.toArray();
            more[id] += 1e-6;
            double slope =
                    (Logits.of(more).crossEntropy(FiveTokens.FLOOR) - FiveTokens.LOGITS.crossEntropy(FiveTokens.FLOOR))
                            / 1e-6;
            assertThat(slope).isCloseTo(gradient[id], within(1e-5));
            claims.row(
                    FiveTokens.name(id),
                    decimals(4, p.at(id)),
                    id == FiveTokens.FLOOR ? "1" : "0",
                    decimals(4, gradient[id]));
        }
        Logits after = FiveTokens.LOGITS.map(id -> FiveTokens.LOGITS.at(id) - gradient[id]);
        claims.says(
                "goes from %s to %s, and its probability from %s to %s. Its surprise falls from %s to %s.",
                "1.2",
                nats(after.at(FiveTokens.FLOOR)),
                percent(p.at(FiveTokens.FLOOR)),
                percent(after.probability(FiveTokens.FLOOR)),
                nats(FiveTokens.LOGITS.crossEntropy(FiveTokens.FLOOR)),
                nats(after.crossEntropy(FiveTokens.FLOOR)));
        claims.says(
                "comes after %s of such texts, and `floor` after %s,",
                percent(p.at(FiveTokens.MAT)), percent(p.at(FiveTokens.FLOOR)));
        claims.says(
                "A text of %s tokens is %s exercises.",
                Shipped.MODELS.first().card().contextLength(),
                Shipped.MODELS.first().card().contextLength() - 1);
    }

    private static void zero(Worked claims) {
        Surprisal mat = heat("The cat sat on the mat.");
        double loss = mat.loss().orElseThrow().nats();
        claims.says("its loss on it is %s.", nats(loss));
        List<Surprisal.Seen> tokens = mat.tokens();
        double last = tokens.subList(tokens.size() - 4, tokens.size()).stream()
                .mapToDouble(seen -> seen.guess().orElseThrow().surprise())
                .sum();
        claims.says("The last four tokens have %s nats together.", nats(last));
        assertThat(last).isLessThan(0.1 * loss * tokens.size()); // “nearly all … on the first words”
    }

    @Test
    void the_teachers_arithmetic_is_right() {
        assertThat(-Math.log(0.01)).isCloseTo(2 * -Math.log(0.1), within(1e-12));
    }
}
