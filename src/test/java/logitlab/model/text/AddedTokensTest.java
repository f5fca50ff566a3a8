package logitlab.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import logitlab.decoding.Prefix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that were added after the training have the ids of the file, whatever the library makes of its order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AddedTokensTest {

    private static final String BPE = "{'type': 'BPE', 'vocab': {'a': 0, 'b': 1, 'ab': 3}, 'merges': ['a b']}";
    private static final String UNIGRAM =
            "{'type': 'Unigram', 'unk_id': 0, 'vocab': [['<unk>', 0], ['<s>', 0], ['a', -1], ['b', -2], ['<', -3], ['s', -3], ['>', -3]]}";
    private static final String FUSE = "{'type': 'Fuse'}";

    @TempDir
    private Path folder;

    private Tokenizer loadWith(String decoder, String postProcessor, String model, String... added) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, """
                {'version': '1.0', 'truncation': null, 'padding': null, 'normalizer': null, 'pre_tokenizer': null,
                 'added_tokens': [%s], 'model': %s, 'decoder': %s, 'post_processor': %s}""".formatted(String.join(", ", added), model, decoder, postProcessor)
                .replace('\'', '"'));
        return Tokenizer.load(file);
    }

    private Tokenizer load(String model, String... added) throws IOException {
        return loadWith(FUSE, "null", model, added);
    }

    private static String added(String name, int id, boolean special) {
        return """
                {'id': %d, 'content': '%s', 'special': %s, 'normalized': false, 'single_word': false, 'lstrip': false, 'rstrip': false}""".formatted(id, name, special);
    }

    private static List<Integer> ids(Prefix prefix) {
        return prefix.ids().boxed().toList();
    }

    @Test
    void a_token_that_is_not_special_keeps_its_id_after_special_tokens_of_the_vocabulary() throws IOException {
        try (Tokenizer tokenizer = load(
                UNIGRAM,
                added("<unk>", 0, true),
                added("<s>", 1, true),
                added("<end>", 7, true),
                added("<tool>", 8, false))) {
            assertThat(ids(tokenizer.encode("a<tool>b"))).containsExactly(2, 8, 3);
            assertThat(ids(tokenizer.encode("a<tool>b<end>", true))).containsExactly(2, 8, 3, 7);
        }
    }

    @Test
    void a_special_token_of_a_vocabulary_of_pieces_is_text_where_it_is_typed() throws IOException {
        try (Tokenizer tokenizer = load(UNIGRAM, added("<unk>", 0, true), added("<s>", 1, true))) {
            assertThat(ids(tokenizer.encode("a<s>"))).containsExactly(2, 4, 5, 6);
            assertThat(ids(tokenizer.encode("a<s>", true))).containsExactly(2, 1);
            assertThat(ids(tokenizer.encode("z"))).containsExactly(0);
        }
    }

    @Test
    void ids_with_holes_between_them_are_those_of_the_file() throws IOException {
        try (Tokenizer tokenizer = load(
                BPE, added("<x>", 2, false), added("<y>", 7, false), added("<z>", 9, true), added("<w>", 5, true))) {
            assertThat(ids(tokenizer.encode("ab<x>a<y>b"))).containsExactly(3, 2, 0, 7, 1);
            assertThat(ids(tokenizer.encodeRendered("<w>ab<z>", new BitSet()))).containsExactly(5, 3, 9);
            assertThat(tokenizer.text(Prefix.of(3, 2, 0, 7, 1, 5, 9))).isEqualTo("ab<x>a<y>b<w><z>");
            assertThat(tokenizer.token(7)).isEqualTo(new Token(7, "<y>", "", false));
            assertThat(tokenizer.token(9)).isEqualTo(new Token(9, "<z>", "", false, true));
        }
    }

    @Test
    void an_id_without_an_entry_adds_nothing_to_a_text() throws IOException {
        try (Tokenizer tokenizer = load(BPE, added("<x>", 2, false), added("<y>", 7, false))) {
            assertThat(tokenizer.token(4)).isEqualTo(new Token(4, "<4>", "", false));
            assertThat(tokenizer.text(Prefix.of(0, 4, 6, 100, 1))).isEqualTo("ab");
        }
    }

    @Test
    void two_names_can_share_an_id() throws IOException {
        try (Tokenizer tokenizer = load(BPE, added("<x>", 4, false), added("<y>", 4, false), added("<z>", 5, false))) {
            assertThat(ids(tokenizer.encode("<x><y><z>"))).containsExactly(4, 4, 5);
        }
    }

    @Test
    void an_older_file_leaves_out_the_type_of_its_model() throws IOException {
        try (Tokenizer tokenizer = load(BPE.replace("'type': 'BPE', ", ""), added("<z>", 4, true))) {
            assertThat(ids(tokenizer.encode("ab<z>", true))).containsExactly(3, 4);
        }
    }

    @Test
    void a_special_token_that_the_merges_need_stays_text_where_it_is_typed() throws IOException {
        for (String merges : List.of("['a b']", "[['a', 'b']]")) {
            try (Tokenizer tokenizer = load(
                    BPE.replace("['a b']", merges), added("ab", 3, true), added("b", 1, true), added("<z>", 4, true))) {
                assertThat(ids(tokenizer.encode("abb"))).containsExactly(3, 1);
                assertThat(ids(tokenizer.encode("abab", true))).containsExactly(3, 3);
                BitSet typed = new BitSet();
                typed.set(2, 5);
                assertThat(ids(tokenizer.encodeRendered("abbab", typed))).containsExactly(3, 1, 3);
                assertThat(tokenizer.token(3).special()).isTrue();
            }
        }
    }

    @Test
    void the_start_tokens_are_found_without_letters_in_the_vocabulary() throws IOException {
        String template = """
                {'type': 'TemplateProcessing',
                 'single': [{'SpecialToken': {'id': '<s>', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}, {'SpecialToken': {'id': '</s>', 'type_id': 0}}],
                 'pair': [{'Sequence': {'id': 'A', 'type_id': 0}}, {'Sequence': {'id': 'B', 'type_id': 0}}],
                 'special_tokens': {'<s>': {'id': '<s>', 'ids': [5], 'tokens': ['<s>']}, '</s>': {'id': '</s>', 'ids': [6], 'tokens': ['</s>']}}}""";
        String model = "{'type': 'BPE', 'vocab': {'x': 0, 'y': 1}, 'merges': []}";
        try (Tokenizer tokenizer = loadWith(FUSE, template, model, added("<s>", 5, true), added("</s>", 6, true))) {
            assertThat(ids(tokenizer.start())).containsExactly(5);
            assertThat(ids(tokenizer.encode("y<s>", true))).containsExactly(5, 1, 5);
            assertThat(ids(tokenizer.encodeRendered("<s>y", new BitSet()))).containsExactly(5, 1);
        }
    }

    @Test
    void runs_of_spaces_are_shown_as_the_spaces_that_they_add() throws IOException {
        String model = "{'type': 'BPE', 'vocab': {'a': 0, '▁': 1, '▁▁▁': 2}, 'merges': []}";
        String decoder = "{'type': 'Replace', 'pattern': {'String': '▁'}, 'content': ' '}";
        try (Tokenizer tokenizer = loadWith(decoder, "null", model, added("▁▁▁", 2, false))) {
            assertThat(tokenizer.token(2)).isEqualTo(new Token(2, "   ", "", false));
            assertThat(tokenizer.text(Prefix.of(0, 2, 0))).isEqualTo("a   a");
        }
        String bytes = "{'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets': true, 'use_regex': true}";
        try (Tokenizer tokenizer = loadWith(bytes, "null", BPE, added("    ", 4, false))) {
            assertThat(tokenizer.token(4)).isEqualTo(new Token(4, "    ", "20 20 20 20", false));
        }
    }

    /** As in GPT-1's vocabulary, where a mark ends a word. */
    @Test
    void a_token_that_ends_a_word_adds_the_space_after_it() throws IOException {
        String model = "{'type': 'BPE', 'vocab': {'a': 0, 'cat</w>': 1}, 'merges': []}";
        try (Tokenizer tokenizer = loadWith("{'type': 'BPEDecoder', 'suffix': '</w>'}", "null", model)) {
            assertThat(tokenizer.token(1).text()).isEqualTo("cat ");
            assertThat(tokenizer.text(Prefix.of(1, 0, 1, 1))).isEqualTo("cat acat cat");
        }
    }

    @Test
    void ids_beyond_reason_are_refused() {
        assertThatThrownBy(() -> load(BPE.replace("'ab': 3", "'ab': 2000000000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2000000000");
    }

    @Test
    void a_file_without_a_model_is_refused() {
        Path file = folder.resolve("other.json");
        for (String json : List.of("{}", "[]", "3", "{\"model\": []}")) {
            assertThatThrownBy(() -> Tokenizer.load(Files.writeString(file, json)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("model");
        }
    }
}
