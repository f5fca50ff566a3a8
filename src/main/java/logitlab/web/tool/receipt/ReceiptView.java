package logitlab.web.tool.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import logitlab.model.Lane;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PromptLink;
import logitlab.web.receipt.Receipt;
import logitlab.web.step.LaneView;
import logitlab.web.step.OpenedLink;
import logitlab.web.tool.OpenedTool;
import logitlab.web.tool.save.Citation;
import logitlab.web.tool.save.LaneSettings;
import logitlab.web.view.Numbers;
import logitlab.web.view.TokenText;

/**
 * A receipt for people.
 *
 * @param facts the model, the prompt and the seed
 * @param cite the line to cite
 * @param sha256 of the receipt
 * @param json the address of the receipt as a file
 */
public record ReceiptView(
        Messages messages, List<Fact> facts, List<ReceiptLane> lanes, String cite, String sha256, String json)
        implements View {

    public record Fact(String name, String value) {}

    /** @param settings all that is set @param byHand how many of its tokens a person chose, or other settings, in words; empty if none */
    public record ReceiptLane(
            String name, String letter, String title, String settings, List<String> byHand, List<ReceiptRow> rows) {}

    /** @param chosen that a person chose the token, or which one settings and seed would choose @param kept how many tokens, and their ids if they are few */
    public record ReceiptRow(
            String number,
            String token,
            String id,
            Optional<String> chosen,
            String draw,
            String model,
            String sampling,
            String kept) {}

    /** @param origin of the server, empty if unknown */
    static ReceiptView of(Messages messages, OpenedTool opened, String origin) {
        OpenedLink play = opened.play();
        ObjectNode receipt = Receipt.of(play);
        String query = play.link().query();
        return new ReceiptView(
                messages,
                facts(messages, play, receipt),
                play.lanes().keySet().stream()
                        .map(name ->
                                lane(messages, play, name, receipt.get("lanes").get(name)))
                        .toList(),
                Citation.of(messages, play, origin + "/play?" + query).line(),
                receipt.get("sha256").asText(),
                "/api/v1/receipt?" + query);
    }

    private static List<Fact> facts(Messages messages, OpenedLink play, ObjectNode receipt) {
        PromptLink prompt = play.link().prompt();
        boolean chat = prompt.isConversation(play.model());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                messages.say("field.model"),
                messages.say(
                        "run.model",
                        play.model().card().name(),
                        play.model().card().digest())));
        if (chat && !prompt.system().isEmpty()) {
            facts.add(new Fact(messages.say("field.system"), prompt.system()));
        }
        facts.add(new Fact(messages.say(chat ? "chat.says" : "field.prompt"), prompt.text()));
        facts.add(new Fact(messages.say("receipt.prompt-ids"), joined(receipt.get("prompt_ids"))));
        facts.add(new Fact(messages.say("field.seed"), receipt.get("seed").asText()));
        return List.copyOf(facts);
    }

    private static String joined(JsonNode ids) {
        return StreamSupport.stream(ids.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    private static ReceiptLane lane(Messages messages, OpenedLink play, String name, JsonNode receipt) {
        Lane lane = play.lanes().get(name);
        List<Integer> forced = play.forcedSteps(name);
        return new ReceiptLane(
                name,
                name.toUpperCase(Locale.ROOT),
                LaneView.title(messages, play, name),
                LaneSettings.words(messages, play, name),
                byHand(messages, forced.size(), play.differingSteps(name).size()),
                IntStream.range(0, lane.ids().size())
                        .mapToObj(at ->
                                row(messages, lane, at, receipt.get("steps").get(at), forced.contains(at)))
                        .toList());
    }

    private static List<String> byHand(Messages messages, int forced, int differing) {
        Stream<String> marked = forced == 0 ? Stream.empty() : Stream.of(messages.say("receipt.forced", forced));
        Stream<String> others = differing == 0 ? Stream.empty() : Stream.of(messages.say("receipt.by-hand", differing));
        return Stream.concat(marked, others).toList();
    }

    private static ReceiptRow row(Messages messages, Lane lane, int at, JsonNode step, boolean forced) {
        int id = step.get("id").asInt();
        int chosen = step.get("chosen").asInt();
        JsonNode kept = step.get("kept");
        String count = Numbers.count(kept.get("count").asLong());
        return new ReceiptRow(
                Integer.toString(at + 1),
                token(lane, id),
                Integer.toString(id),
                id == chosen
                        ? Optional.of(messages.say("run.hand")).filter(hand -> forced)
                        : Optional.of(messages.say("receipt.instead", token(lane, chosen), chosen)),
                step.get("draw").asText(),
                Numbers.percent(step.get("model_probability").asDouble()),
                Numbers.percent(step.get("sampling_probability").asDouble()),
                kept.has("ids")
                        ? messages.say("receipt.kept.ids", count, joined(kept.get("ids")))
                        : messages.say(
                                "receipt.kept.hash",
                                count,
                                kept.get("sha256").asText().substring(0, 12)));
    }

    private static String token(Lane lane, int id) {
        return TokenText.visible(lane.model().tokenizer().token(id));
    }
}
