package logitlab.web.lessons;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import logitlab.decoding.SoftmaxWork;
import logitlab.web.Messages;
import logitlab.web.Numbers;

/**
 * Softmax worked out line by line, as a table and a sentence.
 *
 * @param id of the widget, whose {@code -status} and {@code -table} a form swaps
 * @param sentence what came out, or what is wrong with what was typed
 * @param wrongField the name of the field that is wrong
 * @param max what is subtracted from each logit
 * @param rest one row for the tokens that have none of their own, if there are any
 * @param links where to go on with this state: label, address
 */
public record SoftmaxWorkView(
        String id,
        String sentence,
        Optional<String> wrongField,
        String max,
        String sum,
        List<Row> rows,
        List<Row> rest,
        Row total,
        List<Link> links)
        implements Fragment {

    /** One token; {@code bar} is its probability as a width from 0 to 100. */
    public record Row(String token, String logit, String shifted, String exponential, String probability, String bar) {}

    /** A link to a different state. @param fragment the whole widget in that state, if it is the same widget */
    public record Link(String label, String address, Optional<String> fragment) {

        static Link to(String label, String address) {
            return new Link(label, address, Optional.empty());
        }

        static Link of(String label, Addresses there) {
            return new Link(label, there.page(), Optional.of(there.fragment()));
        }
    }

    static SoftmaxWorkView of(
            String id,
            String sentence,
            Optional<String> wrongField,
            SoftmaxWork work,
            List<SoftmaxWork.Line> lines,
            IntFunction<String> token,
            List<Link> links) {
        SoftmaxWork.Rest rest = work.everythingElse(lines);
        return new SoftmaxWorkView(
                id,
                sentence,
                wrongField,
                Numbers.logit(work.max()),
                Numbers.exponential(work.sum()),
                lines.stream().map(line -> row(token.apply(line.id()), line)).toList(),
                rest.count() == 0 ? List.of() : List.of(row(rest)),
                new Row(
                        Messages.ENGLISH.say("lesson.softmax.total", Numbers.count(work.size())),
                        "",
                        "",
                        Numbers.exponential(work.sum()),
                        Numbers.percent(1),
                        bar(1)),
                links);
    }

    private static Row row(String token, SoftmaxWork.Line line) {
        return new Row(
                token,
                Numbers.logit(line.logit()),
                Numbers.logit(line.shifted()),
                Numbers.exponential(notZero(line.exponential(), line)),
                Numbers.percent(notZero(line.probability(), line)),
                bar(line.probability()));
    }

    /** What is too small for a double is still more than 0, unless the token is banned. */
    private static double notZero(double value, SoftmaxWork.Line line) {
        return line.logit() == Double.NEGATIVE_INFINITY ? value : Math.max(value, Double.MIN_VALUE);
    }

    private static Row row(SoftmaxWork.Rest rest) {
        return new Row(
                Messages.ENGLISH.say("lesson.softmax.rest", Numbers.count(rest.count())),
                "",
                "",
                Numbers.exponential(rest.exponentials()),
                Numbers.percent(rest.probability()),
                bar(rest.probability()));
    }

    private static String bar(double probability) {
        return String.format(Locale.ROOT, "%.2f", 100 * probability);
    }

    /** What is done to each logit. */
    public String minusMax() {
        return say("lesson.softmax.shifted.how", max.startsWith("−") ? "(" + max + ")" : max);
    }

    /** What is done to each exponential. */
    public String divided() {
        return say("lesson.softmax.probability.how", sum);
    }

    @Override
    public String template() {
        return "fragments/softmaxwork";
    }

    @Override
    public boolean wrong() {
        return wrongField.isPresent();
    }
}
