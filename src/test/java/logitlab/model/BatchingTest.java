package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.model.LanguageModel.Continuation;
import logitlab.model.LanguageModel.Reading;
import logitlab.model.onnx.Proofs;
import logitlab.model.pack.Dtype;
import logitlab.model.pack.ModelLoader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learners whose steps share runs get the same numbers as alone, to the bit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchingTest {

    private static final int LEARNERS = 8;
    private static final int STEPS = 24;

    /** One run at a time, so that the others wait and meet. */
    private static Models load(String id) {
        Path shipped = Path.of("models", id);
        return ModelLoader.load(
                List.of(shipped.toFile().exists() ? shipped : Packages.SMALL.resolve(id)),
                Packages.limits(1, 64 << 20),
                List.of(Dtype.values()));
    }

    /** Learners with texts of different lengths that grow token by token. */
    private static List<Prefix> texts(LanguageModel model) {
        Random random = new Random(3);
        return IntStream.range(0, LEARNERS)
                .mapToObj(learner -> Prefix.of(random.ints(
                                6 + 5 * learner % 17 + STEPS, 0, model.card().vocabularySize())
                        .toArray()))
                .toList();
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<List<Logits>> steps(LanguageModel model, Prefix text) {
        return () -> {
            model.logits(text.first(text.size() - STEPS));
            List<Logits> each = new ArrayList<>();
            for (int length = text.size() - STEPS + 1; length <= text.size(); length++) {
                each.add(model.logits(text.first(length)));
            }
            return each;
        };
    }

    private static List<List<Logits>> alone(String id, Function<LanguageModel, List<LanguageModel>> variants)
            throws Exception {
        try (Models models = load(id)) {
            List<List<Logits>> each = new ArrayList<>();
            List<LanguageModel> learners = variants.apply(models.first());
            List<Prefix> texts = texts(models.first());
            for (int learner = 0; learner < LEARNERS; learner++) {
                each.add(steps(learners.get(learner), texts.get(learner)).call());
            }
            assertThat(models.first().runs().bySize()).containsOnlyKeys(1);
            return each;
        }
    }

    private static LanguageModel.Runs togetherAsAlone(String id, Function<LanguageModel, List<LanguageModel>> variants)
            throws Exception {
        List<List<Logits>> expected = alone(id, variants);
        try (Models models = load(id)) {
            LanguageModel model = models.first();
            Proofs.prove(model, STEPS + 23);
            LanguageModel.Runs before = model.runs();
            List<LanguageModel> learners = variants.apply(model);
            List<Prefix> texts = texts(model);
            List<Callable<List<Logits>>> work = new ArrayList<>();
            for (int learner = 0; learner < LEARNERS; learner++) {
                work.add(steps(learners.get(learner), texts.get(learner)));
            }
            assertThat(atOnce(work)).isEqualTo(expected);
            LanguageModel.Runs runs = model.runs().since(before);
            assertThat(runs.tokens())
                    .isEqualTo(texts.stream().mapToInt(Prefix::size).sum());
            return runs;
        }
    }

    private static List<LanguageModel> same(LanguageModel model) {
        return IntStream.range(0, LEARNERS).mapToObj(learner -> model).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm", "gpt2", "llama", "hybrid", "mamba", "fp16", "fused"})
    void the_lanes_of_a_link_take_each_step_in_one_run(String id) throws Exception {
        List<Prefix> texts = IntStream.of(5, 7)
                .mapToObj(first -> Prefix.of(IntStream.range(first, first + 20).toArray()))
                .toList();
        List<List<Logits>> alone = new ArrayList<>();
        try (Models models = load(id)) {
            for (Prefix text : texts) {
                models.first().logits(text.first(11));
                alone.add(IntStream.rangeClosed(12, 20)
                        .mapToObj(length -> models.first().logits(text.first(length)))
                        .toList());
            }
        }
        try (Models models = load(id)) {
            LanguageModel model = models.first();
            Proofs.prove(model, 20);
            texts.forEach(text -> model.logits(text.first(11)));
            LanguageModel.Runs before = model.runs();
            List<List<Logits>> together = List.of(new ArrayList<>(), new ArrayList<>());
            for (int length = 12; length <= 20; length++) {
                int now = length;
                List<Prefix> next = texts.stream().map(text -> text.first(now)).toList();
                atOnce(Collections.nCopies(4, Executors.callable(() -> model.prepare(next))));
                together.get(0).add(model.logits(next.get(0)));
                together.get(1).add(model.logits(next.get(1)));
            }
            assertThat(together).isEqualTo(alone);
            assertThat(model.runs().since(before).bySize()).isEqualTo(Map.of(2, 9L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm", "gpt2", "llama", "hybrid", "mamba", "fp16", "fused"})
    void steps_that_share_runs_have_the_logits_of_single_runs_to_the_bit(String id) throws Exception {
        LanguageModel.Runs runs = togetherAsAlone(id, BatchingTest::same);
        if (id.startsWith("storyteller")) { // the small ones are so fast that their steps need not meet
            assertThat(runs.runs()).isLessThan(runs.texts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "q4", "own-llama"})
    void a_graph_that_adds_in_another_order_for_several_texts_takes_them_one_by_one(String id) throws Exception {
        assertThat(togetherAsAlone(id, BatchingTest::same).bySize()).containsOnlyKeys(1);
    }

    @Test
    void switches_of_one_learner_do_not_change_the_numbers_of_another() throws Exception {
        togetherAsAlone(
                "storyteller",
                model -> IntStream.range(0, LEARNERS)
                        .mapToObj(learner -> learner % 2 == 0 ? model : model.with(Switches.NONE.head(2, 1, 0)))
                        .toList());
    }

    @Test
    void texts_wait_for_no_proof() throws Exception {
        List<List<Logits>> expected = alone("gpt2", BatchingTest::same);
        try (Models models = load("gpt2")) {
            LanguageModel model = models.first();
            List<Callable<List<Logits>>> work =
                    texts(model).stream().map(text -> steps(model, text)).toList();
            assertThat(atOnce(work)).isEqualTo(expected);
        }
    }

    @Test
    void many_continuations_and_learners_meet_in_the_same_runs() throws Exception {
        try (Models models = load("storyteller");
                Models others = load("storyteller")) {
            LanguageModel model = models.first();
            Proofs.prove(model, 40);
            Prefix text = model.prompt("Once upon a time there was a");
            List<Callable<Map<Prefix, Logits>>> work = IntStream.range(0, 4)
                    .<Callable<Map<Prefix, Logits>>>mapToObj(caller -> () -> {
                        Map<Prefix, Logits> read = new HashMap<>();
                        List<Continuation> next = IntStream.range(0, 6)
                                .mapToObj(i -> model.read(text).state().then(300 + 10 * caller + i))
                                .toList();
                        for (int step = 0; step < 5; step++) {
                            List<Reading> found = model.read(next);
                            found.forEach(reading -> read.put(reading.state().text(), reading.logits()));
                            next = found.stream()
                                    .map(reading -> reading.state()
                                            .then(reading.logits().argmax()))
                                    .toList();
                        }
                        return read;
                    })
                    .toList();
            for (Map<Prefix, Logits> read : atOnce(work)) {
                read.forEach(
                        (whole, logits) -> assertThat(logits).isEqualTo(oneByOne(others.first(), whole, text.size())));
            }
        }
    }

    private static Logits oneByOne(LanguageModel model, Prefix whole, int read) {
        Reading last = model.read(whole.first(read));
        for (int length = read; length < whole.size(); length++) {
            last = model.read(List.of(last.state().then(whole.at(length)))).get(0);
        }
        return last.logits();
    }

    @Test
    void closing_ends_those_who_wait() throws Exception {
        Models models = load("storyteller");
        LanguageModel model = models.first();
        Proofs.prove(model, 60);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (Prefix text : texts(model)) {
            work.add(() -> {
                try {
                    for (int round = 0; ; round++) {
                        steps(model, Prefix.of(round).plus(text.ids().boxed().toList()))
                                .call();
                    }
                } catch (IllegalStateException closed) {
                    return closed.getMessage().equals("the models are closed");
                }
            });
        }
        work.add(() -> {
            while (model.runs().runs() < 50) {
                Thread.onSpinWait();
            }
            models.close();
            return true;
        });
        assertThat(atOnce(work)).containsOnly(true);
    }
}
