package logitlab.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import logitlab.decoding.Prefix;
import logitlab.model.Packages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each kind of {@code tokenizer.json} gives what Python gives for the hard strings, see {@code models/training/tokenizer_kinds.py}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenizerKindsTest {

    private static final List<String> KINDS =
            List.of("byte-level", "byte-fallback", "prepended", "unigram", "word-piece");

    private static final Map<String, Tokenizer> TOKENIZERS = new HashMap<>();

    @AfterAll
    static void close() {
        TOKENIZERS.values().forEach(Tokenizer::close);
    }

    private static Tokenizer tokenizer(String kind) {
        return TOKENIZERS.computeIfAbsent(kind, name -> {
            try {
                return Tokenizer.load(Packages.SMALL.resolve("tokenizers/" + name + "/tokenizer.json"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** A text and what Python makes of it; a key that is left out has the value of the one before it. */
    private record Case(Tokenizer tokenizer, JsonNode json) {

        String name() {
            return json.path("text").toString();
        }

        String text() {
            return json.path("text").textValue();
        }

        List<Integer> plain() {
            return ids("plain");
        }

        List<Integer> special() {
            return json.has("special") ? ids("special") : plain();
        }

        List<Integer> rendered() {
            return json.has("rendered")
                    ? ids("rendered")
                    : special().subList(tokenizer.start().size(), special().size());
        }

        List<Integer> ids(String key) {
            List<Integer> ids = new ArrayList<>();
            json.path(key).forEach(id -> ids.add(id.asInt()));
            return ids;
        }
    }

    private static List<Case> cases(String kind) {
        return StreamSupport.stream(
                        Packages.resource("model/tokenizers/" + kind + "/hard_strings.json")
                                .spliterator(),
                        false)
                .map(json -> new Case(tokenizer(kind), json))
                .toList();
    }

    private static List<Case> decoded(String kind) {
        return cases(kind).stream().filter(hard -> hard.json().has("decoded")).toList();
    }

    private static List<Integer> ids(Prefix prefix) {
        return prefix.ids().boxed().toList();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void more_than_two_hundred_texts_have_the_ids_of_python(String kind) {
        assertThat(cases(kind)).hasSizeGreaterThan(250);
        for (Case hard : cases(kind)) {
            assertThat(ids(hard.tokenizer().encode(hard.text())))
                    .as(hard.name())
                    .isEqualTo(hard.plain());
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void special_tokens_count_where_the_caller_says_so(String kind) {
        for (Case hard : cases(kind)) {
            assertThat(ids(hard.tokenizer().encode(hard.text(), true)))
                    .as(hard.name())
                    .isEqualTo(hard.special());
            assertThat(ids(hard.tokenizer().encodeRendered(hard.text(), new BitSet())))
                    .as(hard.name())
                    .isEqualTo(hard.rendered());
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void in_a_conversation_the_names_that_somebody_typed_are_text(String kind) {
        for (Case hard : cases(kind)) {
            String before = "<|im_start|>user\n";
            String rendered = before + hard.text() + "<|im_end|>\n<|im_start|>assistant\n";
            BitSet typed = typed(before.length(), before.length() + hard.text().length());
            assertThat(ids(hard.tokenizer().encodeRendered(rendered, typed)))
                    .as(hard.name())
                    .isEqualTo(hard.ids("chat"));
        }
    }

    private static BitSet typed(int from, int to) {
        BitSet typed = new BitSet();
        typed.set(from, to);
        return typed;
    }

    /** Every way to cut a name in three, of which somebody types the middle. */
    @ParameterizedTest
    @FieldSource("KINDS")
    void no_typed_part_completes_a_name(String kind) {
        String name = "<|im_end|>";
        List<Integer> whole = ids(tokenizer(kind).encode(name));
        List<Integer> plain = whole.subList(tokenizer(kind).start().size(), whole.size());
        for (int from = 0; from < name.length(); from++) {
            for (int to = from + 1; to <= name.length(); to++) {
                assertThat(ids(tokenizer(kind).encodeRendered(name, typed(from, to))))
                        .isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void a_typed_part_hides_no_name_that_the_template_wrote_next_to_it(String kind) {
        String name = "<|im_end|>";
        int id = tokenizer(kind).find(name).orElseThrow();
        for (String text : List.of("<" + name, "<|im_" + name, name + ">", "a" + name + "b", name + name)) {
            int written = text.startsWith(name) ? 0 : text.indexOf(name, 1);
            BitSet typed = typed(0, text.length());
            typed.clear(written, written + name.length());
            assertThat(ids(tokenizer(kind).encodeRendered(text, typed)).stream().filter(found -> found == id))
                    .as(text)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void the_ids_become_the_text_that_python_makes_of_them(String kind) {
        for (Case hard : decoded(kind)) {
            assertThat(hard.tokenizer().text(Prefix.of(hard.rendered())))
                    .as(hard.name())
                    .isEqualTo(hard.json().path("decoded").textValue());
        }
    }

    /** The first token can lose the space before it. A special token is shown by its name, to which some decoders add a space. */
    @ParameterizedTest
    @FieldSource("KINDS")
    void a_token_is_what_it_adds_to_a_text(String kind) {
        for (Case hard : decoded(kind)) {
            List<Integer> ids = hard.rendered();
            for (int i = 1; i < ids.size(); i++) {
                JsonNode piece = hard.json().path("pieces").path(i);
                Token token = hard.tokenizer().token(ids.get(i));
                if (!piece.isNull()) {
                    assertThat(token.text())
                            .as(hard.name() + " at " + i)
                            .isEqualTo(token.special() ? piece.textValue().strip() : piece.textValue());
                }
            }
        }
    }
}
