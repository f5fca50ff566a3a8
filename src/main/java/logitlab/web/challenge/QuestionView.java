package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.InvalidValue;
import logitlab.lesson.block.Figure;
import logitlab.lesson.block.Working;
import logitlab.lesson.challenge.Moment;
import logitlab.lesson.challenge.Question;
import logitlab.lesson.challenge.Sort;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.Figures;
import logitlab.web.link.LaneLink;
import logitlab.web.link.Link;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/** One question: the text, what is given, the field for the answer and, once it was answered, what is right and why. */
public record QuestionView(Messages messages, Judged judged, LanguageModel model) implements View {

    public record Row(int number, String token, List<String> cells) {}

    /** @param token whether its label is the text of a token */
    public record Option(String id, String value, String label, boolean token, boolean chosen) {}

    private Question question() {
        return judged.question();
    }

    public int number() {
        return judged.number();
    }

    /** The key of its kind, which is the name of its field. */
    public String id() {
        return question().sort().key();
    }

    public String title() {
        return say("challenge.title." + id());
    }

    public Optional<String> text() {
        return question().text();
    }

    /** What to know before the question, if that takes a sentence. */
    public Optional<String> introduction() {
        String key = "challenge.said." + id();
        return messages.keys().contains(key) ? Optional.of(say(key, question().figures())) : Optional.empty();
    }

    public String sentence() {
        return say("challenge.question." + id(), question().figures());
    }

    private String say(String key, List<Figure> figures) {
        return say(key, figures.stream().map(Figures::text).toArray());
    }

    /** Whether the rows of the table are counted. */
    public boolean numbered() {
        return question().sort() == Sort.PARTING;
    }

    public List<String> columns() {
        return question().sort().columns().stream().map(column -> say(column)).toList();
    }

    /** One token a row; a figure that is not given is what is asked for. */
    public List<Row> rows() {
        List<Question.Row> rows = question().rows();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Row(i + 1, TokenText.visible(rows.get(i).token()), cells(rows.get(i))))
                .toList();
    }

    private List<String> cells(Question.Row row) {
        Stream<String> asked = Stream.generate(() -> say("challenge.asked"));
        return Stream.concat(row.figures().stream().map(Figures::text), asked)
                .limit(question().sort().columns().size())
                .toList();
    }

    /** The label of the field for a number. */
    public String unit() {
        return say(
                numbered()
                        ? "challenge.turn"
                        : "lesson.unit." + ((Question.Number) question().form()).unit());
    }

    /** Whether a number may be negative; the decimal keyboard of some phones has no minus. */
    public boolean signed() {
        return question().form() instanceof Question.Number number
                && number.unit().equals("number");
    }

    /** Empty if the answer is a number. */
    public List<Option> options() {
        if (!(question().form() instanceof Question.Choice choice)) {
            return List.of();
        }
        List<Question.Option> options = choice.options();
        return IntStream.range(0, options.size())
                .mapToObj(i -> option(id() + "-" + i, options.get(i)))
                .toList();
    }

    private Option option(String id, Question.Option option) {
        boolean chosen = option.value().equals(judged.typed());
        return new Option(id, option.value(), label(option), option.token().isPresent(), chosen);
    }

    private String label(Question.Option option) {
        return option.token().map(TokenText::visible).orElseGet(() -> say("challenge.option." + option.value()));
    }

    public String typed() {
        return judged.typed();
    }

    public String state() {
        return judged.state().key();
    }

    /** The state as a shape, for visitors who do not see its colour. */
    public String mark() {
        return switch (judged.state()) {
            case RIGHT -> "✓";
            case WRONG -> "✗";
            case INVALID -> "!";
            default -> "○";
        };
    }

    public boolean isOpen() {
        return judged.state() == Judged.State.OPEN;
    }

    public boolean isInvalid() {
        return judged.state() == Judged.State.INVALID;
    }

    public String verdict() {
        return switch (judged.state()) {
            case OPEN -> "";
            case EMPTY -> say("challenge.empty");
            case INVALID -> invalid(judged.invalid().orElseThrow());
            case WRONG -> say("challenge.wrong", right());
            case RIGHT -> say("challenge.right", right());
        };
    }

    private String invalid(InvalidValue invalid) {
        return messages.say(new InvalidValue(say("lesson.answer.field"), invalid.rule(), invalid.value()));
    }

    private String right() {
        if (question().form() instanceof Question.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(choice.right()))
                    .map(this::label)
                    .findFirst()
                    .orElseThrow();
        }
        Question.Number number = (Question.Number) question().form();
        return switch (number.unit()) {
            case "percent" -> Numbers.percent(number.right() / 100);
            case "count" -> Numbers.count(Math.round(number.right()));
            default -> Numbers.logit(number.right());
        };
    }

    /** Line by line; empty until the question is answered. */
    public List<String> solution() {
        List<Working> lines = judged.solved() ? question().solution() : List.of();
        return lines.stream().map(line -> say(line.name(), line.figures())).toList();
    }

    /** The address of the step in the playground. */
    public String play() {
        Moment moment = question().moment();
        LaneLink lane = LaneLink.of(Decoder.SAMPLE, moment.settings()).with(moment.ids());
        return "/play?"
                + Link.of(moment.prompt(), moment.seed(), new TreeMap<>(Map.of("a", lane)))
                        .at(moment.at())
                        .on(model.id(), model.card().digest())
                        .query();
    }
}
