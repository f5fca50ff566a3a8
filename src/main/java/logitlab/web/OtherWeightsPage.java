package logitlab.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.web.link.LaneLink;
import logitlab.web.link.OldLink;
import logitlab.web.link.Weights;

/** A link that was made with other weights or another chat template: which ones, what it keeps, and a link that runs this on today's model. */
public record OtherWeightsPage(Messages messages, OldLink link) implements Page {

    /** Something that the link keeps. @param value may have several lines */
    public record Kept(String name, String value) {}

    /** What is the case, in one sentence for each of the weights. */
    public String sentence() {
        return link.others().stream().map(messages::say).collect(Collectors.joining(" "));
    }

    public List<Kept> kept() {
        List<Kept> kept = new ArrayList<>();
        String prompt = link.prompt().text();
        kept.add(new Kept(say("field.prompt"), say(prompt.isEmpty() ? "lab.empty-prompt" : "lab.quoted", prompt)));
        if (!link.prompt().system().isEmpty()) {
            kept.add(new Kept(
                    say("field.system"), say("lab.quoted", link.prompt().system())));
        }
        kept.add(new Kept(say("field.seed"), Long.toString(link.seed())));
        link.at().ifPresent(at -> kept.add(new Kept(say("weights.token"), Integer.toString(at + 1))));
        link.lanes().forEach((name, lane) -> kept.add(new Kept(title(name, lane.decoder()), settings(lane))));
        return kept;
    }

    private String title(String name, Decoder decoder) {
        String title = say("lane." + decoder.key());
        long alike = link.lanes().values().stream()
                .filter(lane -> lane.decoder() == decoder)
                .count();
        return alike == 1 ? title : say("lane.lettered", title, name.toUpperCase(Locale.ROOT));
    }

    private String settings(LaneLink lane) {
        Map<String, String> settings = new LinkedHashMap<>(lane.settings().toMap());
        settings.putAll(lane.beams().toMap());
        String all = Stream.concat(
                        lane.model().stream().map(id -> say("field.model") + "\u00a0" + id),
                        settings.keySet().stream().map(key -> messages.fieldName(key) + "\u00a0" + settings.get(key)))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? say("weights.no-settings") : all;
    }

    /** What the link does not keep, and why; empty if it keeps all. */
    public Optional<String> left() {
        List<String> left = new ArrayList<>();
        if (link.tokens() > 0) {
            left.add(say("weights.left.tokens", link.tokens()));
        }
        link.left().forEach(parameter -> left.add(Messages.shortened(parameter)));
        return left.isEmpty() ? Optional.empty() : Optional.of(say("weights.left" + kind(), String.join(", ", left)));
    }

    /** What the link keeps only in part; empty if there is nothing of that kind. */
    public Optional<String> cut() {
        String all = link.cut().stream().map(Messages::shortened).collect(Collectors.joining(", "));
        return all.isEmpty() ? Optional.empty() : Optional.of(say("weights.cut", all));
    }

    /** What the digests stand for, and what can be done. */
    public String today() {
        return say("weights.today" + kind());
    }

    /** The parameter of the link that names what is not here. */
    String field() {
        return kind().isEmpty() ? "digest" : "template";
    }

    /** Of the messages: whether only the chat template differs. */
    private String kind() {
        return link.others().stream().allMatch(Weights::haveSameFiles) ? ".template" : "";
    }

    @Override
    public String title() {
        return say("weights.title" + kind());
    }

    @Override
    public String description() {
        return sentence();
    }

    @Override
    public String section() {
        return link.address().startsWith("/inside?") ? "inside" : "play";
    }
}
