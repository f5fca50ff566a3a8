package logitlab.web.challenge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.input.InvalidValueException;
import logitlab.lesson.Lesson;
import logitlab.lesson.block.SolutionLine;
import logitlab.lesson.block.Value;
import logitlab.lesson.challenge.ChallengeQuestion;
import logitlab.lesson.challenge.QuestionKind;
import logitlab.lesson.challenge.StepReference;
import logitlab.lesson.file.Lessons;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.lessons.block.ValueTexts;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.PromptLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * One question: the text, what is given and the field for the answer; or, once the answers are judged, the answer, what is right, why,
 * and the lesson that teaches it.
 *
 * @param checked whether the answers are judged, after which there is no field
 */
public record ChallengeQuestionView(
        Messages messages, GradedAnswer graded, boolean checked, LanguageModel model, Lessons lessons) implements View {

    public record Row(int number, String token, List<String> cells) {}

    /** @param token whether its label is the text of tokens */
    public record Option(String id, String value, String label, boolean token, boolean chosen) {}

    private ChallengeQuestion question() {
        return graded.question();
    }

    public int number() {
        return graded.number();
    }

    /** The key of its kind, which is the name of its field. */
    public String id() {
        return question().kind().key();
    }

    public String title() {
        return say("challenge.title." + id());
    }

    public Optional<String> text() {
        return question().text();
    }

    /** What to know before the question, if that takes a sentence. */
    public Optional<String> introduction() {
        String key = "challenge.introduction." + variant();
        return messages.has(key) ? Optional.of(say(key, question().figures())) : Optional.empty();
    }

    /** The end of the message keys: {@code order.cut-first}. */
    private String variant() {
        return question().variant().isEmpty() ? id() : id() + "." + question().variant();
    }

    public String sentence() {
        return say("challenge.question." + variant(), question().figures());
    }

    private String say(String key, List<Value> figures) {
        return say(key, figures.stream().map(ValueTexts::text).toArray());
    }

    /** The heading of the column that counts the rows. */
    public Optional<String> counted() {
        return question().kind().counted().map(column -> say(column));
    }

    public List<String> columns() {
        return question().kind().columns().stream().map(column -> say(column)).toList();
    }

    /** One token a row; a figure that is not given is what is asked for. */
    public List<Row> rows() {
        List<ChallengeQuestion.Row> rows = question().rows();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Row(i + 1, TokenText.visible(rows.get(i).token()), cells(rows.get(i))))
                .toList();
    }

    private List<String> cells(ChallengeQuestion.Row row) {
        Stream<String> asked = Stream.generate(() -> say("challenge.asked"));
        return Stream.concat(row.figures().stream().map(ValueTexts::text), asked)
                .limit(question().kind().columns().size())
                .toList();
    }

    /** The label of the field for a number. */
    public String unit() {
        return say(
                switch (question().kind()) {
                    case PARTING -> "challenge.turn";
                    case LENS -> "challenge.layer";
                    case OFTEN -> "challenge.whole";
                    default -> "lesson.unit." + numeric().unit();
                });
    }

    /** Whether a number may be negative; the decimal keyboard of some phones has no minus. */
    public boolean signed() {
        return question().form() instanceof ChallengeQuestion.Number number
                && number.unit().equals("number");
    }

    /** Empty if the answer is a number. */
    public List<Option> options() {
        if (!(question().form() instanceof ChallengeQuestion.Choice choice)) {
            return List.of();
        }
        List<ChallengeQuestion.Option> options = choice.options();
        return IntStream.range(0, options.size())
                .mapToObj(i -> option(id() + "-" + i, options.get(i)))
                .toList();
    }

    private Option option(String id, ChallengeQuestion.Option option) {
        boolean chosen = option.value().equals(graded.typed());
        return new Option(id, option.value(), label(option), isToken(option), chosen);
    }

    private String label(ChallengeQuestion.Option option) {
        return option.label().map(ValueTexts::text).orElseGet(() -> say("challenge.option." + option.value()));
    }

    private static boolean isToken(ChallengeQuestion.Option option) {
        return option.label().filter(label -> !(label instanceof Value.Number)).isPresent();
    }

    /** A token in a sentence: {@code .} alone would look like its end. */
    private String quoted(String label, boolean token) {
        return token ? say("challenge.quoted", label) : label;
    }

    public String typed() {
        return graded.typed();
    }

    /** The answer as a page writes it. */
    private String answer() {
        return options().stream()
                .filter(Option::chosen)
                .map(option -> quoted(option.label(), option.token()))
                .findFirst()
                .orElse(graded.typed().strip().replace('-', '−'));
    }

    public String state() {
        return graded.state().key();
    }

    /** The state as a shape, for visitors who do not see its colour. */
    public String mark() {
        return switch (graded.state()) {
            case RIGHT -> "✓";
            case WRONG -> "✗";
            case INVALID -> "!";
            default -> "○";
        };
    }

    /** Whether there is something to say about the answer. */
    public boolean hasVerdict() {
        return !verdict().isEmpty();
    }

    public boolean isRight() {
        return graded.state() == GradedAnswer.State.RIGHT;
    }

    public boolean isInvalid() {
        return graded.state() == GradedAnswer.State.INVALID;
    }

    public String verdict() {
        return switch (graded.state()) {
            case OPEN -> "";
            case EMPTY -> checked ? say("challenge.no-answer", right()) : say("challenge.empty");
            case INVALID -> invalid(graded.invalid().orElseThrow());
            case WRONG -> say("challenge.wrong", answer(), right());
            case RIGHT -> praise();
        };
    }

    /** What went wrong, if the answer is that of a common mistake. */
    public Optional<String> mistake() {
        return graded.mistake().map(name -> say("challenge.mistake." + name));
    }

    /** The lesson that teaches it, if the course has it. */
    public Optional<Lesson> lesson() {
        return checked ? lessons.find(question().kind().lesson()) : Optional.empty();
    }

    private String invalid(InvalidValueException invalid) {
        return messages.say(
                new InvalidValueException(say("lesson.answer.field"), invalid.constraint(), invalid.value()));
    }

    private String right() {
        if (question().form() instanceof ChallengeQuestion.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(choice.right()))
                    .map(option -> quoted(label(option), isToken(option)))
                    .findFirst()
                    .orElseThrow();
        }
        return number(numeric().right());
    }

    private ChallengeQuestion.Number numeric() {
        return (ChallengeQuestion.Number) question().form();
    }

    /** An answer in the unit of the question. */
    private String number(double answer) {
        return switch (numeric().unit()) {
            case "percent" -> Numbers.percent(answer / 100);
            case "count" -> Numbers.count(Math.round(answer));
            default -> question().kind() == QuestionKind.GRADIENT ? Numbers.component(answer) : Numbers.logit(answer);
        };
    }

    /** Says so if a right answer is not quite what the solution comes to. */
    private String praise() {
        boolean same =
                !options().isEmpty() || number(numeric().read(graded.typed())).equals(right());
        return same ? say("challenge.right", right()) : say("challenge.right.rounded", right(), answer());
    }

    /** Line by line; empty until the answers are judged. */
    public List<String> solution() {
        List<SolutionLine> lines = checked ? question().solution() : List.of();
        return lines.stream().map(line -> say(line.name(), line.figures())).toList();
    }

    /** The address of the step in the playground. */
    public String play() {
        StepReference reference = question().reference();
        LaneLink lane = LaneLink.of(Decoder.SAMPLE, reference.settings()).with(reference.ids());
        return "/play?"
                + PlayLink.of(PromptLink.of(reference.prompt()), reference.seed(), new TreeMap<>(Map.of("a", lane)))
                        .at(reference.at())
                        .on(model)
                        .query();
    }
}
