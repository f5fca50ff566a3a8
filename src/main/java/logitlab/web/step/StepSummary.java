package logitlab.web.step;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Draw;
import logitlab.web.Messages;
import logitlab.web.link.PlayLink;
import logitlab.web.link.Tool;
import logitlab.web.link.ToolLink;
import logitlab.web.view.StartToken;

/**
 * One step of all lanes together: its links and its sentences.
 *
 * @param steps of the lanes that have this step
 * @param parting the first step at which the lanes do not all choose the same, if there is one
 * @param dice the draw as a picture, if a lane has this step
 * @param back the query of the step before, if there is one
 * @param forward the query of the step after, if a lane can take one
 */
public record StepSummary(
        Messages messages,
        OpenedLink play,
        List<LaneStep> steps,
        OptionalInt parting,
        Optional<DrawView> dice,
        Optional<String> back,
        Optional<String> forward) {

    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cntrl}]+");

    public static StepSummary of(Messages messages, OpenedLink play) {
        return of(messages, play, LaneStep.all(messages, play));
    }

    static StepSummary of(Messages messages, OpenedLink play, List<LaneStep> steps) {
        PlayLink link = play.link();
        return new StepSummary(
                messages,
                play,
                steps,
                parting(play),
                steps.isEmpty() ? Optional.empty() : Optional.of(DrawView.of(messages, play, steps)),
                link.at() > 0 ? Optional.of(link.at(link.at() - 1).query()) : Optional.empty(),
                play.canStep() ? Optional.of(link.at(link.at() + 1).query()) : Optional.empty());
    }

    /** The link of what is shown. */
    public String query() {
        return play.link().query();
    }

    /** The link of the first step. */
    public String restart() {
        return play.link().at(0).rewound().query();
    }

    /** The link of this step with the next seed. */
    public String otherSeed() {
        PlayLink link = play.link();
        return link.rewound().seed(Draw.nextSeed(link.seed())).query();
    }

    /** What was typed, or what the user says. */
    public String prompt() {
        return play.link().prompt().text();
    }

    /** The step's number; people count from 1, links from 0. */
    public String position() {
        return here() + " " + ofAll();
    }

    public String here() {
        return messages.say("lab.position", play.link().at() + 1);
    }

    public String ofAll() {
        return messages.say("lab.position.of", play.last() + 1);
    }

    /** Whether no step after this one has been taken. */
    public boolean newest() {
        return play.link().at() == play.last();
    }

    /** What is said next to the buttons if playing stops here. */
    public String paused() {
        return messages.say("stream.paused", play.link().at() + 1);
    }

    /** Where the lanes do not all choose the same for the first time, if they have done so up to this step. */
    public Optional<String> parted() {
        if (parting.isEmpty() || parting.getAsInt() > play.link().at()) {
            return Optional.empty();
        }
        int lanes = play.lanes().size();
        return Optional.of(
                !partsHere()
                        ? messages.say("lab.parted-before", parting.getAsInt() + 1, lanes)
                        : lanes == 2 ? messages.say("lab.parted-here", took()) : messages.say("lab.parted-here.many"));
    }

    /** The page that says why they do not. */
    public String whyParted() {
        return ToolLink.of(Tool.PARTING, play.link()).address();
    }

    /** Whether the lanes do not all choose the same here, for the first time. */
    public boolean partsHere() {
        return parting.equals(OptionalInt.of(play.link().at()));
    }

    private static OptionalInt parting(OpenedLink play) {
        if (play.lanes().size() < 2) {
            return OptionalInt.empty();
        }
        int shortest = play.lanes().values().stream()
                .mapToInt(lane -> lane.ids().size())
                .min()
                .orElseThrow();
        int same = 0;
        while (same < shortest && alike(play, same)) {
            same++;
        }
        return same == shortest ? OptionalInt.empty() : OptionalInt.of(same);
    }

    private static boolean alike(OpenedLink play, int at) {
        return play.lanes().keySet().stream()
                        .map(name ->
                                play.token(name, play.lanes().get(name).ids().get(at)))
                        .distinct()
                        .limit(2)
                        .count()
                == 1;
    }

    /** What each lane took at this step. */
    private String took() {
        return play.lanesAtStep().stream()
                .map(name -> messages.say("lab.took", title(name), chosen(name)))
                .collect(Collectors.joining(", "));
    }

    private String title(String name) {
        return LaneView.title(messages, play, name);
    }

    /** What is announced after the step: each lane's token, its probability and the reason. */
    public String said() {
        return said(lane -> lane.said(messages));
    }

    /** What is announced while the lanes play: their tokens. */
    public String saidWhilePlaying() {
        return said(lane -> lane.saidWhilePlaying(messages));
    }

    private String said(Function<LaneStep, String> sentence) {
        return Stream.concat(
                        Stream.of((newest() ? here() : position()) + "."),
                        steps.stream().map(sentence))
                .collect(Collectors.joining(" "));
    }

    /** The step in one sentence, for pictures of it. */
    public String announcement() {
        return position() + ". " + choices();
    }

    /** What the picture of the step shows, for people who do not see it. */
    public String pictured() {
        return messages.say("picture.alt", announcement());
    }

    private String choices() {
        return play.lanesAtStep().stream()
                .map(name -> messages.say("lab.announcement", title(name), chosen(name)))
                .collect(Collectors.joining(" "));
    }

    private String chosen(String name) {
        return play.token(name, play.lanes().get(name).ids().get(play.link().at()));
    }

    /** The step in a few words, for the browser's tab: the tokens come first, each once, because tabs are narrow. */
    public String title() {
        String tokens = play.lanesAtStep().stream()
                .map(name -> messages.say("lab.quoted", chosen(name)))
                .distinct()
                .collect(Collectors.joining(" / "));
        return tokens.isEmpty()
                ? messages.say("lab.title.none", promptEnd(40))
                : messages.say("lab.title", play.link().at() + 1, tokens, promptEnd(40));
    }

    /** The step in a sentence or two, for link previews. */
    public String description() {
        return messages.say(
                "lab.description", play.model().card().name(), play.link().at() + 1, beginning(), choices());
    }

    /** What the model starts from: its start token, if its tokenizer adds one, and the end of the prompt. */
    private String beginning() {
        String start = StartToken.all(messages, play.model(), play.prompt()).stream()
                .map(StartToken::text)
                .collect(Collectors.joining(" "));
        if (start.isEmpty()) {
            return promptEnd(100);
        }
        return prompt().isBlank()
                ? messages.say("lab.after-start", start)
                : messages.say("lab.after-start.prompt", start, promptEnd(100));
    }

    /** The end of the prompt, on one line. */
    private String promptEnd(int most) {
        String prompt = UNSEEN.matcher(prompt()).replaceAll(" ").strip();
        int points = prompt.codePointCount(0, prompt.length());
        String end = points <= most ? prompt : "…" + prompt.substring(prompt.offsetByCodePoints(0, points - most));
        return messages.say(end.isEmpty() ? "lab.empty-prompt" : "lab.quoted", end);
    }
}
