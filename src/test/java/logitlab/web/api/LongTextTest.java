package logitlab.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import logitlab.decoding.Prefix;
import logitlab.decoding.input.InvalidValueException;
import logitlab.model.LanguageModel;
import logitlab.model.Models;
import logitlab.model.Packages;
import logitlab.model.Permit;
import logitlab.web.HttpRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** On graphs with a context of 4,096 tokens and a vocabulary of 151,936. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongTextTest {

    private static final String CACHED = "vocabulary-152k";
    private static final String UNCACHED = "152k-no-state";

    private final List<Long> pieces = new ArrayList<>();
    private Models models;
    private LanguageModel model;

    private void load(String name, long cacheBytes) {
        models = Packages.load(Packages.SMALL.resolve(name), cacheBytes);
        model = models.first();
    }

    @AfterEach
    void close() {
        models.close();
    }

    /** Notes how many tokens each piece reads. */
    private final Permit permit = new Permit() {

        @Override
        public <T> T run(Supplier<T> piece) {
            long before = model.runs().tokens();
            T result = piece.get();
            pieces.add(model.runs().tokens() - before);
            return result;
        }
    };

    private static Prefix text(int tokens) {
        return Prefix.of(
                IntStream.range(0, tokens).map(place -> 7 * place % 300).toArray());
    }

    private List<Long> reading() {
        return pieces.stream().filter(tokens -> tokens > 0).toList();
    }

    @Test
    void each_piece_reads_a_few_tokens_and_the_end_is_left_for_the_answer() {
        load(CACHED, 64 << 20);
        Prefix text = text(600);

        LongText.read(model, "tokens", text, permit);

        assertThat(reading()).containsExactly(256L, 256L);
        assertThat(model.unread(text)).isEqualTo(88);
    }

    @Test
    void the_logits_are_those_of_the_text_read_at_once() {
        load(CACHED, 64 << 20);
        Prefix text = text(400);
        LongText.read(model, "tokens", text, permit);
        float[] inPieces = floats(model);
        models.close();
        load(CACHED, 64 << 20);

        assertThat(inPieces).usingComparatorWithPrecision(1e-4f).containsExactly(floats(model));
    }

    private static float[] floats(LanguageModel model) {
        double[] logits = model.logits(text(400)).toArray();
        float[] some = new float[1_000];
        IntStream.range(0, some.length).forEach(id -> some[id] = (float) logits[id]);
        return some;
    }

    @Test
    void what_has_been_read_is_not_read_again() {
        load(CACHED, 64 << 20);
        LongText.read(model, "tokens", text(400), permit);
        model.logits(text(400));
        pieces.clear();

        LongText.read(model, "tokens", text(401), permit);
        assertThat(reading()).isEmpty();
        LongText.read(model, "tokens", text(680), permit);
        assertThat(reading()).containsExactly(256L);
    }

    @Test
    void a_text_whose_states_find_no_memory_is_left_to_be_read_at_once() {
        load(CACHED, 1_000);
        LongText.read(model, "tokens", text(LongText.MOST_AT_ONCE), permit);
        assertThat(reading()).containsExactly(256L);
    }

    @Test
    void a_longer_text_whose_states_find_no_memory_is_begun_again_once_and_then_the_server_is_busy() {
        load(CACHED, 1_000);

        assertThatThrownBy(() -> LongText.read(model, "tokens", text(LongText.MOST_AT_ONCE + 1), permit))
                .isInstanceOfSatisfying(
                        HttpRefusedException.class,
                        busy -> assertThat(busy.status()).isEqualTo(503));
        assertThat(reading()).containsExactly(256L, 256L);
    }

    @Test
    void a_model_without_states_is_not_given_more_than_it_may_read_at_once() {
        load(UNCACHED, 64 << 20);

        LongText.read(model, "tokens", text(LongText.MOST_AT_ONCE), permit);
        assertThat(reading()).isEmpty();
        assertThatThrownBy(() -> LongText.read(model, "tokens", text(LongText.MOST_AT_ONCE + 1), permit))
                .isInstanceOfSatisfying(InvalidValueException.class, refused -> {
                    assertThat(refused.field()).isEqualTo("tokens");
                    assertThat(refused.constraint().name()).isEqualTo("at-most-tokens");
                    assertThat(refused.value()).isEqualTo("2049");
                });
    }
}
