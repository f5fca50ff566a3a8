package logitlab.lesson.widget;

import static logitlab.lesson.Worked.decimals;
import static logitlab.lesson.Worked.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import logitlab.decoding.Logits;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.LanguageModel;
import logitlab.model.TokenTable;
import logitlab.model.Vector;
import logitlab.model.text.Token;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/09-numbers.md} says in numbers is computed here, on the real models. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NumbersLessonTest {

    private static final String FILE = "09-numbers.md";

    private static final LanguageModel STORYTELLER = Shipped.MODELS.get("storyteller");
    private static final Lesson LESSON = Shipped.lesson("numbers");

    private static List<Token> tokens(String text) {
        return STORYTELLER.tokenizer().tokens(STORYTELLER.prompt(text));
    }

    /** As a lesson writes it: in a span of code, with the sign for a space. */
    private static String written(Token token) {
        return Worked.code(token.text());
    }

    /** Without the token that stands in front of every text. */
    private static String pieces(String text) {
        return tokens(text).stream().skip(1).map(NumbersLessonTest::written).collect(Collectors.joining(" "));
    }

    private static String code(int id) {
        return written(STORYTELLER.tokenizer().token(id));
    }

    /** The id of a token by its text, looked for in the whole vocabulary. */
    private static int id(String text) {
        for (int id = 0; id < STORYTELLER.card().vocabularySize(); id++) {
            if (STORYTELLER.tokenizer().token(id).text().equals(text)) {
                return id;
            }
        }
        throw new AssertionError(text);
    }

    @Test
    void every_figure_is_computed() {
        Worked claims = Worked.of(FILE);
        assertAll(
                () -> cutting(claims),
                () -> glueing(claims),
                () -> ids(claims),
                () -> spaces(claims),
                () -> bytes(claims),
                () -> table(claims),
                () -> neighbours(claims),
                () -> assertThat(claims.others())
                        .as(
                                "lessons, the borders of bytes and of a cosine, UTF-8, an example, a number of a row, words of the map")
                        .containsExactlyInAnyOrder("0", "1", "−1", "5", "8", "10", "17", "200"));
    }

    private static void cutting(Worked claims) {
        claims.says(
                "Storyteller’s has %s of them", decimals(0, STORYTELLER.card().vocabularySize()));
        for (String word : List.of("laughed", "grandmother", "strawberry", "hippopotamus")) {
            claims.row(word, pieces(" " + word));
        }
        int all = tokens("The hippopotamus laughed.").size();
        claims.says("That makes %s tokens for three words.", all);
        assertThat(all).isEqualTo(10); // “a row of ten numbers”
    }

    private static void glueing(Worked claims) throws IOException {
        JsonNode glued = new ObjectMapper()
                .readTree(Path.of("models/storyteller/tokenizer.json").toFile())
                .path("model")
                .path("merges");
        claims.says("It continued like this %s times.", decimals(0, glued.size()));
        claims.says("that makes %s.", decimals(0, 256 + glued.size() + 1));
        assertThat(256 + glued.size() + 1).isEqualTo(STORYTELLER.card().vocabularySize());
        claims.says("the smallest pieces, %s of them", 256);
        // ids count the end of text, the bytes, then what was glued, in that order
        assertThat(List.of(id(" t"), id("he"), id(" a"), id(" the"))).containsExactly(257, 258, 259, 260);
        assertThat(glued.get(3).toString()).isEqualTo("[\"Ġt\",\"he\"]");
    }

    private static void ids(Worked claims) {
        for (String token : List.of(" a", " two", " three")) {
            claims.row(Worked.code(token), Integer.toString(id(token)));
        }
        int mother = id(" mother");
        for (int id = mother - 1; id <= mother + 1; id++) {
            claims.row(code(id), Integer.toString(id));
        }
        claims.says("`␣mother` stands between %s and %s,", code(mother - 1), code(mother + 1));
        int sum = id(" two") + id(" three");
        claims.says("and you get %s. That is not the id of `␣five`. It is the id of %s.", sum, code(sum));
        assertThat(id(" five")).isNotEqualTo(sum);
        List<Token> berry = tokens(" strawberry");
        claims.says(
                "three ids for the word: %s, %s and %s.",
                berry.get(1).id(), berry.get(2).id(), berry.get(3).id());
        claims.teacherSays("The id of `␣three` is %s and that of `␣two` is %s.", id(" three"), id(" two"));
    }

    private static void spaces(Worked claims) {
        claims.row("`␣the`", Integer.toString(last("on the").id()), "inside a sentence");
        claims.row("`The`", Integer.toString(last("The").id()), "at the very beginning of a text");
        claims.row("`␣The`", Integer.toString(last("mat. The").id()), "after the full stop of the sentence before");
        claims.row("`the`", Integer.toString(last("the").id()), "at the beginning of a text, in lower case");
        Logits sure = logits("The cat sat on the");
        assertThat(code(sure.argmax())).isEqualTo("`␣mat`");
        claims.says("the model is fairly sure: `␣mat` has %s.", percent(sure.probability(sure.argmax())));
        Logits lost = logits("The cat sat on the ");
        claims.says("Its best guess is %s, with %s.", code(lost.argmax()), percent(lost.probability(lost.argmax())));
        assertThat(STORYTELLER.tokenizer().token(lost.argmax()).text()).doesNotStartWith(" ");
        assertThat(lost.probability(lost.argmax())).isGreaterThan(sure.probability(sure.argmax())); // “even surer”
        assertThat(last("The cat sat on the ").text()).isEqualTo(" ");
    }

    private static Token last(String text) {
        List<Token> tokens = tokens(text);
        return tokens.get(tokens.size() - 1);
    }

    private static Logits logits(String text) {
        return STORYTELLER.logits(STORYTELLER.prompt(text));
    }

    private static void bytes(Worked claims) {
        claims.says("A byte is a number from 0 to %s. There are only %s of them", 255, 256);
        // “four tokens, and the space before it a fifth”, “The letter é takes two”
        assertThat(tokens(" 🐸")).hasSize(1 + 5).filteredOn(Token::partial).hasSize(4);
        assertThat("🐸".getBytes(StandardCharsets.UTF_8)).hasSize(4);
        assertThat(tokens("é")).hasSize(1 + 2);
        assertThat(tokens(" 🐸").get(2).hex()).isEqualTo("F0");
        claims.says("(Bytes are written in hexadecimal here: `F0` stands for %s.)", 0xF0);
        for (String king : List.of("Once there was a king.", "Il était une fois un roi.", "Es war einmal ein König.")) {
            claims.row(king, Integer.toString(tokens(king).size()));
        }
        claims.says(
                "the German king takes %s times as much",
                decimals(
                        1,
                        (double) tokens("Es war einmal ein König.").size()
                                / tokens("Once there was a king.").size()));
    }

    private static void table(Worked claims) {
        TokenTable table = STORYTELLER.tokenTable().orElseThrow();
        long all = (long) table.size() * table.width();
        claims.says(
                "Storyteller’s table has %s rows, and each row has %s numbers.",
                decimals(0, table.size()), table.width());
        claims.says("This is written as **[%s, %s]**.", table.size(), table.width());
        claims.says("that is %s numbers.", decimals(0, all));
        claims.says("in all %s numbers.", table.width());
        long parameters = STORYTELLER.card().parameters();
        claims.says("All of Storyteller has %s numbers, so more than a fifth", decimals(0, parameters));
        assertThat((double) all / parameters).isBetween(0.2, 0.25);
        claims.says("the row of `␣mother`, number %s.", id(" mother"));
        assertThat(table.size()).isEqualTo(4096);
        List<Token> kings = tokens("The king saw the queen and the king.");
        assertThat(kings.get(2)).isEqualTo(kings.get(8));
    }

    private static void neighbours(Worked claims) {
        for (String token : List.of(" mother", " three", " red")) {
            claims.row(Worked.code(token), nearest(id(token)));
        }
        claims.says("of `␣hot`, with %s.", decimals(3, cosine(id(" hot"), id(" cold"))));
        assertThat(nearest(id(" hot"))).contains("`␣cold`");
        TokenTable table = STORYTELLER.tokenTable().orElseThrow();
        assertThat(table.nearest(id(" red"), 10))
                .extracting(near -> STORYTELLER.tokenizer().token(near.id()).text())
                .isSubsetOf(
                        " white", " grey", " blue", " brown", " pink", " golden", " black", " gray", " yellow",
                        " green", " purple", " silver", " orange");
    }

    private static String nearest(int id) {
        return STORYTELLER.tokenTable().orElseThrow().nearest(id, 5).stream()
                .map(near ->
                        written(STORYTELLER.tokenizer().token(near.id())) + " " + decimals(3, cosine(id, near.id())))
                .collect(Collectors.joining(", "));
    }

    /** As the lesson tells it: multiply number by number, add up, divide by the lengths of both. */
    private static double cosine(int one, int other) {
        Vector a = STORYTELLER.tokenTable().orElseThrow().row(one);
        Vector b = STORYTELLER.tokenTable().orElseThrow().row(other);
        double dot = 0;
        double squaresOfOne = 0;
        double squaresOfOther = 0;
        for (int i = 0; i < a.size(); i++) {
            dot += a.at(i) * b.at(i);
            squaresOfOne += a.at(i) * a.at(i);
            squaresOfOther += b.at(i) * b.at(i);
        }
        return dot / Math.sqrt(squaresOfOne) / Math.sqrt(squaresOfOther);
    }

    @Test
    void the_links_show_what_the_prose_says() {
        assertThat(row("?row.prompt=The+king+saw+the+queen+and+the+king.&row.position=2#row"))
                .isEqualTo(row("?row.prompt=The+king+saw+the+queen+and+the+king.&row.position=8#row"))
                .isEqualTo(id(" king"));
        assertThat(row("?row.position=4#row")).isEqualTo(id(" red"));
        assertThat(row("?row.prompt=The+hot+soup&row.position=2#row")).isEqualTo(id(" hot"));
    }

    /** The id whose row the widget shows. */
    private static int row(String link) {
        assertThat(Worked.of(FILE).links()).contains(link);
        WidgetInput<InsideWidget> input =
                WidgetInput.of((InsideWidget) LESSON.find("row", Widget.class).orElseThrow(), Worked.words(link));
        assertThat(input.wrong()).isEmpty();
        return input.widget()
                .config()
                .live()
                .prefix()
                .at(input.widget().position().orElseThrow());
    }

    @Test
    void words_that_are_said_to_be_one_token_are() {
        for (String text : List.of(
                "The little girl sang.", "The witch laughed loudly.", "A fox ate the bread.", "The king was asleep.")) {
            assertThat(tokens(text)).hasSize(1 + text.split(" ").length + 1);
        }
    }
}
