package logitlab.model.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Stage;
import logitlab.decoding.future.Beginning;
import logitlab.decoding.future.Future;
import logitlab.decoding.future.FutureLimits;
import logitlab.decoding.future.SampledText;
import logitlab.model.Lane;
import logitlab.model.LanguageModel;
import logitlab.model.Packages;
import logitlab.model.Permit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All futures of real models. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FuturesTest {

    private static final List<Stage> WARM =
            Settings.of(Map.of("temperature", "0.8", "top-p", "0.9")).stages();

    /** Counts the pieces. */
    private static final class Counted implements Permit {

        private int pieces;

        @Override
        public <T> T run(Supplier<T> piece) {
            pieces++;
            return piece.get();
        }
    }

    private static Futures futures(LanguageModel model, String prompt, List<Stage> stages) {
        return Futures.of(model, model.prompt(prompt), stages, FutureLimits.USUAL, Permit.AT_ONCE, () -> 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void three_thousand_paths_come_from_eight_hundred_that_are_opened_and_far_fewer_runs(String id) {
        LanguageModel model = Packages.shipped(id);
        Counted permit = new Counted();
        Futures futures = Futures.of(
                model, model.prompt("Once upon a time there was"), List.of(), FutureLimits.USUAL, permit, () -> 0);
        assertThat(futures.root().descendants()).isEqualTo(3000);
        assertThat(futures.opened()).isLessThanOrEqualTo(800);
        assertThat(permit.pieces).isLessThan(300);
        assertThat(futures.cutShort()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void probabilities_are_those_of_the_model_and_add_up_to_1(String id) {
        LanguageModel model = Packages.shipped(id);
        Prefix text = model.prompt("The old man");
        Future root = futures(model, "The old man", List.of()).root();
        assertThat(leaves(root)).isCloseTo(1, within(1e-12));
        assertLike(model, text, root);
    }

    private static double leaves(Future node) {
        return node.opened()
                .map(opened -> opened.everythingElse().pathProbability()
                        + opened.children().stream()
                                .mapToDouble(FuturesTest::leaves)
                                .sum())
                .orElse(node.pathProbability());
    }

    private static void assertLike(LanguageModel model, Prefix text, Future node) {
        if (node.pathProbability() < 0.01 || node.opened().isEmpty()) {
            return;
        }
        double sum = node.opened().get().everythingElse().probability();
        for (Future child : node.children()) {
            assertThat(child.probability()).isCloseTo(model.logits(text).probability(child.id()), within(1e-5));
            sum += child.probability();
            assertLike(model, text.plus(child.id()), child);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /** With 2,000 texts, the largest of some ten errors is below four standard errors in all but one of a thousand trials. */
    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void drawn_texts_begin_as_often_as_the_futures_say(String id) {
        LanguageModel model = Packages.shipped(id);
        Prefix text = model.prompt("The");
        int count = 2000;
        Beginning drawn = Beginning.of(SampledTexts.of(model, text, WARM, 1000, 0, count, 3, Permit.AT_ONCE));
        Future root = futures(model, "The", WARM).root();
        List<Double> errors = new ArrayList<>();
        compare(root, drawn, count, errors);
        assertThat(errors).hasSizeGreaterThan(4).allMatch(error -> Math.abs(error) < 4);
    }

    private static void compare(Future node, Beginning beginning, int count, List<Double> errors) {
        Map<Integer, Future> children = new HashMap<>();
        node.children().forEach(child -> children.put(child.id(), child));
        for (Beginning longer : beginning.next()) {
            Future child = children.get(longer.id());
            if (child != null && child.pathProbability() > 0.01) {
                assertThat(longer.pathProbability()).isCloseTo(child.pathProbability(), within(1e-9));
                errors.add(Beginning.standardErrors(longer.count(), count, child.pathProbability()));
                compare(child, longer, count, errors);
            }
        }
    }

    @Test
    void a_text_is_drawn_as_a_lane_with_its_seed_draws_it() {
        LanguageModel model = Packages.storyteller();
        Prefix prompt = model.prompt("Once upon a time");
        List<Integer> ids = List.of(300, 301);
        List<SampledText> texts = SampledTexts.of(model, prompt.plus(ids), WARM, 41, 2, 20, 12, Permit.AT_ONCE);
        assertThat(texts).hasSize(20);
        for (int i = 0; i < 20; i++) {
            assertThat(texts.get(i).seed()).isEqualTo(41 + i);
            assertThat(texts.get(i).ids())
                    .isEqualTo(Lane.open(
                                    model,
                                    prompt,
                                    ids,
                                    Decoder.SAMPLE,
                                    Settings.of(Map.of("temperature", "0.8", "top-p", "0.9")),
                                    41 + i)
                            .run(12)
                            .ids()
                            .subList(2, 2 + texts.get(i).ids().size()));
        }
    }

    @Test
    void a_hundred_texts_need_few_runs_and_the_seed_after_the_last_is_0() {
        LanguageModel model = Packages.storyteller();
        Counted permit = new Counted();
        List<SampledText> texts =
                SampledTexts.of(model, model.prompt("Once"), List.of(), (1L << 53) - 2, 0, 100, 12, permit);
        int mostRuns = IntStream.rangeClosed(1, 100)
                .map(count -> model.inRuns(Collections.nCopies(count, ""), 12).size())
                .max()
                .getAsInt();
        assertThat(permit.pieces).isLessThanOrEqualTo(1 + 11 * mostRuns);
        assertThat(texts).extracting(SampledText::seed).startsWith((1L << 53) - 2, (1L << 53) - 1, 0L, 1L);
    }

    /** The states of 40 texts of 12 tokens take 4.5 MB for the transformer. */
    @ParameterizedTest
    @ValueSource(strings = {"storyteller", "storyteller-lstm"})
    void texts_whose_states_would_take_too_much_memory_are_drawn_in_parts_and_stay_the_same(String id) {
        LanguageModel model = Packages.shipped(id);
        Prefix text = model.prompt("Once upon a time");
        List<Integer> pieces = new ArrayList<>();
        List<SampledText> all = SampledTexts.of(model, text, WARM, 1, 0, 40, 12, Permit.AT_ONCE);
        for (long bytes : List.of(64L << 20, 1L << 20, 1L)) {
            Counted permit = new Counted();
            assertThat(SampledTexts.of(model, text, WARM, 1, 0, 40, 12, permit, bytes))
                    .isEqualTo(all);
            pieces.add(permit.pieces);
        }
        assertThat(pieces).isSorted();
        int first =
                model.inRuns(List.copyOf(beginnings(all, 1)), text.size() + 1).size();
        int alone = IntStream.range(2, 12)
                .map(length -> beginnings(all, length).size())
                .sum();
        assertThat(pieces.get(2)).isEqualTo(1 + first + alone);
    }

    /** The different beginnings of a length that go on. */
    private static Set<List<Integer>> beginnings(List<SampledText> texts, int length) {
        return texts.stream()
                .map(SampledText::ids)
                .filter(ids -> ids.size() > length)
                .map(ids -> ids.subList(0, length))
                .collect(Collectors.toSet());
    }

    @Test
    void a_slow_model_opens_fewer_paths_in_two_seconds() {
        LanguageModel model = Packages.storyteller();
        AtomicLong time = new AtomicLong();
        Counted permit = new Counted();
        Futures futures = Futures.of(
                model,
                model.prompt("Once"),
                List.of(),
                FutureLimits.USUAL,
                permit,
                () -> time.getAndAdd(150_000_000)); // each run takes 0.15 seconds, however many texts it has
        assertThat(futures.cutShort()).isTrue();
        assertThat(permit.pieces).isBetween(12, 15);
        assertThat(futures.opened()).isBetween(14, 200);
        assertThat(leaves(futures.root())).isCloseTo(1, within(1e-12));
    }

    @Test
    void a_model_that_needs_seconds_for_one_text_opens_only_the_text_itself() {
        LanguageModel model = Packages.storyteller();
        AtomicLong time = new AtomicLong();
        Futures futures = Futures.of(
                model,
                model.prompt("Once"),
                List.of(),
                FutureLimits.USUAL,
                Permit.AT_ONCE,
                () -> time.getAndAdd(3_000_000_000L));
        assertThat(futures.opened()).isEqualTo(1);
        assertThat(futures.root().children()).isNotEmpty();
    }

    @Test
    void paths_end_where_the_context_ends() {
        LanguageModel model = Packages.storyteller();
        Random random = new Random(4);
        for (int room = 0; room < 3; room++) {
            Prefix text = Prefix.of(random.ints(256 - room, 0, 4096).toArray());
            Future root = Futures.of(model, text, List.of(), FutureLimits.USUAL.nodes(200), Permit.AT_ONCE, () -> 0)
                    .root();
            assertThat(depth(root)).isEqualTo(room + 1);
            List<SampledText> texts = SampledTexts.of(model, text, List.of(), 1, 0, 5, 12, Permit.AT_ONCE);
            int longest = room + 1;
            assertThat(texts).allMatch(drawn -> drawn.ids().size() <= longest);
        }
    }

    private static int depth(Future node) {
        return node.children().stream()
                .mapToInt(child -> 1 + depth(child))
                .max()
                .orElse(0);
    }

    @Test
    void the_end_of_a_text_ends_a_path() {
        LanguageModel model = Packages.storyteller();
        int end = model.endTokens().iterator().next();
        List<Stage> often = Settings.of(Map.of("bias." + end, "12")).stages();
        Future root = futures(model, "Once upon a time", often).root();
        Future ended = root.children().get(0);
        assertThat(ended.id()).isEqualTo(end);
        assertThat(ended.opened()).isEmpty();
        assertThat(SampledTexts.of(model, model.prompt("Once"), often, 1, 0, 9, 12, Permit.AT_ONCE))
                .allMatch(drawn -> drawn.ids().indexOf(end) == -1
                        || drawn.ids().indexOf(end) == drawn.ids().size() - 1)
                .anyMatch(drawn -> drawn.ids().contains(end));
    }

    @Test
    void a_greedy_lane_has_one_future() {
        LanguageModel model = Packages.storyteller();
        List<Stage> greedy = Decoder.GREEDY.stages(Settings.OFF);
        Future node = futures(model, "Once upon a time", greedy).root();
        for (int step = 0; step < 12 && !node.children().isEmpty(); step++) {
            assertThat(node.children()).hasSize(1);
            assertThat(node.opened().orElseThrow().everythingElse()).isEqualTo(new Future.Rest(4095, 0, 0));
            node = node.children().get(0);
            assertThat(node.pathProbability()).isEqualTo(1);
        }
    }

    @Test
    void texts_are_grouped_by_their_beginnings() {
        List<SampledText> texts = List.of(
                new SampledText(1, List.of(5, 6), List.of(0.5, 0.25)),
                new SampledText(2, List.of(7), List.of(0.5)),
                new SampledText(3, List.of(5, 8), List.of(0.5, 0.75)),
                new SampledText(4, List.of(5, 8), List.of(0.5, 0.75)));
        Beginning all = Beginning.of(texts);
        assertThat(all.count()).isEqualTo(4);
        assertThat(all.next()).extracting(Beginning::id).containsExactly(5, 7);
        Beginning fives = all.next().get(0);
        assertThat(fives.count()).isEqualTo(3);
        assertThat(fives.pathProbability()).isEqualTo(0.5);
        assertThat(Beginning.standardErrors(fives.count(), 4, fives.pathProbability()))
                .isCloseTo(1, within(1e-15));
        assertThat(fives.next()).extracting(Beginning::id).containsExactly(8, 6);
        assertThat(fives.next().get(0).pathProbability()).isEqualTo(0.375);
        assertThat(fives.next().get(0).texts()).extracting(SampledText::seed).containsExactly(3L, 4L);
        assertThat(all.next().get(1).next()).isEmpty();
        assertThat(Beginning.standardErrors(4, 4, 1)).isZero();
        assertThat(Beginning.standardErrors(40, 100, 0.5)).isEqualTo(-2);
        List<Integer> ids = new ArrayList<>(List.of(5));
        assertThat(fives.longest(ids)).isEqualTo(fives);
        assertThat(Beginning.of(texts.subList(2, 4)).longest(ids).count()).isEqualTo(2);
        assertThat(ids).containsExactly(5, 5, 8);
    }
}
