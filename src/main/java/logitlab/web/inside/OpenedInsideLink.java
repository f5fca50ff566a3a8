package logitlab.web.inside;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Draw;
import logitlab.decoding.KnownIds;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Step;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.explain.Bill;
import logitlab.web.Messages;
import logitlab.web.link.InsideLink;
import logitlab.web.link.LaneLink;
import logitlab.web.link.PlayLink;
import logitlab.web.link.PromptLink;
import logitlab.web.view.TokenText;

/**
 * A link to the look inside, opened on its model.
 *
 * @param link the canonical link of what is shown
 * @param text the prompt and the tokens chosen after it, as far as they fit into the model's context
 * @param position the token looked at, 0 for the first
 * @param seen the values inside the network; empty if the package has no graph for them or the text is too long
 * @param scores the logits at the position, in rank order, before any setting
 */
record OpenedInsideLink(
        Messages messages,
        InsideLink link,
        Lane lane,
        Prefix text,
        int position,
        Optional<Inspection> seen,
        Step scores,
        Optional<Pair> pair) {

    /** A step needs a draw, but nothing here shows its result. */
    private static final Draw NO_DRAW = new Draw(0, 0);

    /** Two texts as a batch. @param scores of each text at the position */
    record Pair(Prefix other, List<Step> scores) {}

    /** @throws InvalidValueException if the link does not fit the model */
    static OpenedInsideLink open(Messages messages, InsideLink link, Models models) {
        LanguageModel model = link.lane()
                .model()
                .map(models::get)
                .orElseGet(models::first)
                .with(link.lane().switches());
        Prefix prompt = link.prompt().read(model);
        Lane lane = Lane.open(
                model,
                prompt,
                link.lane().ids(),
                link.lane().decoder(),
                link.lane().settings(),
                link.seed());
        Prefix whole = lane.text();
        Prefix text = whole.first(Math.min(whole.size(), model.card().contextLength()));
        int position = require("position", link.position(), 0, text.size() - 1).orElse(text.size() - 1);
        KnownIds vocabulary = new KnownIds(model.card().vocabularySize());
        vocabulary.requirePair(link.target(), link.against());
        Optional<Inspection> seen = model.inspectIfShort(text, position, Bill.groups(link.target(), link.head()));
        seen.ifPresent(inspection -> requireLayerAndHead(link, inspection));
        LaneLink named = link.lane().model(model.id()).on(model.card().digest());
        return new OpenedInsideLink(
                messages,
                link.prompt(link.prompt().completed(model)).lane(named).at(position),
                lane,
                text,
                position,
                seen,
                scores(model.logits(text.first(position + 1))),
                link.other().map(other -> pair(model, text, link.prompt().text(other), position)));
    }

    private static OptionalInt require(String field, OptionalInt given, int from, int to) {
        if (given.isPresent() && (given.getAsInt() < from || given.getAsInt() > to)) {
            throw new InvalidValueException(
                    field, new Constraint("from-to", from, to), Integer.toString(given.getAsInt()));
        }
        return given;
    }

    /** A link without a head is valid for every layer and model. */
    private static void requireLayerAndHead(InsideLink link, Inspection seen) {
        int layer =
                require("layer", link.layer(), 1, Math.max(1, seen.layers())).orElse(1);
        int heads = seen.heads(layer);
        if (link.head().isPresent() && heads == 0) {
            throw new InvalidValueException(
                    "head",
                    new Constraint("no-heads"),
                    Integer.toString(link.head().getAsInt()));
        }
        require("head", link.head(), 1, heads);
    }

    private static Pair pair(LanguageModel model, Prefix text, PromptLink typed, int position) {
        Prefix other = typed.read(model);
        if (other.size() != text.size()) {
            throw new InvalidValueException(
                    "other", new Constraint("as-many-tokens", text.size(), other.size()), typed.text());
        }
        return new Pair(
                other,
                Stream.of(text, other)
                        .map(whole -> scores(model.logits(whole.first(position + 1))))
                        .toList());
    }

    /** Logits in rank order. */
    static Step scores(Logits logits) {
        return Step.of(logits, Prefix.EMPTY, List.of(), NO_DRAW);
    }

    /** The best {@code count} tokens, without those that {@link Step#best} adds to them. */
    static List<Candidate> best(Step step, int count) {
        return step.best(count).subList(0, Math.min(count, step.logits().size()));
    }

    String say(String key, Object... arguments) {
        return messages.say(key, arguments);
    }

    LanguageModel model() {
        return lane.model();
    }

    String modelName() {
        return model().card().name();
    }

    /** The number of the open layer, 1 for the first. */
    int layer() {
        return link.layer().orElse(1);
    }

    /** A token of the vocabulary as the page shows it. */
    String token(int id) {
        return TokenText.visible(model().tokenizer().token(id));
    }

    String tokenAt(int at) {
        return token(text.at(at));
    }

    /** The token looked at. */
    String token() {
        return tokenAt(position);
    }

    /** The token after the position, if the text has one. */
    OptionalInt next() {
        return lane.text().size() > position + 1 ? OptionalInt.of(lane.text().at(position + 1)) : OptionalInt.empty();
    }

    /** The step that chooses the token after the text; empty if the text is finished. */
    Optional<Step> lastStep() {
        return lane.finished().isPresent()
                ? Optional.empty()
                : Optional.of(lane.step(lane.ids().size()));
    }

    /** Lanes on this model after this prompt, in the playground. */
    PlayLink play(int at, Map<String, LaneLink> lanes) {
        return PlayLink.of(link.prompt(), link.seed(), new TreeMap<>(lanes))
                .on(model())
                .at(at);
    }

    /** The tokens of the text as buttons. */
    PositionForm positions(StationLinks from) {
        return new PositionForm(messages, from.forms().apply(link, "position"), PositionToken.all(this));
    }
}
