package logitlab.web.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import logitlab.lesson.file.CardProse;
import logitlab.model.CardText;
import logitlab.model.LanguageModel;
import logitlab.model.ModelCard;
import logitlab.model.pack.ByteSize;
import logitlab.web.Messages;
import logitlab.web.View;
import logitlab.web.link.PromptLink;
import logitlab.web.link.Query;
import logitlab.web.view.Numbers;

/**
 * One model as the page of the models shows it. What neither the package nor its card states is left out.
 *
 * @param anchor the end of a link to it on the page
 * @param summary what it is, in one sentence; empty if its card does not say
 * @param comparison its row in the table of all models
 * @param parts the parts of its card
 * @param query the parameters that open a page with this model, in Chat if it has a chat template
 */
public record ModelView(
        Messages messages,
        String anchor,
        String name,
        Optional<String> summary,
        Comparison comparison,
        List<Fact> facts,
        String digest,
        CardProse prose,
        List<CardPart> parts,
        String query)
        implements View {

    /** @param values at least one finished sentence or list of figures */
    public record Fact(String name, List<String> values) {}

    /** Each figure is a dash if it is unknown. @param bits per byte of texts that the model never read */
    public record Comparison(String parameters, String tokens, String bits) {}

    /** @param open whether it is unfolded at first */
    public record CardPart(String title, String html, boolean open) {}

    private static final String UNKNOWN = "–";

    /** @param first whether it is the first model of the page, which shows what it has read: the first part of its card */
    static ModelView of(Messages messages, LanguageModel model, CardProse prose, boolean first) {
        ModelCard card = model.card();
        return new ModelView(
                messages,
                "model-" + model.id().replaceAll("[^A-Za-z0-9._-]", "-"),
                card.name(),
                card.text().find("summary"),
                comparison(card),
                facts(messages, model),
                card.digest(),
                prose,
                prose.parts().stream()
                        .map(part -> new CardPart(
                                part.title(),
                                part.html(),
                                first && part.equals(prose.parts().get(0))))
                        .toList(),
                query(model));
    }

    private static String query(LanguageModel model) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("model", model.id()));
        model.chatTemplate().ifPresent(template -> values.put(PromptLink.CHAT, "1"));
        return Query.format(values);
    }

    private static Comparison comparison(ModelCard card) {
        return new Comparison(
                card.parameters() == 0 ? UNKNOWN : Numbers.count(card.parameters()),
                count(card.text(), "training_tokens").orElse(UNKNOWN),
                bits(card.text()).orElse(UNKNOWN));
    }

    private static List<Fact> facts(Messages messages, LanguageModel model) {
        ModelCard card = model.card();
        return Stream.of(
                        new Fact(messages.say("models.what"), what(messages, card)),
                        new Fact(messages.say("models.engine"), engine(messages, model)),
                        new Fact(messages.say("models.size"), size(messages, model)),
                        new Fact(messages.say("models.memory"), memory(messages, model)),
                        new Fact(messages.say("models.read"), read(messages, card.text())),
                        new Fact(messages.say("models.good"), good(messages, card.text())),
                        new Fact(messages.say("models.inside"), inside(messages, model)),
                        new Fact(messages.say("models.chat"), chat(messages, model)))
                .filter(fact -> !fact.values().isEmpty())
                .toList();
    }

    /** Without its kind if nothing shows it: neither its card nor a cache. */
    private static List<String> what(Messages messages, ModelCard card) {
        List<String> parts = new ArrayList<>();
        if (card.text().find("kind").isPresent() || card.exposes().contains("cache")) {
            parts.add(
                    switch (card.kind()) {
                        case "transformer", "lstm", "recurrent", "hybrid" -> messages.say("models.kind." + card.kind());
                        default -> card.kind();
                    });
        }
        for (String key : List.of("layers", "heads", "cells", "width")) {
            count(card.text(), key)
                    .map(value -> messages.say("models." + key, value))
                    .ifPresent(parts::add);
        }
        String sizes = messages.say(
                "models.vocabulary", Numbers.count(card.vocabularySize()), Numbers.count(card.contextLength()));
        return parts.isEmpty() ? List.of(sizes) : List.of(String.join(", ", parts), sizes);
    }

    /** Nothing if it runs in this process. */
    private static List<String> engine(Messages messages, LanguageModel model) {
        return model
                .engine()
                .map(engine -> messages.say(
                        switch (engine.state()) {
                            case ANSWERS -> "models.engine.answers";
                            case AWAY -> "models.engine.away";
                            case WRONG -> "models.engine.wrong";
                        },
                        engine.host()))
                .stream()
                .toList();
    }

    private static List<String> size(Messages messages, LanguageModel model) {
        ModelCard card = model.card();
        List<String> sizes = new ArrayList<>();
        if (card.parameters() > 0) {
            sizes.add(messages.say("models.parameters", Numbers.count(card.parameters())));
        }
        String bytes = ByteSize.format(card.bytes());
        sizes.add(
                model.engine().isPresent()
                        ? messages.say("models.bytes.engine", bytes)
                        : card.text()
                                .find("weights")
                                .map(weights -> messages.say("models.bytes.weights", bytes, weights))
                                .orElseGet(() -> messages.say("models.bytes", bytes)));
        return sizes;
    }

    private static List<String> memory(Messages messages, LanguageModel model) {
        LanguageModel.Memory memory = model.memory();
        String bytes = ByteSize.format(memory.footprint().total());
        if (model.engine().isPresent()) {
            return List.of(messages.say("models.memory.engine", bytes));
        }
        return List.of(
                memory.loaded()
                        ? messages.say("models.memory.loaded", bytes)
                        : messages.say("models.memory.away", bytes));
    }

    private static List<String> read(Messages messages, CardText text) {
        Optional<String> steps = count(text, "training_steps");
        return count(text, "training_tokens")
                .map(tokens -> steps.map(each -> messages.say("models.tokens.steps", tokens, each))
                        .orElseGet(() -> messages.say("models.tokens", tokens)))
                .stream()
                .toList();
    }

    private static List<String> good(Messages messages, CardText text) {
        List<String> figures = new ArrayList<>();
        text.number("held_out_nats_per_token")
                .ifPresent(nats -> figures.add(
                        messages.say("models.held-out", Numbers.surprise(nats), Numbers.perplexity(Math.exp(nats)))));
        bits(text).ifPresent(bits -> figures.add(messages.say("models.bits", bits)));
        text.number("world_nats_per_token")
                .ifPresent(nats -> figures.add(
                        messages.say("models.world", Numbers.surprise(nats), Numbers.perplexity(Math.exp(nats)))));
        count(text, "primer_prompts")
                .flatMap(all -> count(text, "primer_right").map(right -> messages.say("models.primer", right, all)))
                .ifPresent(figures::add);
        return figures;
    }

    private static List<String> inside(Messages messages, LanguageModel model) {
        return model.exposed().isEmpty()
                ? List.of(messages.say(model.engine().isPresent() ? "models.exposed.engine" : "models.exposed.none"))
                : model.exposed().stream()
                        .map(exposed -> messages.say("models.exposed." + exposed.key()))
                        .toList();
    }

    /** Nothing if the package has no chat template. */
    private static List<String> chat(Messages messages, LanguageModel model) {
        return model
                .chatTemplate()
                .map(template -> messages.say("models.chat.template", template.digest()))
                .or(() -> model.templateProblem().map(problem -> messages.say("models.chat.plain", problem)))
                .stream()
                .toList();
    }

    private static Optional<String> count(CardText text, String key) {
        OptionalDouble number = text.number(key);
        return number.isPresent() ? Optional.of(Numbers.count((long) number.getAsDouble())) : Optional.empty();
    }

    private static Optional<String> bits(CardText text) {
        OptionalDouble bits = text.number("held_out_bits_per_byte");
        return bits.isPresent() ? Optional.of(Numbers.bits(bits.getAsDouble())) : Optional.empty();
    }

    /** Where the card's first quotation stands. */
    public String sampleSource() {
        String part = prose.sample().map(CardProse.Sample::part).orElse("");
        return part.isEmpty() ? say("models.sample.first") : say("models.sample.of", part);
    }
}
