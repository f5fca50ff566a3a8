package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.CellState;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/10-inside.md} says in numbers is computed here, on the real models. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InsideLessonTest {

    private static final String FILE = "10-inside.md";
    private static final String COUNTING = "One, two, three,";
    private static final String HOT = "The opposite of hot is";

    private static final LanguageModel STORYTELLER = Shipped.MODELS.get("storyteller");
    private static final LanguageModel LSTM = Shipped.MODELS.get("storyteller-lstm");
    private static final Lesson LESSON = Shipped.lesson("inside");

    /** As a lesson writes it: in a span of code, with the sign for a space. */
    private static String token(int id) {
        return Worked.code(STORYTELLER.tokenizer().token(id).text());
    }

    private static int best(Logits logits) {
        return IntStream.range(0, logits.size())
                .filter(id -> logits.at(id) == logits.max())
                .findFirst()
                .orElseThrow();
    }

    private static String share(Logits logits) {
        return percent(logits.probability(best(logits)));
    }

    private static long place(Logits logits, int token) {
        return 1
                + IntStream.range(0, logits.size())
                        .filter(id -> logits.at(id) > logits.at(token))
                        .count();
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of(FILE);
        assertAll(
                () -> way(claims),
                () -> commas(claims),
                () -> lens(claims),
                () -> attention(claims),
                () -> shape(claims),
                () -> last(claims),
                () -> state(claims),
                () -> assertThat(claims.others())
                        .as("lessons, layers and heads by their numbers, 100 per cent, and a length of a text")
                        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "6", "9", "12", "100", "200"));
    }

    /** From the last position. */
    private static Inspection seen(LanguageModel model, Prefix text) {
        return model.inspect(text, text.size() - 1);
    }

    private static void way(Worked claims) {
        Prefix text = STORYTELLER.prompt(COUNTING);
        Inspection seen = seen(STORYTELLER, text);
        int width = seen.embedding(0).orElseThrow().size();
        int vocabulary = STORYTELLER.logits(text).size();
        claims.says("It has %s tokens:", text.size());
        claims.row("Token ids, one for each token", unbroken(1, text.size()));
        claims.row("Embeddings, " + width + " numbers for each token", unbroken(1, text.size(), width));
        claims.row(
                "Vectors after each of the " + seen.layers() + " layers, again " + width + " numbers for each token",
                unbroken(1, text.size(), width));
        claims.row("Logits, " + decimals(0, vocabulary) + " for each token", unbroken(1, text.size(), vocabulary));
        for (int layer = 0; layer <= seen.layers(); layer++) {
            assertThat(seen.hidden(layer, text.size() - 1).orElseThrow().size()).isEqualTo(width);
        }
        claims.says(
                "compared with all %s rows",
                decimals(0, STORYTELLER.tokenTable().orElseThrow().size()));
        claims.says("Storyteller’s has %s rows", STORYTELLER.card().contextLength());
    }

    /** A shape that stays on one line of a phone. */
    private static String unbroken(int... sizes) {
        return IntStream.of(sizes).mapToObj(Integer::toString).collect(Collectors.joining(",\u00a0", "[", "]"));
    }

    private static void commas(Worked claims) {
        Prefix text = STORYTELLER.prompt(COUNTING);
        for (int at = 0; at < text.size(); at++) {
            claims.row(Integer.toString(at + 1), standing(text, at), Integer.toString(text.at(at)));
        }
        claims.says(
                "after the first the model says %s with %s, after the second %s with %s, after the third %s with %s.",
                token(best(after(text, 3))),
                share(after(text, 3)),
                token(best(after(text, 5))),
                share(after(text, 5)),
                token(best(after(text, 7))),
                share(after(text, 7)));
        Inspection seen = seen(STORYTELLER, text);
        assertThat(seen.embedding(2)).isEqualTo(seen.embedding(4)).isEqualTo(seen.embedding(6));
        assertThat(seen.hidden(0, 2)).isNotEqualTo(seen.hidden(0, 4)); // what the position adds
    }

    /** The start token by its name, because the sign | in its text would end a cell of a table. */
    private static String standing(Prefix text, int at) {
        return at < STORYTELLER.startTokens(text) ? "the start token" : token(text.at(at));
    }

    private static Logits after(Prefix text, int tokens) {
        return STORYTELLER.logits(text.first(tokens));
    }

    private static void lens(Worked claims) {
        Prefix text = STORYTELLER.prompt(HOT);
        Inspection seen = seen(STORYTELLER, text);
        int cold = best(STORYTELLER.logits(text));
        assertThat(token(cold)).isEqualTo("`␣cold`");
        List<String> places = new ArrayList<>();
        for (int layer = 0; layer <= seen.layers(); layer++) {
            Logits lens = seen.lens(layer).orElseThrow();
            places.add(decimals(0, place(lens, cold)));
            claims.row(
                    layer == 0 ? "no layer yet" : "layer " + layer, token(best(lens)), share(lens), places.get(layer));
        }
        claims.says(
                "After layer 2 it has rank %s, after layer 3 rank %s, and in the end it is first.",
                places.get(2), places.get(3));
        assertThat(places.get(6)).isEqualTo("1");
        assertThat(best(seen.lens(0).orElseThrow())).isEqualTo(text.at(text.size() - 1));
        claims.says(
                "*The opposite of lost is* continues with %s.",
                token(best(STORYTELLER.logits(STORYTELLER.prompt("The opposite of lost is")))));
        claims.says(
                "Layer 6 lifts its probability from %s to %s,",
                percent(seen.lens(5).orElseThrow().probability(cold)),
                percent(STORYTELLER.logits(text).probability(cold)));
        Prefix counting = STORYTELLER.prompt(COUNTING);
        Logits second = seen(STORYTELLER, counting).lens(2).orElseThrow();
        int four = best(STORYTELLER.logits(counting));
        claims.says("`␣four` has rank %s after layer 2", decimals(0, place(second, four)));
    }

    /** What the last position takes from each in a head, both counted from 1. */
    private static List<Double> weights(String text, int layer, int head) {
        Prefix prefix = STORYTELLER.prompt(text);
        return seen(STORYTELLER, prefix).attention(layer, OptionalInt.of(head - 1), prefix.size() - 1);
    }

    private static void attention(Worked claims) {
        Inspection seen = seen(STORYTELLER, STORYTELLER.prompt(HOT));
        assertThat(seen.layers()).isEqualTo(6);
        int heads = IntStream.rangeClosed(1, 6).map(seen::heads).sum();
        claims.says("Storyteller has %s in each of its %s layers, so there are %s.", seen.heads(1), 6, heads);
        claims.says("It is one head of %s.", heads);
        claims.says(
                "In Storyteller, *d* is %s.", seen.embedding(0).orElseThrow().size() / seen.heads(1));
        claims.says("takes %s from `␣hot`.", percent(weights(HOT, 3, 4).get(4)));
        for (String word : List.of("hot", "black", "up", "big", "old")) {
            String text = "The opposite of " + word + " is";
            List<Double> weights = weights(text, 3, 4);
            assertThat(weights.stream().mapToDouble(weight -> weight).sum()).isCloseTo(1, within(1e-5));
            assertThat(weights.get(4)).as(word).isGreaterThan(0.6); // “each time with most of its weight”
            Logits logits = STORYTELLER.logits(STORYTELLER.prompt(text));
            claims.row(word, percent(weights.get(4)), token(best(logits)) + ", " + share(logits));
        }
        double mean = IntStream.rangeClosed(1, 6)
                .mapToDouble(head -> weights(HOT, 3, head).get(4))
                .average()
                .orElseThrow();
        claims.says("All six of this layer on average take %s from `␣hot`.", percent(mean));
        double toTheStart = weights(HOT, 6, 6).get(0);
        claims.says("takes %s from `<|endoftext|>`,", percent(toTheStart));
        assertThat(toTheStart).isGreaterThan(0.5);
    }

    private static void shape(Worked claims) {
        Prefix text = STORYTELLER.prompt(COUNTING);
        for (int at = 1; at <= text.size(); at++) {
            Logits logits = STORYTELLER.logits(text.first(at));
            claims.row(
                    Integer.toString(at),
                    standing(text, at - 1),
                    token(best(logits)) + ", " + share(logits),
                    at == text.size() ? "nothing yet" : token(text.at(at)));
        }
        int vocabulary = STORYTELLER.card().vocabularySize();
        claims.says("are %s logits, of which", decimals(0, vocabulary));
        claims.says("the shape **[1, %s, %s]** is read", text.size(), vocabulary);
        claims.row("1", "batch", "texts: one");
        claims.row(Integer.toString(text.size()), "sequence", "positions in it: seven");
        claims.row(Integer.toString(vocabulary), "vocabulary", "logits at each position");
        claims.says("these are %s numbers.", decimals(0, text.size() * vocabulary));
        claims.says("the shape is [2, %s, %s].", text.size(), vocabulary);
        claims.says("These are %s numbers, and the two texts", decimals(0, 2 * text.size() * vocabulary));
        claims.teacherSays(
                "Two texts of %1$s tokens go in. What is the shape? ([2, %1$s, %2$s].)", text.size(), vocabulary);
        claims.teacherSays("“[1, %s, %s] is a list", text.size(), vocabulary);
        claims.says("The row at position 2 says %s, but", token(best(STORYTELLER.logits(text.first(2)))));
        assertThat(STORYTELLER.prompt("Once there was a king.").size()).isEqualTo(text.size());
    }

    private static void last(Worked claims) {
        Prefix text = STORYTELLER.prompt(COUNTING);
        Logits logits = STORYTELLER.logits(text);
        claims.says("here %s logits, and drops", decimals(0, logits.size()));
        claims.says(
                "`␣four` has the largest logit, %s. Softmax makes %s of it", decimals(2, logits.max()), share(logits));
        claims.says("One text of %s tokens gives %s exercises at once.", text.size(), text.size() - 1);
        claims.says("Then the text has %s tokens", text.size() + 1);
    }

    private static void state(Worked claims) {
        Prefix text = LSTM.prompt(COUNTING);
        List<CellState> states = LSTM.cellStates(text);
        claims.says("It has %s layers.", states.size());
        int hidden = states.get(0).hidden().size();
        int cell = states.get(0).cell().size();
        claims.says("the state is %s numbers for what the layer says now and %s for what it keeps.", hidden, cell);
        claims.says(
                "that makes %s numbers, after %s tokens", decimals(0, states.size() * (hidden + cell)), text.size());
        claims.says(
                "ids [1, %s], logits [1, %s, %s].",
                text.size(), text.size(), LSTM.logits(text).size());
        Logits first = seen(LSTM, text).lens(1).orElseThrow();
        Logits logits = LSTM.logits(text);
        claims.says(
                "After layer 1 it says %s with %s, at its end %s with %s.",
                token(best(first)), share(first), token(best(logits)), share(logits));
        Logits hot = LSTM.logits(LSTM.prompt(HOT));
        claims.says("first choice is %s, with %s.", token(best(hot)), share(hot));
        assertThat(best(hot)).isEqualTo(best(STORYTELLER.logits(STORYTELLER.prompt(HOT)))); // “says the same”
        assertThat(LSTM.recurrent()).isTrue();
    }

    @Test
    void the_links_show_what_the_prose_says() {
        Worked claims = Worked.of(FILE);
        assertThat(changed(claims, "?deep.head=#deep").head()).isEmpty();
        assertThat(changed(claims, "?deep.layer=6&deep.head=6#deep").head()).hasValue(6);
        assertThat(changed(claims, "?rows.other=Once+there+was+a+king.#rows").other())
                .contains("Once there was a king.");
        assertThat(changed(claims, "?handed.prompt=The+opposite+of+hot+is#handed")
                        .config()
                        .live()
                        .model()
                        .id())
                .isEqualTo("storyteller-lstm");
    }

    private static InsideWidget changed(Worked claims, String link) {
        assertThat(claims.links()).contains(link);
        String id = link.substring(link.indexOf('#') + 1);
        WidgetInput<InsideWidget> input =
                WidgetInput.of((InsideWidget) LESSON.find(id, Widget.class).orElseThrow(), Worked.words(link));
        assertThat(input.wrong()).isEmpty();
        return input.widget();
    }
}
