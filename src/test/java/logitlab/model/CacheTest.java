package logitlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Nothing is computed twice, and results from the cache are the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheTest {

    private static final long LARGE = 64 << 20;

    private Models models;
    private LanguageModel model;
    private LanguageModel.Runs before;

    @BeforeEach
    void load() {
        open(LARGE);
    }

    private void open(long cacheBytes) {
        models = Packages.load(Packages.STORYTELLER, cacheBytes);
        model = models.first();
        before = model.runs();
    }

    @AfterEach
    void close() {
        models.close();
    }

    /** What the model has run since the last call. */
    private LanguageModel.Runs ran() {
        LanguageModel.Runs now = model.runs();
        LanguageModel.Runs since = now.since(before);
        before = now;
        return since;
    }

    private static LanguageModel.Runs runs(long runs, long tokens) {
        return new LanguageModel.Runs(runs == 0 ? new TreeMap<>() : new TreeMap<>(Map.of(1, runs)), tokens);
    }

    private Lane lane(Prefix prompt, List<Integer> ids, Decoder decoder, Map<String, String> settings) {
        return Lane.open(model, prompt, ids, decoder, Settings.of(settings), 42);
    }

    @Test
    void a_changed_setting_runs_no_model() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        Lane lane = lane(prompt, List.of(), Decoder.SAMPLE, Map.of()).run(10);
        ran();
        lane(prompt, lane.ids(), Decoder.SAMPLE, Map.of("temperature", "0.3", "top-k", "5"))
                .differingSteps();
        lane(prompt, lane.ids(), Decoder.GREEDY, Map.of()).differingSteps();
        assertThat(ran()).isEqualTo(runs(0, 0));
    }

    @Test
    void the_next_step_runs_one_token() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        Lane lane = lane(prompt, List.of(), Decoder.SAMPLE, Map.of());
        assertThat(ran()).isEqualTo(runs(0, 0));
        lane = lane.run(1);
        assertThat(ran()).isEqualTo(runs(1, prompt.size()));
        for (int step = 0; step < 5; step++) {
            lane = lane.run(1);
            assertThat(ran()).isEqualTo(runs(1, 1));
        }
    }

    @Test
    void a_link_opens_in_one_run() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        List<Integer> ids = IntStream.range(100, 200).boxed().toList();
        Lane lane = lane(prompt, ids, Decoder.SAMPLE, Map.of());
        lane.differingSteps();
        lane.step(7);
        assertThat(ran()).isEqualTo(runs(1, prompt.size() + ids.size() - 1));
    }

    @Test
    void a_choice_is_remembered_with_everything_it_depends_on() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        Settings warm = Settings.of(Map.of("temperature", "1.5"));
        int chosen = Lane.open(model, prompt, List.of(), Decoder.SAMPLE, warm, 42)
                .run(1)
                .ids()
                .get(0);
        Draw draw = new Draw(42, 0);
        assertThat(model.remembered(CacheKey.choice(model.id(), prompt, Decoder.SAMPLE, warm, draw)))
                .get()
                .returns(chosen, Choice::id);
        assertThat(model.remembered(CacheKey.choice(model.id(), prompt, Decoder.GREEDY, warm, draw)))
                .isEmpty();
        assertThat(model.remembered(CacheKey.choice(model.id(), prompt, Decoder.SAMPLE, Settings.OFF, draw)))
                .isEmpty();
        assertThat(model.remembered(CacheKey.choice(model.id(), prompt, Decoder.SAMPLE, warm, new Draw(43, 0))))
                .isEmpty();
        assertThat(model.remembered(CacheKey.choice(model.id(), prompt.plus(5), Decoder.SAMPLE, warm, draw)))
                .isEmpty();
    }

    @Test
    void a_step_on_a_long_link_runs_one_token_though_nothing_else_is_looked_at() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        Lane lane = lane(prompt, List.of(), Decoder.SAMPLE, Map.of()).run(30);
        ran();
        Lane again = lane(prompt, lane.ids(), Decoder.SAMPLE, Map.of());
        assertThat(again.differingSteps()).isEmpty();
        assertThat(ran()).isEqualTo(runs(0, 0));
        assertThat(again.run(1).step(30).chosen()).isEqualTo(lane.run(1).ids().get(30));
        assertThat(ran()).isEqualTo(runs(1, 1));
    }

    @Test
    void how_probable_a_token_is_outlives_the_logits_even_if_the_settings_choose_another() {
        close();
        open(1 << 20); // for the logits of about 20 texts
        Prefix prompt = model.prompt("Once upon a time there was a");
        List<Integer> ids = IntStream.range(100, 140).boxed().toList();
        Lane lane = lane(prompt, ids, Decoder.GREEDY, Map.of());
        assertThat(lane.differingSteps()).hasSizeGreaterThan(30);
        double[] probabilities =
                IntStream.range(0, ids.size()).mapToDouble(lane::probability).toArray();
        model.logits(model.prompt("Tom").plus(ids), 1, logits -> logits);
        ran();
        Lane again = lane(prompt, ids, Decoder.GREEDY, Map.of());
        assertThat(IntStream.range(0, ids.size()).mapToDouble(again::probability))
                .containsExactly(Arrays.stream(probabilities).boxed().toArray(Double[]::new));
        assertThat(again.differingSteps()).isEqualTo(lane.differingSteps());
        assertThat(ran()).isEqualTo(runs(0, 0));
    }

    @Test
    void another_token_somewhere_in_a_link_runs_that_token_alone() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        List<Integer> ids = IntStream.range(100, 200).boxed().toList();
        lane(prompt, ids, Decoder.SAMPLE, Map.of());
        ran();
        Prefix branch = prompt.plus(ids.subList(0, 40)).plus(7);
        Logits cut = model.logits(branch);
        assertThat(ran()).isEqualTo(runs(1, 1));
        Packages.assertAlike(cut, whole(branch), 1e-4);
    }

    @Test
    void two_lanes_on_one_prompt_run_it_once() {
        Prefix prompt = model.prompt("Once upon a time there was a");
        lane(prompt, List.of(), Decoder.GREEDY, Map.of()).run(1);
        ran();
        lane(prompt, List.of(), Decoder.SAMPLE, Map.of()).run(1);
        assertThat(ran()).isEqualTo(runs(0, 0));
        model.logits(prompt.plus(5));
        model.logits(prompt.plus(6));
        model.logits(prompt.plus(5).plus(8));
        assertThat(ran()).isEqualTo(runs(3, 3));
    }

    @Test
    void stepping_gives_the_logits_of_the_whole_prefix() {
        Lane lane = lane(model.prompt("The old woman said"), List.of(), Decoder.SAMPLE, Map.of())
                .run(60);
        Prefix text = lane.text();
        for (int length = 5; length <= text.size(); length += 7) {
            Packages.assertAlike(model.logits(text.first(length)), whole(text.first(length)), 1e-4);
        }
    }

    /** The same from a model with an empty cache. */
    private static Logits whole(Prefix prefix) {
        try (Models fresh = Packages.load(Packages.STORYTELLER, 0)) {
            return fresh.first().logits(prefix);
        }
    }

    @Test
    void all_positions_in_one_run_give_the_same_as_one_run_each() {
        Prefix prefix = model.prompt("The cat sat on the mat, and the dog");
        List<Logits> all = model.logits(prefix, 1);
        assertThat(all).hasSize(prefix.size());
        try (Models fresh = Packages.load(Packages.STORYTELLER, 0)) {
            for (int length = 1; length <= prefix.size(); length++) {
                Packages.assertAlike(all.get(length - 1), fresh.first().logits(prefix.first(length)), 1e-4);
            }
        }
    }

    @Test
    void a_gap_in_what_is_known_is_filled() {
        Prefix prefix = model.prompt("The cat sat on the mat, and the dog");
        List<Logits> expected = model.logits(prefix, 1);
        models.close();
        open(LARGE);
        model.logits(prefix.first(4));
        model.logits(prefix.first(2));
        model.logits(prefix.first(6));
        List<Logits> filled = model.logits(prefix, 2);
        for (int i = 0; i < filled.size(); i++) {
            Packages.assertAlike(filled.get(i), expected.get(i + 1), 1e-4);
        }
    }

    @Test
    void the_cache_stays_within_its_bytes_and_keeps_the_last_step() {
        models.close();
        open(4 << 20);
        Prefix prompt = model.prompt("Once upon a time there was a");
        Lane one = lane(prompt, List.of(), Decoder.GREEDY, Map.of());
        Lane two = lane(prompt, List.of(), Decoder.SAMPLE, Map.of());
        one = one.run(1);
        two = two.run(1);
        for (int step = 0; step < 90; step++) {
            ran();
            one = one.run(1);
            two = two.run(1);
            assertThat(ran()).isEqualTo(runs(2, 2));
            assertThat(models.cachedBytes()).isBetween(1L, 4L << 20);
        }
    }

    @Test
    void without_a_cache_everything_still_works() {
        models.close();
        open(0);
        Prefix prompt = model.prompt("Once upon a time there was a");
        assertThat(lane(prompt, List.of(), Decoder.GREEDY, Map.of()).run(12).ids())
                .isEqualTo(Lane.open(Packages.storyteller(), prompt, List.of(), Decoder.GREEDY, Settings.OFF, 42)
                        .run(12)
                        .ids());
        assertThat(models.cachedBytes()).isZero();
    }
}
