package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import logitlab.PostProcessed;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.text.Token;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storyteller, whose tokenizer begins every text with the token that ends one, and a copy whose tokenizer adds nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartTokenTest {

    private static final int END = 0;
    private static final LanguageModel MODEL = Packages.storyteller();

    @TempDir
    private static Path folder;

    private static Models models;
    private static LanguageModel plain;

    @BeforeAll
    static void load() throws IOException {
        models = Packages.load(PostProcessed.storyteller(folder), 16 << 20);
        plain = models.first();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    private static Prefix started(Prefix text) {
        return Prefix.of(END).plus(text.ids().boxed().toList());
    }

    @Test
    void what_the_post_processor_adds_begins_every_text() {
        assertThat(MODEL.prompt("Once upon a time")).isEqualTo(started(plain.prompt("Once upon a time")));
        assertThat(MODEL.startTokens(MODEL.prompt("Once upon a time"))).isEqualTo(1);
        assertThat(MODEL.text(MODEL.prompt("Once upon a time"))).isEqualTo("Once upon a time");
    }

    @Test
    void an_empty_text_is_the_start_token_alone() {
        assertThat(MODEL.prompt("")).isEqualTo(Prefix.of(END));
        assertThat(MODEL.startTokens(Prefix.of(END))).isEqualTo(1);
        assertThat(MODEL.text(Prefix.of(END))).isEmpty();
    }

    @Test
    void if_the_tokenizer_adds_none_an_empty_text_is_the_models_own_start_token() {
        assertThat(plain.prompt("")).isEqualTo(Prefix.of(END));
        assertThat(plain.startTokens(plain.prompt(""))).isEqualTo(1);
        assertThat(plain.startTokens(plain.prompt("Once"))).isZero();
    }

    @Test
    void a_start_token_that_is_typed_is_plain_text() {
        Prefix typed = MODEL.prompt("<|endoftext|>");
        assertThat(typed).isEqualTo(started(plain.prompt("<|endoftext|>")));
        assertThat(typed.ids().skip(1)).hasSizeGreaterThan(1).doesNotContain(END);
        assertThat(MODEL.text(typed)).isEqualTo("<|endoftext|>");
    }

    @Test
    void a_start_token_takes_a_place_in_the_context() {
        String most = " a".repeat(MODEL.card().contextLength() - 1);
        assertThat(MODEL.prompt(most).size()).isEqualTo(MODEL.card().contextLength());
        assertThatThrownBy(() -> MODEL.prompt(most + " a")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_start_token_does_not_end_a_text() {
        Lane lane = Lane.open(MODEL, MODEL.prompt("Once"), List.of(), Decoder.GREEDY, Settings.OFF, 0);
        assertThat(lane.finished()).isEmpty();
        assertThat(lane.run(3).ids()).hasSize(3);
        Lane empty = Lane.open(MODEL, MODEL.prompt(""), List.of(), Decoder.GREEDY, Settings.OFF, 0);
        assertThat(empty.finished()).isEmpty();
        assertThat(empty.run(2).ids()).hasSize(2);
        assertThat(Lane.open(MODEL, MODEL.prompt(""), List.of(END), Decoder.GREEDY, Settings.OFF, 0)
                        .finished())
                .contains(FinishReason.END_OF_TEXT);
    }

    /** As in Hugging Face's transformers, whose penalty applies to all ids. */
    @Test
    void a_repetition_penalty_counts_the_start_token() {
        Settings penalty = Settings.of(Map.of("repetition-penalty", "2"));
        Lane lane = Lane.open(MODEL, MODEL.prompt("Once"), List.of(), Decoder.GREEDY, penalty, 0);
        double logit = lane.step(0).logits().at(END);
        assertThat(lane.step(0).candidate(END).adjustedLogit()).isEqualTo(logit > 0 ? logit / 2 : logit * 2);
    }

    @Test
    void after_a_start_token_even_the_first_token_has_a_surprisal() {
        Surprisal surprisal = Surprisal.of(MODEL, "Once upon");
        Prefix ids = MODEL.prompt("Once upon");
        assertThat(surprisal.start()).extracting(Token::id).containsExactly(END);
        assertThat(surprisal.tokens()).extracting(seen -> seen.token().text()).containsExactly("Once", " upon");
        assertThat(surprisal.tokens().get(0).guess().orElseThrow().surprise())
                .isEqualTo(MODEL.logits(Prefix.of(END)).crossEntropy(ids.at(1)));
        assertThat(surprisal.tokens().get(1).guess().orElseThrow().surprise())
                .isEqualTo(MODEL.logits(ids.first(2)).crossEntropy(ids.at(2)));
        assertThat(surprisal.bitsPerByte()).isPresent();
        assertThatThrownBy(() -> Surprisal.of(MODEL, "")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void what_a_post_processor_adds_after_a_text_is_left_out(@TempDir Path other) throws IOException {
        Path bigram = PostProcessed.copy(Packages.SMALL.resolve("bigram"), other, new int[] {1, 0}, new int[] {2});
        try (Models ends = Packages.load(bigram, 1 << 20);
                Models starts = Packages.load(Packages.SMALL.resolve("bigram"), 1 << 20)) {
            Prefix text = ends.first().prompt("the cat");
            assertThat(text.ids().limit(2)).containsExactly(1, 0);
            assertThat(text.ids().skip(2))
                    .containsExactlyElementsOf(starts.first()
                            .prompt("the cat")
                            .ids()
                            .skip(1)
                            .boxed()
                            .toList());
            assertThat(ends.first().prompt("").ids()).containsExactly(1, 0);
            assertThat(ends.first().startTokens(text)).isEqualTo(2);
            assertThat(ends.first().text(text)).isEqualTo("the cat");
            Surprisal surprisal = Surprisal.of(ends.first(), "the cat");
            assertThat(surprisal.start()).hasSize(2);
            assertThat(surprisal.tokens()).hasSize(text.size() - 2);
        }
    }
}
