package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel.Continuation;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.LanguageModel.State;
import logitlab.model.onnx.Proofs;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that go through a model together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadingTest {

    private static final Models KINDS = Packages.kinds();

    static Stream<String> models() {
        return Stream.concat(Packages.SHIPPED.all().stream(), KINDS.all().stream())
                .map(LanguageModel::id);
    }

    private static LanguageModel model(String id) {
        return (Packages.KINDS.contains(id) ? KINDS : Packages.SHIPPED).get(id);
    }

    private static Prefix text(LanguageModel model, Random random, int length) {
        return Prefix.of(random.ints(length, 0, model.card().vocabularySize()).toArray());
    }

    @ParameterizedTest
    @MethodSource("models")
    void each_of_several_texts_gets_the_same_numbers_as_alone_to_the_bit(String id) {
        LanguageModel model = model(id);
        Random random = new Random(7);
        for (int length : List.of(1, 6, 19)) {
            State root = model.read(text(model, random, length)).state();
            State other = model.read(text(model, random, length)).state();
            List<Continuation> next = IntStream.range(0, 23)
                    .mapToObj(i -> (i % 3 == 0 ? other : root)
                            .then(random.nextInt(model.card().vocabularySize())))
                    .toList();
            for (int step = 0; step < 3; step++) {
                List<Reading> together = model.read(next);
                for (int i = 0; i < next.size(); i++) {
                    Reading alone = model.read(List.of(next.get(i))).get(0);
                    assertThat(together.get(i).state().text())
                            .isEqualTo(alone.state().text());
                    assertThat(together.get(i).logits()).isEqualTo(alone.logits());
                }
                next = together.stream()
                        .map(reading ->
                                reading.state().then(random.nextInt(model.card().vocabularySize())))
                        .toList();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void continued_token_by_token_a_text_has_the_logits_of_the_whole_text(String id) {
        LanguageModel model = model(id);
        Prefix whole = text(model, new Random(3), 9);
        Reading reading = model.read(whole.first(4));
        assertThat(reading.logits()).isEqualTo(model.logits(whole.first(4)));
        for (int at = 4; at < 9; at++) {
            reading = model.read(List.of(reading.state().then(whole.at(at)))).get(0);
        }
        assertThat(reading.state().text()).isEqualTo(whole);
        Logits expected = model.logits(whole);
        Packages.assertAlike(reading.logits(), expected, 2 * KindsTest.tolerance(model.id()));
        Reading fromNothing = model.read(List.of(State.NONE.then(whole))).get(0);
        Packages.assertAlike(fromNothing.logits(), expected, 2 * KindsTest.tolerance(model.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm", "storyteller-step-250"})
    void texts_go_through_our_models_together_in_as_few_runs_as_the_numbers_say(String id) {
        try (Models own = Packages.load(Path.of("models", id), 8 << 20)) {
            LanguageModel model = own.first();
            State once = model.read(model.prompt("Once upon a time")).state();
            List<Continuation> texts =
                    IntStream.range(300, 332).mapToObj(once::then).toList();
            Proofs.prove(model, texts.get(0).text().size());
            LanguageModel.Runs before = model.runs();
            model.read(texts);
            assertThat(model.runs().tokens() - before.tokens()).isEqualTo(32);
            assertThat(model.runs().runs() - before.runs())
                    .isEqualTo(model.inRuns(texts, texts.get(0).text().size()).size());
        }
    }

    /** Which larger numbers a graph takes depends on how the processor adds. */
    @ParameterizedTest
    @MethodSource("models")
    void every_number_that_a_graph_takes_gives_each_text_the_same_as_alone_at_every_length(String id) {
        LanguageModel model = model(id);
        Random random = new Random(11);
        int context = model.card().contextLength();
        for (int length : List.of(2, 7, 8, 31, context)) {
            State before = model.read(text(model, random, length - 1)).state();
            Proofs.prove(model, length);
            assertThat(model.together(length))
                    .isSubsetOf(16, 12, 8, 6, 4, 3, 2, 1)
                    .endsWith(1);
            for (int size : model.together(length)) {
                List<Continuation> texts = random.ints(size, 0, model.card().vocabularySize())
                        .mapToObj(before::then)
                        .toList();
                List<Reading> together = model.read(texts);
                for (int i = 0; i < size; i++) {
                    assertThat(together.get(i).logits())
                            .isEqualTo(model.read(List.of(texts.get(i))).get(0).logits());
                }
            }
        }
    }

    @Test
    void a_graph_that_rounds_by_the_largest_number_of_a_run_takes_one_text_at_a_time() {
        Proofs.prove(KINDS.get("int8"), 5);
        assertThat(KINDS.get("int8").together(5)).containsExactly(1);
    }

    @Test
    void a_graph_without_state_takes_one_text_at_a_time() {
        assertThat(KINDS.get("no-cache").together(5)).containsExactly(1);
    }

    @Test
    void loading_a_model_reads_no_text_longer_than_its_context(@TempDir Path folder) throws IOException {
        assertThat(tokensToLoad(folder, 4)).isEqualTo(tokensToLoad(folder, 9));
    }

    private static long tokensToLoad(Path folder, int context) throws IOException {
        Path copy = Packages.copy(Packages.SMALL.resolve("gpt2"), Files.createTempDirectory(folder, "context"));
        Path config = copy.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"n_positions\": 64", "\"n_positions\": " + context));
        try (Models own = Packages.load(copy, 8 << 20)) {
            assertThat(own.first().card().contextLength()).isEqualTo(context);
            return own.first().runs().tokens();
        }
    }

    /** Some graphs take one token after a state, but not several. */
    @ParameterizedTest
    @MethodSource("models")
    void a_run_reads_as_many_tokens_as_it_says_before(String id) {
        LanguageModel model = model(id);
        Prefix text = text(model, new Random(23), 16);
        for (int length : List.of(8, 9, 12, 16)) {
            int unread = model.unread(text.first(length));
            LanguageModel.Runs before = model.runs();
            model.logits(text.first(length));
            assertThat(model.runs().since(before).tokens()).isEqualTo(unread);
        }
    }

    @Test
    void a_text_that_was_just_read_is_not_read_again() {
        try (Models own = Packages.load(Packages.STORYTELLER, 8 << 20)) {
            LanguageModel model = own.first();
            Prefix text = model.prompt("The fox and the very old owl");
            Logits logits = model.logits(text);
            LanguageModel.Runs before = model.runs();
            assertThat(model.read(text).logits()).isEqualTo(logits);
            assertThat(model.runs()).isEqualTo(before);
        }
    }

    @Test
    void the_state_of_a_continuation_takes_the_memory_of_its_own_token_only() {
        LanguageModel model = Packages.storyteller();
        State longText = model.read(text(model, new Random(1), 200)).state();
        State one = model.read(List.of(longText.then(5))).get(0).state();
        int token = 2 * 6 * 192 * Float.BYTES; // keys and values of six layers
        assertThat(longText.bytes()).isBetween(200L * token, 210L * token);
        assertThat(one.bytes()).isBetween((long) token, token + 2500L); // and the ids
        LanguageModel lstm = Packages.shipped("storyteller-lstm");
        State before = lstm.read(text(lstm, new Random(1), 200)).state();
        State after = lstm.read(List.of(before.then(5))).get(0).state();
        assertThat(after.bytes()).isEqualTo(before.bytes() + Integer.BYTES);
    }

    @Test
    void texts_are_split_into_the_numbers_that_a_run_takes() {
        List<Integer> texts = IntStream.range(0, 38).boxed().toList();
        LanguageModel model = Packages.storyteller();
        Proofs.prove(model, 9);
        List<List<Integer>> runs = model.inRuns(texts, 9);
        assertThat(runs.stream().flatMap(List::stream)).isEqualTo(texts);
        int rest = texts.size();
        for (List<Integer> run : runs) {
            int most = rest;
            assertThat(run)
                    .hasSize(model.together(9).stream()
                            .filter(size -> size <= most)
                            .findFirst()
                            .orElseThrow());
            rest -= run.size();
        }
        Proofs.prove(KINDS.get("int8"), 9);
        assertThat(KINDS.get("int8").inRuns(texts.subList(0, 2), 9)).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void switches_hold_for_the_continuations_too() {
        LanguageModel model = Packages.storyteller();
        LanguageModel off = model.with(Switches.NONE.mlp(3, 0));
        Prefix text = model.prompt("Once upon a time");
        Logits found =
                off.read(List.of(off.read(text).state().then(300))).get(0).logits();
        Packages.assertAlike(found, off.logits(text.plus(300)), 1e-4);
        assertThatThrownBy(() -> off.read(List.of(model.read(text).state().then(300))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a state must belong to storyteller/");
    }

    @Test
    void what_cannot_be_read_together_is_refused() {
        LanguageModel model = Packages.storyteller();
        State one = model.read(Prefix.of(1)).state();
        State two = model.read(Prefix.of(1, 2)).state();
        assertThatThrownBy(() -> model.read(List.of(one.then(5), two.then(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one length");
        assertThatThrownBy(() -> model.read(List.of(one.then(Prefix.of(2, 3)), two.then(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one length");
        assertThatThrownBy(() -> model.read(List.of(one.then(4096))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0 to 4095");
        State full = model.read(text(model, new Random(2), 256)).state();
        assertThatThrownBy(() -> model.read(List.of(full.then(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }
}
