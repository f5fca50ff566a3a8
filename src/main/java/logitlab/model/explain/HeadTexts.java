package logitlab.model.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel;

/**
 * The fixed texts on which heads are scored: {@code head-texts.txt}, one a line. They are short and plain, and names and words come
 * back in them, because a head can look at an earlier place of a token only if there is one.
 */
public final class HeadTexts {

    /** As they were written. */
    public static final List<String> ALL = read();

    /** So that there is a position that is neither the first nor directly after it. */
    private static final int FEWEST = 3;

    private HeadTexts() {}

    /** @param text as far as it fits the model @param ids with the start tokens, at least 3 */
    public record Text(String text, Prefix ids) {}

    private static List<String> read() {
        try (InputStream in = HeadTexts.class.getResourceAsStream("/head-texts.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The texts that a model can be inspected on. A text that is longer than that, or that the tokenizer cannot read, loses its last
     * words; one of which fewer than 3 tokens are left is left out.
     */
    static List<Text> of(LanguageModel model) {
        return ALL.stream().flatMap(text -> fitting(model, text).stream()).toList();
    }

    private static Optional<Text> fitting(LanguageModel model, String whole) {
        return Stream.iterate(whole, text -> !text.isEmpty(), HeadTexts::withoutLastWord)
                .filter(model::accepts)
                .map(text -> new Text(text, model.prompt(text)))
                .filter(text -> text.ids().size() <= model.mostInspected())
                .findFirst()
                .filter(text -> text.ids().size() >= FEWEST);
    }

    private static String withoutLastWord(String text) {
        return text.substring(0, Math.max(0, text.lastIndexOf(' ')));
    }
}
