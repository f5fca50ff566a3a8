package logitlab.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import logitlab.model.Packages;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** More than two hundred hard texts have the ids of Python's tokenizers library, from {@code models/training/hard_strings.py}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HardStringsTest {

    /** Bytes with added tokens after them; a mark for spaces, with a start token; bytes, with a start token. */
    private static final Map<String, Path> FOLDERS = Map.of(
            "gpt2", Packages.SMALL.resolve("gpt2"),
            "llama", Packages.SMALL.resolve("llama"),
            "storyteller", Packages.STORYTELLER);

    private static final List<String> KINDS = List.of("gpt2", "llama", "storyteller");

    private static final JsonNode CASES = Packages.resource("model/hard_strings.json");

    @Test
    void there_are_more_than_two_hundred() {
        assertThat(CASES.size()).isGreaterThan(250);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void each_has_the_ids_of_the_python_library(String kind) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(FOLDERS.get(kind).resolve("tokenizer.json"))) {
            for (JsonNode hard : CASES) {
                List<Integer> expected = new ArrayList<>();
                hard.path("ids").path(kind).forEach(id -> expected.add(id.asInt()));
                String text = hard.path("text").textValue();
                assertThat(tokenizer.encode(text).ids().boxed().toList())
                        .as("ids of %s", hard.path("text"))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void each_comes_back_whole(String kind) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(FOLDERS.get(kind).resolve("tokenizer.json"))) {
            for (JsonNode hard : CASES) {
                String text = hard.path("text").textValue();
                String whole = text.replaceAll("[\\ud800-\\udfff]", "\ufffd"); // of half a pair alone
                assertThat(tokenizer.text(tokenizer.encode(text))).isEqualTo(started(kind, whole));
            }
        }
    }

    private static String started(String kind, String text) {
        return switch (kind) {
            case "llama" -> text.isEmpty() ? "<s>" : "<s> " + text.replace('\u2581', ' '); // its mark for a space
            case "storyteller" -> "<|endoftext|>" + text;
            default -> text;
        };
    }
}
