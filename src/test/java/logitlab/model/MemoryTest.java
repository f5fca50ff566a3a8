package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.failure.ModelUnavailableException;
import logitlab.model.onnx.Proofs;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import logitlab.model.text.Tokenizer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More models than memory: each leaves for others and comes back the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MemoryTest {

    private static final List<String> THREE = List.of("own-gpt2", "own-llama", "small-lstm");
    private static final Prefix TEXT = Prefix.of(5, 90, 17, 200, 3);

    /** Without a cache, because a state that is there saves a part of a run, which may change the last bit. */
    private static Models load(List<Path> folders, long memory) {
        return ModelLoader.load(folders, Packages.limits(2, 0).withMemory(memory), List.of(Dtype.values()));
    }

    private static List<Path> three() {
        return THREE.stream().map(Packages.SMALL::resolve).toList();
    }

    /** As much as the largest of three takes, which is less than any two take. */
    private static long roomForOne() {
        try (Models models = load(three(), Long.MAX_VALUE)) {
            List<Long> sizes = models.all().stream()
                    .map(model -> model.memory().footprint().total())
                    .sorted()
                    .toList();
            assertThat(sizes.get(0) + sizes.get(1)).isGreaterThan(sizes.get(2));
            return sizes.get(2);
        }
    }

    private static long loaded(Models models) {
        return models.all().stream().filter(model -> model.memory().loaded()).count();
    }

    @Test
    void three_models_answer_in_turn_with_room_for_one() {
        try (Models all = load(three(), Long.MAX_VALUE);
                Models one = load(three(), roomForOne())) {
            assertThat(loaded(all)).isEqualTo(3);
            assertThat(one.leftOut()).isEmpty();
            assertThat(one.first().memory().loaded()).isTrue();
            for (int round = 0; round < 3; round++) {
                for (LanguageModel model : one.all()) {
                    LanguageModel same = all.get(model.id());
                    Prefix text = TEXT.plus(round);
                    assertThat(model.logits(text)).isEqualTo(same.logits(text));
                    assertThat(model.tokenizer().text(text))
                            .isEqualTo(same.tokenizer().text(text));
                    assertThat(model.inspect(text, 2).hidden(1, 2))
                            .isEqualTo(same.inspect(text, 2).hidden(1, 2));
                    assertThat(model.exposed()).isEqualTo(same.exposed());
                    assertThat(loaded(one)).isOne();
                }
            }
        }
    }

    @Test
    void the_tokenizer_of_a_model_that_has_left_is_freed() {
        try (Models models = load(three(), roomForOne())) {
            WeakReference<Tokenizer> tokenizer =
                    new WeakReference<>(models.get("own-gpt2").tokenizer());
            models.get("own-llama").logits(TEXT);
            assertThat(tokenizer.get()).isNull();
            assertThat(models.get("own-gpt2").tokenizer().token(70)).isNotNull();
        }
    }

    @Test
    void a_state_that_was_read_before_continues_after_the_model_has_left() {
        try (Models all = load(three(), Long.MAX_VALUE);
                Models models = load(three(), roomForOne())) {
            LanguageModel model = models.all().get(0);
            LanguageModel other = models.all().get(1);
            LanguageModel same = all.get(model.id());
            LanguageModel.State state = model.read(TEXT).state();
            long runs = model.runs().runs();
            other.logits(TEXT);
            assertThat(model.memory().loaded()).isFalse();
            assertThat(model.runs().runs()).isEqualTo(runs);
            Logits continued = model.read(List.of(state.then(7))).get(0).logits();
            assertThat(model.runs().runs()).isEqualTo(runs + 1);
            assertThat(continued)
                    .isEqualTo(same.read(List.of(same.read(TEXT).state().then(7)))
                            .get(0)
                            .logits());
        }
    }

    @Test
    void a_proof_loads_no_model_that_has_left_but_is_made_when_it_is_used_again() {
        try (Models models = load(three(), roomForOne())) {
            LanguageModel model = models.get("own-llama");
            models.get("own-gpt2").logits(TEXT);
            Proofs.proveIfLoaded(model, TEXT.size());
            assertThat(model.memory().loaded()).isFalse();
            assertThat(models.get("own-gpt2").memory().loaded()).isTrue();
            model.logits(TEXT);
            long runs = model.runs().runs();
            Proofs.proveIfLoaded(model, TEXT.size());
            assertThat(model.runs().runs()).isGreaterThan(runs);
        }
    }

    @Test
    void many_threads_ask_for_all_three_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Models all = load(three(), Long.MAX_VALUE);
                Models one = load(three(), roomForOne())) {
            List<CompletableFuture<Void>> asked = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int seed = thread;
                asked.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 12; i++) {
                                LanguageModel model = one.all().get((seed + i) % 3);
                                Prefix text = TEXT.plus(seed * 12 + i);
                                assertThat(model.logits(text))
                                        .isEqualTo(all.get(model.id()).logits(text));
                                assertThat(model.tokenizer().token(70).text())
                                        .isEqualTo(all.get(model.id())
                                                .tokenizer()
                                                .token(70)
                                                .text());
                            }
                        },
                        threads));
            }
            for (CompletableFuture<Void> each : asked) {
                each.get();
            }
            assertThat(loaded(one)).isOne();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void switches_share_the_model_that_leaves_and_comes_back() {
        try (Models models = load(three(), roomForOne())) {
            LanguageModel model = models.get("own-gpt2");
            LanguageModel switched = model.with(Switches.of(Map.of("1.2", "0")));
            Logits before = switched.logits(TEXT);
            models.get("own-llama").logits(TEXT);
            assertThat(switched.memory().loaded()).isFalse();
            assertThat(switched.logits(TEXT.plus(1))).isNotEqualTo(model.logits(TEXT.plus(1)));
            assertThat(switched.logits(TEXT)).isEqualTo(before);
        }
    }

    @Test
    void a_model_that_is_larger_than_all_memory_is_left_out_with_the_figures() {
        long room = roomForOne();
        try (Models models = load(three(), room - 1)) {
            assertThat(models.leftOut()).hasSize(1);
            assertThat(models.leftOut().get(0).expected()).contains("at most", "--memory");
            assertThat(models.leftOut().get(0).found()).startsWith("one that takes ");
            assertThat(models.leftOut().get(0).fix()).contains("--memory");
        }
    }

    @Test
    void a_file_that_changes_while_the_model_is_away_is_not_taken_for_the_old_one(@TempDir Path folder)
            throws IOException {
        Path first = Packages.copy(Packages.SMALL.resolve("own-gpt2"), folder);
        Packages.copy(Packages.SMALL.resolve("own-llama"), folder);
        try (Models models = load(List.of(folder), roomForOne())) {
            LanguageModel model = models.get("own-gpt2");
            models.get("own-llama").logits(TEXT);
            Files.setLastModifiedTime(first.resolve("model.onnx"), FileTime.fromMillis(1));
            assertThatThrownBy(() -> model.logits(TEXT))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContainingAll("own-gpt2", "model.onnx", "when the program started");
            models.get("own-llama").logits(TEXT.plus(1));
        }
    }
}
