package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import logitlab.TestServer;
import logitlab.web.api.InsideFigures.Look;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number on the look inside's pages is one that {@code POST /api/v1/inspect} answers, or follows from one as {@link InsideFigures} says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InsideNumbersTest {

    private static final List<String> ATTRIBUTES = List.of("aria-label", "title", "alt", "data-value", "content");

    /** What a visitor sets or leads on, tokens, and the numbers of stations, positions and heads. */
    private static final Evaluator NO_FIGURES = QueryParser.parse(
            ".token, select, input, button[value] > .chip__text, .piece__number, .station__number,"
                    + " .flow__station, .flow__title, .heads__one, .matrix__name, .split, .legend, .nearest ~ .station__note");

    /** Words that say what their number is: a place or a count, not a figure of the model. */
    private static final Pattern NAMED = Pattern.compile("“[^”]*”"
            + "|[Pp]osition \\d+( of \\d+)?|[Ll]ayer \\d+|[Hh]ead \\d+|\\bid \\d+|\\bnumber \\d+:|Row \\d+ of the batch|√\\d+"
            + "|[Hh]idden unit [\\d,]+|batch \\d+, sequence \\d+, vocabulary [\\d,]+|\\[\\d+, \\d+, \\d+\\]|out of all [\\d,]+"
            + "|[\\d,]+ (tokens|numbers|heads|layers|logits|pieces)");

    private static final Pattern NUMBER = Pattern.compile("([<>] )?([−+±]?)(\\d[\\d,]*)(\\.\\d+)?(%|st|nd|rd|th)?");

    /** As two runs of a network round their 32-bit numbers. */
    private static final double ROUNDED = 1e-5;

    private static Look look(String model, String prompt, int position) {
        OptionalInt none = OptionalInt.empty();
        return new Look(model, prompt, List.of(), position, 1, none, none, none, Map.of(), "", "greedy");
    }

    private static Look with(Look look, int layer, int head, int target, int against, Map<String, Double> switches) {
        OptionalInt one = head > 0 ? OptionalInt.of(head) : OptionalInt.empty();
        OptionalInt of = target >= 0 ? OptionalInt.of(target) : OptionalInt.empty();
        OptionalInt than = against >= 0 ? OptionalInt.of(against) : OptionalInt.empty();
        return new Look(
                look.model(),
                look.prompt(),
                look.tokens(),
                look.position(),
                layer,
                one,
                of,
                than,
                switches,
                look.other(),
                look.decoder());
    }

    private static Look then(Look look, List<Integer> tokens, String other, String decoder) {
        return new Look(
                look.model(),
                look.prompt(),
                tokens,
                look.position(),
                look.layer(),
                look.head(),
                look.target(),
                look.against(),
                look.switches(),
                other,
                decoder);
    }

    static Stream<Look> looks() {
        String girl =
                "Once upon a time there was a little girl who lived with her mother in a house by the sea and every day she went"
                        + " to the garden";
        Look time = look("storyteller", "Once upon a time", 4);
        Look lstm = look("storyteller-lstm", "Once upon a time", 4);
        return Stream.of(
                time,
                with(time, 4, 2, 379, -1, Map.of()),
                with(time, 6, 5, 280, 259, Map.of("4.2", 0.0, "5.mlp", 0.5)),
                then(
                        with(look("storyteller", "The old king", 2), 3, 0, 300, 301, Map.of()),
                        List.of(),
                        "The red cat",
                        "sample"),
                then(
                        with(look("storyteller", "The old king", 4), 2, 1, 259, -1, Map.of()),
                        List.of(280, 379),
                        "",
                        "sample"),
                with(look("storyteller", girl, 27), 5, 3, 280, -1, Map.of()),
                lstm,
                then(with(lstm, 2, 0, 379, 280, Map.of()), List.of(), "", "sample"),
                with(look("storyteller-lstm", girl, 12), 1, 0, 259, -1, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void every_number_is_found_again(Look look) {
        Document page = Jsoup.parse(TestServer.get("/inside?" + look.query()).body());
        InsideFigures figures = new InsideFigures(look);

        List<String> found = new ArrayList<>();
        List<String> unexplained = unexplained(page, figures, found);

        assertThat(found.size()).as("numbers on the page").isGreaterThan(300);
        assertThat(unexplained).isEmpty();
        System.out.printf("%s: %d numbers%n", look.query(), found.size());
    }

    private static List<String> unexplained(Document page, InsideFigures figures, List<String> found) {
        List<String> unexplained = new ArrayList<>();
        for (Element element : page.select("meta[name=description], main *")) {
            if (element.closest(NO_FIGURES) != null) {
                continue;
            }
            for (String text : texts(element)) {
                Matcher number = NUMBER.matcher(NAMED.matcher(text).replaceAll(" "));
                while (number.find()) {
                    found.add(number.group());
                    Optional<double[]> known = figures.of(element);
                    if (known.isEmpty() || DoubleStream.of(known.get()).noneMatch(figure -> shows(number, figure))) {
                        unexplained.add(number.group() + " in <" + element.cssSelector() + "> " + text.strip());
                    }
                }
            }
        }
        return unexplained;
    }

    private static List<String> texts(Element element) {
        return Stream.concat(
                        ATTRIBUTES.stream().map(element::attr),
                        element.textNodes().stream().map(TextNode::text))
                .toList();
    }

    /** Whether a figure, rounded, is the number that the page shows. */
    private static boolean shows(Matcher number, double figure) {
        String decimals = number.group(4) == null ? "" : number.group(4);
        double shown = Double.parseDouble(number.group(3).replace(",", "") + decimals);
        double unit = Math.pow(10, -Math.max(0, decimals.length() - 1));
        double factor = "%".equals(number.group(5)) ? 100 : 1;
        double exact = factor * figure * (number.group(2).equals("−") ? -1 : 1);
        if (number.group(1) != null) {
            return number.group(1).startsWith("<")
                    ? exact > 0 && exact < shown
                    : exact > shown && exact <= factor + factor * ROUNDED;
        }
        return Math.abs(exact - shown) <= unit / 2 + factor * ROUNDED;
    }

    @Test
    void each_number_that_is_changed_is_reported() {
        Look look = with(look("storyteller", "Once upon a time", 4), 4, 2, 379, -1, Map.of());
        InsideFigures figures = new InsideFigures(look);
        Document page = Jsoup.parse(TestServer.get("/inside?" + look.query()).body());
        List<String> figuresOfThePage = List.of(
                ".bill__amount",
                ".bill__against",
                ".bill__source",
                ".bill__group summary",
                ".bill__path ~ .scroll td:last-child",
                ".layer__norm",
                ".guess__share",
                ".vector td",
                ".nearest__cosine",
                ".looks__weight",
                ".matrix title",
                ".opened .scores td",
                "#logits .score-table td:last-child",
                ".histogram__ends span",
                ".expected",
                "#choice tbody td");

        for (String selector : figuresOfThePage) {
            Element changed = page.select(selector).stream()
                    .filter(each -> each.text().matches("[^<>]*\\d[^<>]*"))
                    .findFirst()
                    .orElseThrow();
            changed.text(changed.text().replaceFirst("(\\d)(?=\\D*$)", "7$1"));
        }
        assertThat(unexplained(page, figures, new ArrayList<>())).hasSameSizeAs(figuresOfThePage);
    }
}
