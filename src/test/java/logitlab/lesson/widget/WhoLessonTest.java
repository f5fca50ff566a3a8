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
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.lesson.Lesson;
import logitlab.lesson.Shipped;
import logitlab.lesson.Told;
import logitlab.lesson.Worked;
import logitlab.lesson.widget.input.WidgetInput;
import logitlab.model.HeadSteps;
import logitlab.model.Inspection;
import logitlab.model.LanguageModel;
import logitlab.model.Switches;
import logitlab.model.explain.Bill;
import logitlab.model.explain.BillPair;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code lessons/en/11-who.md} says in numbers is computed here, and each of its three stories is checked on every text of its kind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhoLessonTest {

    private static final String FILE = "11-who.md";
    private static final LanguageModel STORYTELLER = Shipped.MODELS.get("storyteller");
    private static final Lesson LESSON = Shipped.lesson("who");

    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private static final int MONDAY = Told.id(" Monday");
    private static final int WEDNESDAY = Told.id(" Wednesday");

    private static String after(String word) {
        return "After " + word + " comes";
    }

    private static String called(String name) {
        return "There was once a child called " + name + ". One day the mother said, \"Come here,";
    }

    /** What comes after a text with some parts switched. */
    private static Logits logits(String text, Switches switches) {
        LanguageModel switched = STORYTELLER.with(switches);
        return switched.logits(switched.prompt(text));
    }

    private static Logits logits(String text) {
        return logits(text, Switches.NONE);
    }

    private static String best(Logits logits) {
        return Told.token(logits.argmax());
    }

    private static Inspection seen(String text) {
        Prefix prefix = STORYTELLER.prompt(text);
        return STORYTELLER.inspect(prefix, prefix.size() - 1, Bill.GROUPS);
    }

    private static int last(String text) {
        return STORYTELLER.prompt(text).size() - 1;
    }

    private static BillPair pair(String text, int target, int against) {
        return BillPair.of(STORYTELLER, seen(text), last(text), target, against).orElseThrow();
    }

    private static BillPair monday() {
        return pair(after("Sunday"), MONDAY, WEDNESDAY);
    }

    private static Bill.Part part(Bill bill, Bill.Kind kind, int layer, int number) {
        return bill.parts().stream()
                .filter(part -> part.kind() == kind && part.layer() == layer && part.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static double head(Bill bill, int layer, int number) {
        return part(bill, Bill.Kind.HEAD, layer, number).amount();
    }

    private static double mlp(Bill bill, int layer) {
        return part(bill, Bill.Kind.MLP, layer, 0).amount();
    }

    /** The lines that the page shows: the output table of this model has no bias. */
    private static List<Bill.Part> lines(Bill bill) {
        return bill.parts().stream()
                .filter(part -> part.kind() != Bill.Kind.OUTPUT_BIAS)
                .toList();
    }

    private static boolean isLargest(Bill.Part part, Bill bill) {
        return bill.decisive(1).equals(List.of(part));
    }

    private static HeadSteps steps(String text, int layer, int head) {
        return HeadSteps.of(seen(text), layer, head - 1, last(text)).orElseThrow();
    }

    private static String amount(double amount) {
        return decimals(2, amount);
    }

    private static String code(int id) {
        return Told.code(id);
    }

    @Test
    void every_figure_is_computed() throws IOException {
        Worked claims = Worked.of(FILE);
        claims.says(
                "Storyteller says %s, with %s.",
                code(logits(after("Sunday")).argmax()),
                percent(logits(after("Sunday")).probability(MONDAY)));
        Inspection seen = seen(after("Sunday"));
        int heads = IntStream.rangeClosed(1, seen.layers()).map(seen::heads).sum();
        claims.says("on such an answer: %s heads and %s MLPs.", heads, seen.layers());
        List<String> girls = names("COMMON_GIRLS");
        List<String> boys = names("COMMON_BOYS");
        assertAll(
                () -> sum(claims),
                () -> bill(claims, heads),
                () -> difference(claims),
                () -> oneHead(claims),
                () -> twoNames(claims),
                () -> allNames(claims, girls, boys),
                () -> oneSwitch(claims),
                () -> otherTexts(claims),
                () -> proof(claims),
                () -> assertThat(claims.others())
                        .as("lessons, layers and heads by their numbers")
                        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "10"));
    }

    /** The small bill, with vectors of two numbers. */
    private static void sum(Worked claims) {
        double[][] parts = {{0.5, 0}, {-0.5, 1}, {1, 2}};
        double[] vector = {0, 0};
        List<String> names = List.of("the token itself", "a head", "an MLP");
        double monday = 0;
        double wednesday = 0;
        for (int i = 0; i < parts.length; i++) {
            double one = 2 * parts[i][0] + parts[i][1];
            double other = parts[i][0] + parts[i][1];
            claims.row(
                    names.get(i), "[" + plain(parts[i][0]) + ", " + plain(parts[i][1]) + "]", plain(one), plain(other));
            vector[0] += parts[i][0];
            vector[1] += parts[i][1];
            monday += one;
            wednesday += other;
        }
        String last = "[" + plain(vector[0]) + ", " + plain(vector[1]) + "]";
        claims.row("**Sum**", last, "**" + plain(monday) + "**", "**" + plain(wednesday) + "**");
        assertThat(2 * vector[0] + vector[1]).isEqualTo(monday);
        assertThat(vector[0] + vector[1]).isEqualTo(wednesday);
        claims.says("The row of `Monday` is [2, 1], and that of `Wednesday` is [1, 1].");
        claims.says("You can work out the %s in two ways.", plain(monday));
        claims.says(
                "The last vector is %s, and its dot product with [2, 1] is 1 × 2 + 3 × 1 = %s.", last, plain(monday));
        claims.says("with [2, 1] and add up: 1 + 0 + 4 = %s.", plain(monday));
        claims.says("but for `Monday` it makes −0.5 × 2 + 1 × 1 = 0.");
        claims.says(
                "With a scale of 0.5, the lines for `Monday` are %s, %s and %s, and their sum is %s.",
                plain(0.5 * 1), plain(0.5 * 0), plain(0.5 * 4), plain(0.5 * monday));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? decimals(0, value) : decimals(1, value);
    }

    private static void bill(Worked claims, int heads) {
        Bill bill = monday().ofTarget();
        List<Bill.Part> lines = lines(bill);
        long biases = lines.stream()
                .filter(line -> line.kind() == Bill.Kind.ATTENTION_BIAS || line.kind() == Bill.Kind.NORM_BIAS)
                .count();
        claims.says(
                "The bill has %s lines: the token, its position, %s heads, %s MLPs, and %s lists of numbers",
                lines.size(), heads, 6, biases);
        assertThat(lines).hasSize((int) (2 + heads + 6 + biases));
        assertThat(bill.sum()).isCloseTo(logits(after("Sunday")).at(MONDAY), within(1e-4));
        claims.says("The lines add up to %s, which is the logit", amount(bill.sum()));
        assertThat(bill.decisive(4)).extracting(Bill.Part::kind).containsOnly(Bill.Kind.MLP);
        bill.decisive(4).forEach(part -> claims.row("the MLP of layer " + part.layer(), amount(part.amount())));
        long days = DAYS.stream()
                .map(day -> pair(after(day), following(DAYS, day), MONDAY).ofTarget())
                .filter(each -> isLargest(part(each, Bill.Kind.MLP, 4, 0), each))
                .count();
        claims.says("from the MLP of layer 4 each time, in %s of %s texts.", days, DAYS.size());
        for (String day : DAYS) {
            assertThat(logits(after(day)).argmax()).as(day).isEqualTo(following(DAYS, day));
        }
    }

    private static int following(List<String> row, String word) {
        return Told.id(" " + row.get((row.indexOf(word) + 1) % row.size()));
    }

    private static void difference(Worked claims) {
        BillPair pair = monday();
        Bill difference = pair.difference();
        assertThat(BillPair.runnerUp(logits(after("Sunday")), MONDAY)).isEqualTo(WEDNESDAY);
        for (int layer = 1; layer <= 6; layer++) {
            claims.row(
                    Integer.toString(layer),
                    amount(mlp(pair.ofTarget(), layer)),
                    amount(mlp(pair.ofAgainst(), layer)),
                    amount(mlp(difference, layer)));
        }
        claims.says("gave a great deal to both, and %s is left.", amount(mlp(difference, 4)));
        double toADay = DAYS.stream()
                .flatMap(day -> DAYS.stream().map(other -> pair(after(day), Told.id(" " + other), MONDAY)))
                .mapToDouble(each -> mlp(each.ofTarget(), 4))
                .average()
                .orElseThrow();
        claims.says("it gives each of the seven days %s, whether", amount(toADay));
        claims.says(
                "The logit of `␣Monday` is %1$s above that of `␣Wednesday`, and you know from lesson 2 what this means: "
                        + "`␣Monday` is e to the power of %1$s times as probable, which is about %2$s times.",
                amount(difference.sum()), decimals(0, Math.exp(difference.sum())));
        assertThat(difference.decisive(3)).extracting(Bill.Part::kind).containsOnly(Bill.Kind.MLP);
        assertThat(difference.decisive(3)).extracting(Bill.Part::layer).containsExactly(5, 6, 2);
        assertThat(difference.decisive(1).get(0).amount()).isLessThan(difference.sum() / 2);
        int thursday = Told.id(" Thursday");
        int friday = Told.id(" Friday");
        Bill later = pair(after("Wednesday"), thursday, friday).difference();
        assertThat(later.decisive(1)).extracting(Bill.Part::layer).containsExactly(6);
        assertThat(BillPair.runnerUp(logits(after("Wednesday")), thursday)).isEqualTo(friday);
        claims.says(
                "the MLP of layer 6 gives %s %s more than %s.", code(thursday), amount(mlp(later, 6)), code(friday));
    }

    private static void oneHead(Worked claims) {
        HeadSteps steps = steps(after("Sunday"), 3, 4);
        List<Double> scores =
                steps.scores().stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(steps.scores().indexOf(scores.get(0))).isEqualTo(2);
        claims.says(
                "divided by the root of %s, is %s there, and the next best score is %s.",
                steps.query().size(), amount(scores.get(0)), amount(scores.get(1)));
        claims.says("Softmax makes %s of this lead.", percent(steps.weights().get(2)));
        Bill.Part line = part(monday().ofTarget(), Bill.Kind.HEAD, 3, 4);
        claims.says("It is %s for `␣Monday`, nearly all of it from `␣Sunday`.", amount(line.amount()));
        assertThat(line.from().get(2)).isCloseTo(line.amount(), within(0.1 * line.amount()));
        claims.says("But it is %s for `␣Wednesday`.", amount(head(monday().ofAgainst(), 3, 4)));
        claims.says("In the difference, %s is left.", amount(head(monday().difference(), 3, 4)));
    }

    private static void twoNames(Worked claims) {
        int lily = Told.id(" Lily");
        int ben = Told.id(" Ben");
        claims.says(
                "It says %s, with %s.",
                code(logits(called("Lily")).argmax()),
                percent(logits(called("Lily")).probability(lily)));
        Bill girl = pair(called("Lily"), lily, ben).difference();
        assertThat(girl.decisive(1)).containsExactly(part(girl, Bill.Kind.HEAD, 6, 5));
        assertThat(girl.decisive(2).get(1).amount())
                .isLessThan(girl.decisive(1).get(0).amount() / 4);
        claims.says("head 5 gives `␣Lily` %s more,", amount(head(girl, 6, 5)));
        int name = STORYTELLER.prompt("There was once a child called Lily").size() - 1;
        claims.says(
                "With %s it looks at the full stop",
                percent(steps(called("Lily"), 6, 5).weights().get(name + 1)));
        assertThat(most(steps(called("Lily"), 6, 5).weights())).isEqualTo(name + 1);
        assertThat(Told.token(STORYTELLER.prompt(called("Lily")).at(name + 1))).isEqualTo(".");
        assertThat(logits(called("Ben")).argmax()).isEqualTo(ben);
        claims.says(
                "The model copies that name too, with %s.",
                percent(logits(called("Ben")).probability(ben)));
        Bill boy = pair(called("Ben"), ben, lily).difference();
        assertThat(boy.decisive(1)).containsExactly(part(boy, Bill.Kind.HEAD, 6, 6));
        assertThat(most(steps(called("Ben"), 6, 6).weights())).isEqualTo(name);
        claims.says(
                "which looks at `␣Ben` itself, with %s.",
                percent(steps(called("Ben"), 6, 6).weights().get(name)));
        Logits without = logits(called("Lily"), Switches.NONE.head(6, 5, 0));
        claims.says(
                "its best guess is %s, with %s.",
                code(without.argmax()), percent(without.probability(without.argmax())));
        Logits as = logits(called("Lily"), Switches.NONE.head(6, 6, 0));
        assertThat(as.argmax()).isEqualTo(lily);
        claims.says("it says `␣Lily` as before, with %s.", percent(as.probability(lily)));
    }

    private static int most(List<Double> weights) {
        return IntStream.range(0, weights.size())
                .boxed()
                .max(Comparator.comparing(weights::get))
                .orElseThrow();
    }

    /** The names of one list of the program that wrote the stories. */
    private static List<String> names(String list) throws IOException {
        String words = Files.readString(Path.of("models", "training", "world", "words.py"));
        return Pattern.compile("(?m)^" + list + " = \"([^\"]+)\"")
                .matcher(words)
                .results()
                .map(MatchResult::group)
                .flatMap(line -> List.of(line.split("\"")[1].split(" ")).stream())
                .toList();
    }

    private static void allNames(Worked claims, List<String> girls, List<String> boys) {
        claims.says("We tried %s girls’ names and %s boys’ names,", girls.size(), boys.size());
        List<String> all = new ArrayList<>(girls);
        all.addAll(boys);
        assertThat(all).allMatch(name -> copies(name, Switches.NONE)).doesNotHaveDuplicates();
        claims.says("It copies all %s.", all.size());
        claims.says(
                "For %s of the %s girls, the largest line is that of head 5.",
                girls.stream().filter(name -> decides(name, 5)).count(), girls.size());
        claims.says(
                "For %s of the %s boys, it is that of head 6.",
                boys.stream().filter(name -> decides(name, 6)).count(), boys.size());
        assertThat(boys.stream().filter(name -> !decides(name, 6))).containsExactly("Oscar");
        for (int head : List.of(5, 6)) {
            Switches off = Switches.NONE.head(6, head, 0);
            claims.row(
                    "head " + head + " of layer 6",
                    girls.stream().filter(name -> copies(name, off)).count() + " of " + girls.size(),
                    boys.stream().filter(name -> copies(name, off)).count() + " of " + boys.size());
        }
        claims.teacherSays("We tried %s names.", all.size());
    }

    private static boolean copies(String name, Switches switches) {
        return best(logits(called(name), switches)).equals(" " + name);
    }

    /** Whether a head of layer 6 has the largest line between the name and the runner-up. */
    private static boolean decides(String name, int head) {
        int id = Told.id(" " + name);
        Bill bill = pair(called(name), id, BillPair.runnerUp(logits(called(name)), id))
                .difference();
        return isLargest(part(bill, Bill.Kind.HEAD, 6, head), bill);
    }

    private static void oneSwitch(Worked claims) {
        Bill difference = monday().difference();
        double line = head(difference, 2, 2);
        claims.says(
                "Its line is %s, and %s of the %s lines count for more.",
                amount(line),
                lines(difference).stream()
                        .filter(part -> Math.abs(part.amount()) > Math.abs(line))
                        .count(),
                lines(difference).size());
        claims.says(
                "`␣Monday` should be %s ahead, in place of %s.",
                amount(difference.sum() - line), amount(difference.sum()));
        Logits off = logits(after("Sunday"), Switches.NONE.head(2, 2, 0));
        claims.says("Storyteller now says %s, with %s.", code(off.argmax()), percent(off.probability(off.argmax())));
        claims.says("How can a line of %s matter so much?", amount(line));
        claims.teacherSays("the line is %s, so what", amount(line));
        claims.says(
                "looks from `␣comes` at `After`, with %s.",
                percent(steps(after("Sunday"), 2, 2).weights().get(1)));
        Logits alone = logits("Sunday comes");
        assertThat(alone.argmax()).isEqualTo(off.argmax());
        claims.says("It says `␣after` as well, with %s.", percent(alone.probability(alone.argmax())));
    }

    private static void otherTexts(Worked claims) {
        claims.says(
                "Without this head the model says `␣after` for %s of %s days, for %s of %s numbers from *one* to *twelve*, "
                        + "and for %s of %s months.",
                saysAfter(DAYS), DAYS.size(), saysAfter(NUMBERS), NUMBERS.size(), saysAfter(MONTHS), MONTHS.size());
        assertThat(NUMBERS).noneMatch(number -> best(logits(after(number))).equals(" after"));
        assertThat(MONTHS).noneMatch(month -> best(logits(after(month))).equals(" after"));
    }

    private static long saysAfter(List<String> words) {
        return words.stream()
                .filter(word ->
                        best(logits(after(word), Switches.NONE.head(2, 2, 0))).equals(" after"))
                .count();
    }

    private static void proof(Worked claims) {
        Bill bill = monday().difference();
        for (int layer = 6; layer >= 3; layer--) {
            proof(claims, "the MLP of layer " + layer, mlp(bill, layer), Switches.NONE.mlp(layer, 0));
        }
        proof(claims, "head 4 of layer 3", head(bill, 3, 4), Switches.NONE.head(3, 4, 0));
        proof(claims, "head 2 of layer 2", head(bill, 2, 2), Switches.NONE.head(2, 2, 0));
        assertThat(bill.decisive(1)).containsExactly(part(bill, Bill.Kind.MLP, 5, 0));
        assertThat(best(logits(after("Sunday"), Switches.NONE.mlp(5, 0)))).isEqualTo(" Monday");
        assertThat(best(logits(after("Sunday"), Switches.NONE.head(3, 4, 0)))).isEqualTo(" second");
        claims.says(
                "the right day is lost in %s of %s texts,",
                DAYS.stream()
                        .filter(day ->
                                logits(after(day), Switches.NONE.mlp(4, 0)).argmax() != following(DAYS, day))
                        .count(),
                DAYS.size());
        assertThat(DAYS)
                .doesNotContain(
                        best(logits(after("Sunday"), Switches.NONE.mlp(4, 0))).strip());
        assertThat(DAYS)
                .noneMatch(day -> logits(after(day), Switches.NONE.mlp(1, 0)).argmax() == following(DAYS, day));
    }

    /** By how much Monday is ahead of Wednesday without a part, as the bill has it and in fact. */
    private static void proof(Worked claims, String name, double line, Switches off) {
        Logits without = logits(after("Sunday"), off);
        double promised = monday().difference().sum() - line;
        double ahead = without.at(MONDAY) - without.at(WEDNESDAY);
        assertThat(ahead < promised).as(name).isEqualTo(!name.endsWith("6")); // “in all other rows”
        claims.row(
                name,
                amount(line),
                amount(promised),
                amount(ahead),
                code(without.argmax()) + ", " + percent(without.probability(without.argmax())));
    }

    @Test
    void the_links_and_widgets_show_what_the_prose_says() {
        Worked claims = Worked.of(FILE);
        InsideWidget lines = LESSON.find("lines", InsideWidget.class).orElseThrow();
        assertThat(lines.target()).hasValue(MONDAY);
        assertThat(lines.against()).isEmpty();
        assertThat(changed(claims, "?lines.against=2096#lines").against()).hasValue(WEDNESDAY);
        InsideWidget later =
                changed(claims, "?lines.prompt=After+Wednesday+comes&lines.target=2142&lines.against=2100#lines");
        assertThat(later.target()).hasValue(Told.id(" Thursday"));
        assertThat(later.against()).hasValue(Told.id(" Friday"));
        InsideWidget copy = LESSON.find("copy", InsideWidget.class).orElseThrow();
        assertThat(copy.config().live().prompt()).isEqualTo(called("Lily"));
        assertThat(copy.target()).hasValue(Told.id(" Lily"));
        assertThat(copy.against()).hasValue(Told.id(" Ben"));
        String ben = claims.links().stream()
                .filter(link -> link.contains("called+Ben"))
                .findFirst()
                .orElseThrow();
        assertThat(changed(claims, ben).config().live().prompt()).isEqualTo(called("Ben"));
        assertThat(changed(claims, ben).target()).hasValue(Told.id(" Ben"));
        assertThat(changed(claims, "?copy.switch.6.5=0#copy").switches()).isEqualTo(Switches.NONE.head(6, 5, 0));
        assertThat(changed(claims, "?copy.switch.6.6=0#copy").switches()).isEqualTo(Switches.NONE.head(6, 6, 0));
        assertThat(changed(claims, "?off.switch.2.2=0#off").switches()).isEqualTo(Switches.NONE.head(2, 2, 0));
        InsideWidget alone = changed(claims, "?off.prompt=Sunday+comes&off.target=605&off.against=2500#off");
        assertThat(alone.target()).hasValue(Told.id(" after"));
        assertThat(alone.against()).hasValue(MONDAY);
    }

    private static InsideWidget changed(Worked claims, String link) {
        assertThat(claims.links()).contains(link);
        String id = link.substring(link.indexOf('#') + 1);
        WidgetInput<InsideWidget> input =
                WidgetInput.of(LESSON.find(id, InsideWidget.class).orElseThrow(), Worked.words(link));
        assertThat(input.wrong()).isEmpty();
        return input.widget();
    }
}
