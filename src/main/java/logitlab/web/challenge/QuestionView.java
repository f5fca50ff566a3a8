package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.InvalidValue;
import logitlab.lesson.Facts;
import logitlab.lesson.Figure;
import logitlab.lesson.Working;
import logitlab.lesson.challenge.Moment;
import logitlab.lesson.challenge.Question;
import logitlab.lesson.challenge.Sort;
import logitlab.model.LanguageModel;
import logitlab.web.LaneLink;
import logitlab.web.Messages;
import logitlab.web.Numbers;
import logitlab.web.TokenText;
import logitlab.web.View;
import logitlab.web.lessons.Figures;
import logitlab.web.play.Link;

/**
 * One question: the text, what is given, the field for the answer, and, once it was answered, what is right and why.
 *
 * @param id the word of its sort, which the answer goes by
 * @param said what is to be known before the question, where that needs a sentence
 * @param unit what a number is to be given in; empty where one chooses
 * @param signed whether a number may be below 0; the decimal keyboard of some phones has no minus
 * @param told what follows an answer
 */
public record QuestionView(
        int number,
        String id,
        String title,
        Optional<String> text,
        Optional<String> said,
        Given given,
        String question,
        String unit,
        boolean signed,
        List<Option> options,
        String typed,
        String state,
        String verdict,
        Optional<Told> told)
        implements View {

    /** A table: a token a row. @param numbered whether the rows are counted */
    public record Given(List<String> columns, List<Row> rows, boolean numbered) {}

    public record Row(int number, String token, List<String> cells) {}

    /** @param token whether its label is the text of a token */
    public record Option(String id, String word, String label, boolean token, boolean chosen) {}

    /** @param play the step in the playground */
    public record Told(List<String> solution, String play) {}

    static QuestionView of(Judged judged, LanguageModel model) {
        Question question = judged.question();
        Sort sort = question.sort();
        return new QuestionView(
                judged.number(),
                sort.word(),
                title(sort),
                question.text(),
                said(question),
                given(question),
                say("challenge.question." + sort.word(), question.figures()),
                question.form() instanceof Question.Number number
                        ? Messages.ENGLISH.say(sort == Sort.PARTING ? "challenge.turn" : "lesson.unit." + number.unit())
                        : "",
                question.form() instanceof Question.Number asked && asked.unit().equals("number"),
                question.form() instanceof Question.Choice choice ? options(sort, choice, judged.typed()) : List.of(),
                judged.typed(),
                judged.state().word(),
                verdict(judged),
                judged.told() ? Optional.of(told(question, model)) : Optional.empty());
    }

    static String title(Sort sort) {
        return Messages.ENGLISH.say("challenge.title." + sort.word());
    }

    private static String say(String key, List<Figure> figures) {
        return Messages.ENGLISH.say(key, figures.stream().map(Figures::text).toArray());
    }

    private static Optional<String> said(Question question) {
        String key = "challenge.said." + question.sort().word();
        return Messages.ENGLISH.keys().contains(key) ? Optional.of(say(key, question.figures())) : Optional.empty();
    }

    private static Given given(Question question) {
        List<String> columns = Columns.of(question.sort());
        List<Facts.Row> rows = question.rows();
        return new Given(
                columns.stream().map(column -> Messages.ENGLISH.say(column)).toList(),
                IntStream.range(0, rows.size())
                        .mapToObj(i -> row(i + 1, rows.get(i), columns.size()))
                        .toList(),
                question.sort() == Sort.PARTING);
    }

    /** A figure that is not given is what is asked for. */
    private static Row row(int number, Facts.Row row, int columns) {
        Stream<String> given = row.figures().stream().map(Figures::text);
        Stream<String> asked = Stream.generate(() -> Messages.ENGLISH.say("challenge.asked"));
        return new Row(
                number,
                TokenText.visible(row.token()),
                Stream.concat(given, asked).limit(columns).toList());
    }

    private static List<Option> options(Sort sort, Question.Choice choice, String chosen) {
        List<Question.Option> options = choice.options();
        return IntStream.range(0, options.size())
                .mapToObj(i -> new Option(
                        sort.word() + "-" + i,
                        options.get(i).word(),
                        label(options.get(i)),
                        options.get(i).token().isPresent(),
                        options.get(i).word().equals(chosen)))
                .toList();
    }

    private static String label(Question.Option option) {
        return option.token()
                .map(TokenText::visible)
                .orElseGet(() -> Messages.ENGLISH.say("challenge.option." + option.word()));
    }

    private static String verdict(Judged judged) {
        return switch (judged.state()) {
            case OPEN -> "";
            case EMPTY -> Messages.ENGLISH.say("challenge.empty");
            case INVALID -> invalid(judged.invalid().orElseThrow());
            case WRONG ->
                Messages.ENGLISH.say("challenge.wrong", right(judged.question().form()));
            case RIGHT ->
                Messages.ENGLISH.say("challenge.right", right(judged.question().form()));
        };
    }

    private static String invalid(InvalidValue invalid) {
        return Messages.ENGLISH.say(
                new InvalidValue(Messages.ENGLISH.say("lesson.answer.field"), invalid.rule(), invalid.value()));
    }

    private static String right(Question.Form form) {
        if (form instanceof Question.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.word().equals(choice.right()))
                    .map(QuestionView::label)
                    .findFirst()
                    .orElseThrow();
        }
        Question.Number number = (Question.Number) form;
        return switch (number.unit()) {
            case "percent" -> Numbers.percent(number.right() / 100);
            case "count" -> Numbers.count(Math.round(number.right()));
            default -> Numbers.logit(number.right());
        };
    }

    private static Told told(Question question, LanguageModel model) {
        return new Told(question.solution().stream().map(QuestionView::line).toList(), play(question.moment(), model));
    }

    private static String line(Working line) {
        return say(line.name(), line.figures());
    }

    private static String play(Moment moment, LanguageModel model) {
        LaneLink lane = LaneLink.of(Decoder.SAMPLE, moment.settings()).with(moment.ids());
        return "/play?"
                + Link.of(moment.prompt(), moment.seed(), new TreeMap<>(Map.of("a", lane)))
                        .at(moment.at())
                        .on(model.id(), model.card().digest())
                        .query();
    }

    /** The state by its shape, for those who do not see it by its colour. */
    public String mark() {
        return switch (state) {
            case "right" -> "✓";
            case "wrong" -> "✗";
            case "invalid" -> "!";
            default -> "○";
        };
    }

    public boolean isOpen() {
        return state.equals("open");
    }

    public boolean isInvalid() {
        return state.equals("invalid");
    }
}
