package logitlab.web.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import logitlab.decoding.Draw;
import logitlab.decoding.Step;
import logitlab.model.Lane;
import logitlab.model.Models;
import logitlab.model.Permit;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.HiddenField;
import logitlab.web.link.PlayLink;
import logitlab.web.view.Numbers;
import logitlab.web.view.Sentences;
import logitlab.web.view.SpokenToken;
import logitlab.web.view.StartToken;
import logitlab.web.view.TokenText;

/**
 * One token drawn again and again, for the home page: the text that it continues, the draw as a picture, and the rolls before
 * it. Each roll is a seed, so the seeds before the link's are the earlier rolls.
 *
 * @param step its links
 * @param lane the name of the link's first lane that samples, or of its first lane if none does
 * @param temperature as a form's field has it
 * @param start the start tokens before the text
 * @param text before the token
 * @param token empty if the lane could choose none
 * @param rolls the newest first
 */
public record RollView(
        Messages messages,
        StepSummary step,
        String lane,
        String temperature,
        List<StartToken> start,
        String text,
        Optional<ChosenWord> token,
        Optional<DrawView> picture,
        List<Roll> rolls)
        implements View {

    private static final int MOST_ROLLS = 11;
    private static final String OPENING_SEED = "7"; // a few rolls already, and room for more
    private static final int MOST_TEXT = 160; // characters

    /**
     * A token as the end of a text.
     *
     * @param spaced whether it begins with a space, which {@code text} then lacks
     */
    public record ChosenWord(String text, boolean spaced) {

        public static ChosenWord of(Token token) {
            boolean spaced = token.text().startsWith(" ");
            String word = spaced ? token.text().substring(1) : token.text();
            boolean readable = !token.partial() && TokenText.visible(word).equals(word) && !word.isEmpty();
            return readable ? new ChosenWord(word, spaced) : new ChosenWord(TokenText.visible(token), false);
        }
    }

    /** @param query of the link that shows it */
    public record Roll(String token, String draw, String at, String query, boolean now) {

        private DrawView.EarlierDraw earlier(Messages messages) {
            return new DrawView.EarlierDraw(at, messages.say("roll.earlier", draw, token));
        }
    }

    /**
     * The roll of a link, given by its parameters; the seed chooses the token, even if the link contains a different one.
     *
     * @param permit for each piece of the work
     */
    public static RollView open(Messages messages, Map<String, String> values, Models models, Permit permit) {
        PlayLink link = PlayLink.parse(withLanes(values), models);
        OpenedLink play = OpenedLink.open(link.first(link.at()), models, permit);
        return permit.run(() -> of(messages, play));
    }

    private static RollView of(Messages messages, OpenedLink play) {
        String name = play.lanes().keySet().stream()
                .filter(each -> play.lanes().get(each).decoder().draws())
                .findFirst()
                .orElse(play.lanes().firstKey());
        Lane lane = play.lanes().get(name);
        int at = play.link().at();
        Optional<Step> step = at < lane.ids().size() ? Optional.of(lane.step(at)) : Optional.empty();
        List<Roll> rolls = step.map(chosen -> rolls(play, name, chosen)).orElse(List.of());
        return new RollView(
                messages,
                StepSummary.of(messages, play),
                name,
                Numbers.plain(lane.settings().temperature()),
                StartToken.all(messages, lane.model(), lane.prompt()),
                end(play.link().prompt().text() + written(lane, at)),
                step.map(chosen -> ChosenWord.of(lane.model().tokenizer().token(chosen.chosen()))),
                step.map(chosen -> picture(messages, play, name, chosen, rolls)),
                rolls);
    }

    /** If the link names no lanes, the sampled one has a temperature and nothing else that would need to be explained. */
    private static Map<String, String> withLanes(Map<String, String> values) {
        if (values.keySet().stream().anyMatch(PlayLink::isOfLane)) {
            return values;
        }
        Map<String, String> complete = new LinkedHashMap<>(values);
        complete.putIfAbsent("seed", OPENING_SEED);
        complete.putAll(Map.of("a", "greedy", "b", "sample", "b.temperature", "0.8"));
        return complete;
    }

    /** The text of the lane's first {@code count} tokens, or of all if it has fewer. */
    private static String written(Lane lane, int count) {
        Tokenizer tokenizer = lane.model().tokenizer();
        int size = Math.min(lane.prompt().size() + count, lane.text().size());
        String whole = tokenizer.text(
                lane.text().first(size)); // decoded as a whole, because some tokens are parts of characters
        return whole.substring(
                Math.min(whole.length(), tokenizer.text(lane.prompt()).length()));
    }

    private static List<Roll> rolls(OpenedLink play, String name, Step step) {
        PlayLink link = play.link();
        long newest = link.seed();
        return LongStream.iterate(newest, seed -> seed >= 0 && seed > newest - MOST_ROLLS, seed -> seed - 1)
                .mapToObj(seed -> {
                    Draw draw = new Draw(seed, link.at());
                    return new Roll(
                            play.token(name, step.chosenBy(draw)),
                            Numbers.share(draw.u()),
                            StripBand.percent(draw.u()),
                            link.first(link.at()).seed(seed).query(),
                            seed == newest);
                })
                .toList();
    }

    private static DrawView picture(Messages messages, OpenedLink play, String name, Step step, List<Roll> rolls) {
        return DrawView.of(messages, name, title(messages, play, name), step, id -> play.token(name, id))
                .after(rolls.stream()
                        .filter(Predicate.not(Roll::now))
                        .map(roll -> roll.earlier(messages))
                        .toList());
    }

    /** The settings that are on; the temperature even if it is off, because this page is about it. */
    private static String title(Messages messages, OpenedLink play, String name) {
        Lane lane = play.lanes().get(name);
        if (!lane.decoder().draws()) {
            return LaneView.title(messages, play, name);
        }
        List<String> settings = Sentences.settings(messages, lane.settings());
        return settings.isEmpty()
                ? messages.fieldName("temperature") + "\u00a0"
                        + Numbers.plain(lane.settings().temperature())
                : String.join(", ", settings);
    }

    /** The end of a long text. */
    private static String end(String text) {
        int points = text.codePointCount(0, text.length());
        return points <= MOST_TEXT ? text : "…" + text.substring(text.offsetByCodePoints(0, points - MOST_TEXT));
    }

    /** The link of what is shown. */
    public String query() {
        return step.query();
    }

    /** The hidden fields of the temperature's form: everything but its own field and what the change makes invalid. */
    public List<HiddenField> form() {
        PlayLink link = step.play().link();
        return HiddenField.of(link.first(link.at()).toMap(), key -> !key.equals(lane + ".temperature"));
    }

    /** How many rolls are shown, whether there were more before them, and how many different tokens they chose. */
    public String counts() {
        if (rolls.size() == 1) {
            return say("roll.one");
        }
        long different = rolls.stream().map(Roll::token).distinct().count();
        boolean all = step.play().link().seed() < rolls.size();
        return say(all ? "roll.counts" : "roll.counts.last", rolls.size(), different);
    }

    /** What is announced to screen readers. */
    public String said() {
        return rolls.stream()
                .findFirst()
                .map(roll -> say("roll.says", roll.draw(), SpokenToken.of(messages, roll.token())))
                .orElse("");
    }

    /** The same after the temperature has changed. */
    public String saidIfSet() {
        return say("said.roll", temperature, said());
    }

    /** What happened, for pictures of it. */
    public String announcement() {
        return rolls.stream()
                .findFirst()
                .map(roll -> say("roll.says", roll.draw(), roll.token()))
                .orElse("");
    }

    /** Why the lane could choose no token, if that is so. */
    public Optional<String> finished() {
        return token.isPresent()
                ? Optional.empty()
                : LaneView.finished(messages, step.play(), step.play().lanes().get(lane));
    }
}
