package logitlab.web.view;

import java.util.Optional;
import logitlab.model.Exposed;
import logitlab.model.LanguageModel;
import logitlab.web.Messages;
import logitlab.web.link.InsideLink;
import logitlab.web.link.Station;

/**
 * Leads from the candidates of one step to the bills of their logits, in the look inside. A bill compares its token with the one that
 * was chosen; the bill of the chosen token is compared with the runner-up, as the look inside does unless its link says otherwise.
 *
 * @param look the address of the look at the last token before the step; empty if the model shows no bill of it
 * @param chosen the token that was chosen at the step
 */
public record BillLinks(Messages messages, Optional<String> look, int chosen) {

    private static final String PLACE = "#bill";

    /** @param name what it leads to; it begins with the token, because that is the text of the link */
    public record Link(String address, String name) {}

    /** For logits that no model computed. */
    public static BillLinks none(Messages messages) {
        return new BillLinks(messages, Optional.empty(), 0);
    }

    /**
     * None if the package does not expose what a bill needs, or the text is longer than what can be inspected.
     *
     * @param look the text before the step
     * @param tokens how many that text has
     */
    public static BillLinks of(Messages messages, LanguageModel model, InsideLink look, int tokens, int chosen) {
        boolean shown = model.exposed().contains(Exposed.BILL) && tokens <= model.mostInspected();
        InsideLink whole = look.lane(
                        look.lane().model(model.id()).on(model.card().digest()))
                .at(tokens - 1)
                .station(Optional.of(Station.LOGITS));
        return new BillLinks(messages, shown ? Optional.of("/inside?" + whole.query()) : Optional.empty(), chosen);
    }

    /** @param token as the page shows it */
    public Optional<Link> to(int id, String token) {
        String against = id == chosen ? "" : "&against=" + chosen;
        return look.map(step -> new Link(step + "&target=" + id + against + PLACE, messages.say("bill.why", token)));
    }
}
