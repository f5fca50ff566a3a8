package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.onnx.ModelRuntime;
import logitlab.model.onnx.OnnxLanguageModel;
import logitlab.model.onnx.RuntimeLimits;
import logitlab.model.prompt.OfferedTemplate;
import logitlab.model.text.Token;
import logitlab.model.text.Tokenizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Models and tokenizers of other kinds than the shipped transformers, a few kilobytes each, made by make.py next to them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class OtherKindsTest {

    private static final Prefix CAT_SAT = Prefix.of(1, 266, 268);

    private static Models load(String name) {
        return Packages.load(Packages.SMALL.resolve(name), 1 << 20);
    }

    @Test
    void a_graph_without_state_runs_the_whole_prefix_each_time() {
        try (Models models = load("bigram")) {
            LanguageModel model = models.first();
            assertThat(model.card().exposes()).isEmpty();
            LanguageModel.Runs before = model.runs();
            Lane lane = Lane.open(model, CAT_SAT, List.of(), Decoder.GREEDY, Settings.OFF, 0)
                    .run(3);
            LanguageModel.Runs after = model.runs();
            assertThat(after.runs() - before.runs()).isEqualTo(3);
            assertThat(after.tokens() - before.tokens()).isEqualTo(3 + 4 + 5);
            // of two texts with the same last token the next token is the same
            assertThat(model.logits(Prefix.of(5, 266))).isEqualTo(model.logits(Prefix.of(266)));
            assertThat(lane.ids()).hasSize(3);
        }
    }

    @Test
    void a_hidden_state_serves_texts_that_begin_with_its_whole_prefix() {
        try (Models models = load("recurrent");
                Models fresh = Packages.load(Packages.SMALL.resolve("recurrent"), 0)) {
            LanguageModel model = models.first();
            assertThat(model.card().kind()).isEqualTo("lstm");
            model.logits(CAT_SAT);
            LanguageModel.Runs before = model.runs();
            Prefix longer = CAT_SAT.plus(260);
            Packages.assertAlike(model.logits(longer), fresh.first().logits(longer), 1e-5);
            assertThat(model.runs().tokens() - before.tokens()).isEqualTo(1);
            Prefix branch = CAT_SAT.first(2).plus(261).plus(262);
            Packages.assertAlike(model.logits(branch), fresh.first().logits(branch), 1e-5);
            assertThat(model.runs().tokens() - before.tokens()).isEqualTo(1 + 4);
            Packages.assertAlike(model.logits(CAT_SAT.plus(261)), fresh.first().logits(CAT_SAT.plus(261)), 1e-5);
            assertThat(model.runs().tokens() - before.tokens()).isEqualTo(1 + 4 + 1);
        }
    }

    @Test
    void the_post_processor_decides_on_start_tokens() {
        try (Models models = load("bigram")) {
            assertThat(models.first().prompt(" cat sat").at(0)).isEqualTo(1);
            assertThat(models.first().prompt("")).isEqualTo(Prefix.of(1));
        }
    }

    @Test
    void an_empty_prompt_is_refused_if_there_is_no_start_token() throws Exception {
        Tokenizer none = Tokenizer.load(Packages.SMALL.resolve("gpt2").resolve("tokenizer.json"));
        try (none;
                ModelRuntime runtime = new ModelRuntime(new RuntimeLimits(1, 1, 0))) {
            ModelCard card =
                    new ModelCard("", "", 0, 4096, 8, "", "", 0, Settings.OFF, List.of(), List.of(), CardText.NONE);
            LanguageModel model = new OnnxLanguageModel(
                    "none",
                    card,
                    OptionalInt.empty(),
                    List.of(),
                    none,
                    OfferedTemplate.NONE,
                    null,
                    Optional.empty(),
                    runtime);
            assertThatThrownBy(() -> model.prompt(""))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("not-empty");
        }
    }

    @Test
    void every_end_token_of_a_list_ends_a_text() {
        try (Models models = load("bigram")) {
            assertThat(models.first().endTokens()).containsExactly(2);
        }
    }

    @Test
    void a_token_is_what_it_adds_to_a_text() {
        try (Models models = load("bigram")) {
            Tokenizer tokenizer = models.first().tokenizer();
            assertThat(tokenizer.tokens(CAT_SAT).stream().map(Token::text)).containsExactly("<s>", " cat", " sat");
            assertThat(tokenizer.text(CAT_SAT)).isEqualTo("<s> cat sat");
            assertThat(tokenizer.token(264).text()).isEqualTo(" c");
            assertThat(tokenizer.token(265).text()).isEqualTo("at");
        }
    }

    @Test
    void bytes_stand_for_what_the_vocabulary_lacks() {
        try (Models models = load("bigram")) {
            Tokenizer tokenizer = models.first().tokenizer();
            Prefix text = tokenizer.encode("cat é");
            assertThat(tokenizer.text(text)).isEqualTo("<s> cat é");
            Token first = tokenizer.token(0xC3 + 3);
            assertThat(first).isEqualTo(new Token(0xC3 + 3, "\ufffd", "C3", true));
            assertThat(tokenizer.token('x' + 3)).isEqualTo(new Token('x' + 3, "x", "78", false));
            assertThat(text.ids()).containsSequence(0xC3 + 3, 0xA9 + 3);
        }
    }

    @Test
    void a_part_of_a_character_leaves_the_characters_before_it() {
        try (Models models = load("bigram")) {
            Tokenizer tokenizer = models.first().tokenizer();
            Prefix bytes = Prefix.of(266, 0xC3 + 3, 0xA9 + 3, 0xF0 + 3, 0x9F + 3);
            assertThat(tokenizer.text(bytes)).isEqualTo("caté\ufffd");
            assertThat(tokenizer.text(bytes.plus(268))).isEqualTo("caté\ufffd sat");
            assertThat(tokenizer.text(bytes.plus(List.of(0x90 + 3, 0xB1 + 3)))).isEqualTo("caté🐱");
            assertThat(tokenizer.text(Prefix.of(0xFF + 3, 'a' + 3, 266, 0xFF + 3, 'b' + 3)))
                    .isEqualTo("\ufffda cat\ufffdb");
        }
    }

    @Test
    void a_typed_special_token_is_plain_text() {
        try (Models models = load("bigram")) {
            assertThat(models.first().prompt("a</s>").ids()).doesNotContain(2);
        }
    }
}
