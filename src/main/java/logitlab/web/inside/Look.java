package logitlab.web.inside;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Draw;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Rule;
import logitlab.decoding.Step;
import logitlab.model.Inspection;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.web.LaneLink;
import logitlab.web.TokenText;

/**
 * A link to the look inside, opened on its model.
 *
 * @param link the canonical link of what is shown
 * @param text the prompt and what was chosen after it, as far as the model's context reaches
 * @param position the token looked at, 0 for the first
 * @param seen what there is to see of the network, where the package has a graph for it and the text is not too long
 * @param scores the logits at the position, in rank order, before any setting
 */
record Look(
        InsideLink link,
        Lane lane,
        Prefix text,
        int position,
        Optional<Inspection> seen,
        Step scores,
        Optional<Pair> pair) {

    /** What a draw falls on is of no interest here. */
    private static final Draw NO_DRAW = new Draw(0, 0);

    /** Two texts as a batch. @param scores of each at the position */
    record Pair(Prefix other, List<Step> scores) {}

    /** @throws InvalidValue where the link does not fit the model */
    static Look open(InsideLink link, Models models) {
        LanguageModel model = link.lane().model().map(models::get).orElseGet(models::first);
        Prefix prompt = model.prompt(link.prompt());
        Lane lane = Lane.open(
                model,
                prompt,
                link.lane().ids(),
                link.lane().decoder(),
                link.lane().settings(),
                link.seed());
        Prefix whole = lane.text();
        Prefix text = whole.first(Math.min(whole.size(), model.card().contextLength()));
        int position = require("position", link.position(), 0, text.size() - 1, text.size() - 1);
        Optional<Inspection> seen =
                text.size() <= model.mostInspected() ? Optional.of(model.inspect(text, position)) : Optional.empty();
        int layers = seen.map(Inspection::layers).orElse(0);
        int layer = seen.isPresent() ? require("layer", link.layer(), 1, Math.max(1, layers), 1) : 1;
        seen.ifPresent(inside -> requireHead(link, inside, layer));
        LaneLink named = link.lane().model(model.id()).on(model.card().digest());
        return new Look(
                link.lane(named).at(position),
                lane,
                text,
                position,
                seen,
                scores(model, text.first(position + 1)),
                link.other().map(other -> pair(model, text, other, position)));
    }

    private static int require(String field, OptionalInt given, int from, int to, int absent) {
        if (given.isPresent() && (given.getAsInt() < from || given.getAsInt() > to)) {
            throw new InvalidValue(field, new Rule("from-to", from, to), Integer.toString(given.getAsInt()));
        }
        return given.orElse(absent);
    }

    /** A link without a head is right for every layer and model. */
    private static void requireHead(InsideLink link, Inspection seen, int layer) {
        if (link.head().isPresent() && seen.heads(layer) == 0) {
            throw new InvalidValue(
                    "head", new Rule("no-heads"), Integer.toString(link.head().getAsInt()));
        }
        if (link.head().isPresent()) {
            require("head", link.head(), 1, seen.heads(layer), 1);
        }
    }

    /** Logits in rank order. */
    static Step scores(Logits logits) {
        return Step.of(logits, Prefix.EMPTY, List.of(), NO_DRAW);
    }

    static Step scores(LanguageModel model, Prefix prefix) {
        return scores(model.logits(prefix));
    }

    private static Pair pair(LanguageModel model, Prefix text, String typed, int position) {
        Prefix other = model.prompt(typed);
        if (other.size() != text.size()) {
            throw new InvalidValue("other", new Rule("as-many-tokens", text.size(), other.size()), typed);
        }
        Optional<List<Logits>> both = model.batch(List.of(text, other), position);
        return new Pair(
                other, both.stream().flatMap(List::stream).map(Look::scores).toList());
    }

    LanguageModel model() {
        return lane.model();
    }

    /** The number of the open layer, 1 for the first. */
    int layer() {
        return link.layer().orElse(1);
    }

    /** A token of the vocabulary as the page shows it. */
    String token(int id) {
        return TokenText.visible(model().tokenizer().token(id));
    }

    /** The tokens of the text as buttons. */
    Positions positions(Way.From from) {
        return from.positions(link, Chip.all(this));
    }

    /** The token that stands at a position. */
    String tokenAt(int at) {
        return token(text.at(at));
    }

    /** The token that came after the position looked at, where one did. */
    OptionalInt next() {
        return lane.text().size() > position + 1 ? OptionalInt.of(lane.text().at(position + 1)) : OptionalInt.empty();
    }
}
