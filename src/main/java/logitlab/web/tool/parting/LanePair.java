package logitlab.web.tool.parting;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.take.Exchange;
import logitlab.decoding.take.Side;
import logitlab.model.Lane;
import logitlab.model.text.Token;
import logitlab.web.Messages;
import logitlab.web.step.LaneView;
import logitlab.web.tool.OpenedTool;
import logitlab.web.view.TokenText;

/**
 * Two lanes of a link, compared token by token. Tokens are the same if their texts are, because the lanes may have models with different
 * vocabularies.
 *
 * @param first the name of the lane that the other is compared with, as in links
 */
record LanePair(Messages messages, OpenedTool opened, String first, String second) {

    /** The most tokens of each lane that are aligned. */
    private static final int MOST = 400;

    /** The lane that the link names against the first one; the first one against the second. */
    static LanePair of(Messages messages, OpenedTool opened) {
        List<String> names = List.copyOf(opened.play().lanes().keySet());
        String first = names.get(0);
        String named = opened.laneName();
        return new LanePair(messages, opened, first, named.equals(first) ? names.get(1) : named);
    }

    Lane lane(String name) {
        return opened.play().lanes().get(name);
    }

    String title(String name) {
        return LaneView.title(messages, opened.play(), name);
    }

    private List<Token> tokens(String name) {
        return lane(name).ids().stream()
                .map(id -> lane(name).model().tokenizer().token(id))
                .toList();
    }

    private List<String> texts(String name) {
        return tokens(name).stream().map(TokenText::readable).toList();
    }

    /** The tokens of a lane from a step on, as people read them; of a long text the first ones. */
    List<String> texts(String name, int from) {
        return texts(name).stream().skip(from).limit(MOST).toList();
    }

    /** The first step at which both lanes took a token and not the same one. */
    OptionalInt parting() {
        List<String> own = texts(first);
        List<String> other = texts(second);
        return IntStream.range(0, Math.min(own.size(), other.size()))
                .filter(at -> !own.get(at).equals(other.get(at)))
                .findFirst();
    }

    /** How many tokens of the shorter lane there are. */
    int steps() {
        return Math.min(lane(first).ids().size(), lane(second).ids().size());
    }

    int taken(String name, int at) {
        return lane(name).ids().get(at);
    }

    String token(String name, int id) {
        return opened.play().token(name, id);
    }

    /** The lanes whose token at a step is not the one that their settings choose. */
    List<String> byHand(int at) {
        return Stream.of(first, second)
                .filter(name -> lane(name).step(at).chosen() != taken(name, at))
                .toList();
    }

    /** The lanes that search with beams. */
    List<String> searching() {
        return Stream.of(first, second)
                .filter(name -> lane(name).search().isPresent())
                .toList();
    }

    /** Whether a draw decides in one of the lanes. */
    boolean draws() {
        return Stream.of(first, second).anyMatch(name -> lane(name).decoder().draws());
    }

    /** What each lane would have to take over to choose as the other does; none of them searches. */
    Exchange exchange(int at) {
        Side own = side(first, at);
        Side other = side(second, at);
        // the same run of the model may have been made with other neighbours, which can change the last bit
        boolean alike = lane(first).model().key().equals(lane(second).model().key())
                && own.prefix().equals(other.prefix());
        Side same = alike ? new Side(own.logits(), own.prefix(), other.decoder(), other.settings()) : other;
        int wanted = lane(second).step(at).chosen();
        return new Exchange(own, same, lane(first).step(at).draw(), known(wanted) ? wanted : -1);
    }

    private Side side(String name, int at) {
        Lane lane = lane(name);
        Logits logits = lane.step(at).logits();
        return new Side(logits, lane.text().first(lane.prompt().size() + at), lane.decoder(), lane.settings());
    }

    /** Whether an id is the same token in both lanes. */
    boolean known(int id) {
        Function<String, Token> token = name -> lane(name).model().tokenizer().token(id);
        return id < lane(first).model().card().vocabularySize()
                && id < lane(second).model().card().vocabularySize()
                && token.apply(first).text().equals(token.apply(second).text());
    }
}
