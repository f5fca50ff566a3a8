package logitlab.web.inside;

import java.util.Locale;
import java.util.stream.Stream;
import logitlab.decoding.InvalidValue;
import logitlab.decoding.Rule;

/** A stop on the way from a text to the next token, in their order. */
enum Station {
    TOKENS,
    EMBEDDING,
    LAYERS,
    LOGITS,
    CHOICE;

    /** {@code embedding}: as links and addresses say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 1 for the first. */
    int number() {
        return ordinal() + 1;
    }

    /** Such as {@code fragments/inside/tokens}. */
    String template() {
        return "fragments/inside/" + word();
    }

    StationView view(Look look, Head.Part part) {
        return switch (this) {
            case TOKENS -> TokensView.of(look, part);
            case EMBEDDING -> EmbeddingView.of(look, part);
            case LAYERS -> LayersView.of(look, part);
            case LOGITS -> ScoresView.of(look, part);
            case CHOICE -> NextView.of(look, part);
        };
    }

    /** @throws InvalidValue naming {@code station}, where there is none of this name */
    static Station of(String word) {
        return Stream.of(values())
                .filter(station -> station.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "station", new Rule("one-of", "tokens, embedding, layers, logits, choice"), word));
    }
}
