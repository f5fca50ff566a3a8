package logitlab.web.preview;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.step.DrawView;
import logitlab.web.step.LaneView;
import logitlab.web.step.OpenedLink;
import logitlab.web.step.RollView;
import logitlab.web.view.Numbers;
import logitlab.web.view.StartToken;
import logitlab.web.view.TokenText;

/** The content of the picture of a step, taken from what the page of the step shows. */
public final class StepPreviewContent {

    private static final int TRIES = 1000;

    private StepPreviewContent() {}

    /** A step of the playground: the text of the lane that the draw decides most narrowly, and the lines of all lanes. */
    public static PreviewContent of(Messages messages, OpenedLink play) {
        List<String> shown = play.lanesAtStep();
        String name = focus(play, shown.isEmpty() ? List.copyOf(play.lanes().keySet()) : shown);
        Lane lane = play.lanes().get(name);
        LaneView view = LaneView.of(messages, play, name);
        int at = play.link().at();
        Optional<Step> step = shown.isEmpty() ? Optional.empty() : Optional.of(lane.step(at));
        String sentence = step.map(chosen -> view.choice()
                        .flatMap(choice -> choice.undo().isPresent() ? Optional.of(choice.sentence()) : choice.byHand())
                        .orElseGet(() -> sentence(messages, lane, chosen)))
                .orElseGet(() -> view.finished().orElse(""));
        return new PreviewContent(
                messages.say("site.name"),
                story(messages, lane, at),
                name,
                shown.isEmpty() ? Optional.empty() : Optional.of(DrawView.of(messages, play)),
                List.of(),
                sentence);
    }

    /** The sampling lane whose token has the narrowest interval; the first lane if all are greedy. */
    private static String focus(OpenedLink play, List<String> names) {
        int at = play.link().at();
        return names.stream()
                .filter(name -> play.lanes().get(name).decoder().draws())
                .min((one, other) -> Double.compare(width(play, one, at), width(play, other, at)))
                .orElse(names.get(0));
    }

    private static double width(OpenedLink play, String name, int at) {
        Lane lane = play.lanes().get(name);
        return at < lane.ids().size() ? lane.step(at).reason().width() : 1;
    }

    /** A roll of the home page. */
    public static PreviewContent of(Messages messages, RollView roll) {
        Lane lane = roll.step().play().lanes().get(roll.lane());
        int at = roll.step().play().link().at();
        boolean chose = roll.picture().isPresent();
        return new PreviewContent(
                messages.say("site.name"),
                story(messages, lane, at),
                roll.lane(),
                roll.picture(),
                List.of(),
                chose
                        ? sentence(messages, lane, lane.step(at))
                        : roll.finished().orElse(""));
    }

    /**
     * The choice of the token after a text. Greedy decoding rolls no dice, so its picture shows the model's probabilities.
     *
     * @param sentence what the page is about
     */
    public static PreviewContent of(Messages messages, Lane lane, Step step, String sentence) {
        LanguageModel model = lane.model();
        boolean greedy = lane.decoder() == Decoder.GREEDY;
        DrawView draw = DrawView.of(
                messages,
                "b",
                messages.say(greedy ? "picture.model" : "lane.sample"),
                greedy ? onTheBest(lane, step) : step,
                id -> TokenText.visible(model.tokenizer().token(id)));
        return new PreviewContent(
                messages.say("site.name"),
                story(messages, model, lane.text(), Optional.of(step.chosen())),
                "b",
                Optional.of(greedy ? draw.withoutDraw() : draw),
                List.of(),
                sentence);
    }

    /** The same logits without settings, and a draw that falls on the token that greedy decoding chose, or nearly always. */
    private static Step onTheBest(Lane lane, Step greedy) {
        Step plain = Step.of(greedy.logits(), lane.text(), List.of(), greedy.draw());
        return LongStream.range(0, TRIES)
                .mapToObj(seed -> new Draw(seed, 0))
                .filter(draw -> plain.chosenBy(draw) == greedy.chosen())
                .findFirst()
                .map(draw -> Step.of(greedy.logits(), lane.text(), List.of(), draw))
                .orElse(plain);
    }

    /** The text before a step, and its token if the lane has the step. */
    private static PreviewContent.Story story(Messages messages, Lane lane, int at) {
        List<Integer> ids = lane.ids();
        Prefix before = lane.text().first(lane.prompt().size() + Math.min(ids.size(), at));
        return story(messages, lane.model(), before, at < ids.size() ? Optional.of(ids.get(at)) : Optional.empty());
    }

    private static PreviewContent.Story story(
            Messages messages, LanguageModel model, Prefix before, Optional<Integer> token) {
        Optional<RollView.ChosenWord> word =
                token.map(id -> RollView.ChosenWord.of(model.tokenizer().token(id)));
        return new PreviewContent.Story(
                StartToken.all(messages, model, before).stream()
                        .map(start -> messages.say("token.start.short"))
                        .toList(),
                onOneLine(model.text(before)),
                word.map(chosen -> onOneLine(chosen.text())),
                word.map(RollView.ChosenWord::spaced).orElse(false));
    }

    /** With line breaks as signs, and without invisible characters. */
    private static String onOneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ↵ ").replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ");
    }

    private static String sentence(Messages messages, Lane lane, Step step) {
        String token = TokenText.visible(lane.model().tokenizer().token(step.chosen()));
        return lane.decoder().draws()
                ? messages.say(
                        "picture.fell",
                        Numbers.share(step.draw().u()),
                        token,
                        Numbers.percent(step.reason().width()))
                : messages.say(
                        "picture." + lane.decoder().key(),
                        token,
                        Numbers.percent(step.model().at(step.chosen())));
    }
}
