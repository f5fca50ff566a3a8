package logitlab.decoding.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Order;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExchangeTest {

    private static final Logits THREE = Logits.of(2, 1, 0);
    private static final Draw DRAW = new Draw(42, 0); // 0.7416

    private static Side side(Decoder decoder, Settings settings) {
        return new Side(THREE, Prefix.EMPTY, decoder, settings);
    }

    private static Exchange exchange(Side first, Side second) {
        return new Exchange(first, second, DRAW, second.step(DRAW).chosen());
    }

    @Test
    void the_draw_alone_parts_sampling_from_greedy_decoding() {
        Exchange exchange = exchange(
                side(Decoder.GREEDY, Settings.OFF), side(Decoder.SAMPLE, Settings.OFF.with("temperature", 0.95)));
        assertThat(exchange.differing()).containsExactly("decoder", "temperature");
        assertThat(exchange.smallest()).containsExactly(Set.of("decoder"));
        assertThat(exchange.chosen(Set.of("temperature"))).isZero();
        assertThat(exchange.chosen(Set.of("decoder"))).isEqualTo(1);
    }

    @Test
    void a_cut_a_temperature_and_other_logits_are_each_found() {
        Side plain = side(Decoder.SAMPLE, Settings.OFF);
        assertThat(exchange(plain, side(Decoder.SAMPLE, Settings.OFF.with("top-k", 1)))
                        .smallest())
                .containsExactly(Set.of("top-k"));
        assertThat(exchange(
                                plain,
                                side(
                                        Decoder.SAMPLE,
                                        Settings.OFF.with("temperature", 0.5).with("top-p", 0.999)))
                        .smallest())
                .containsExactly(Set.of("temperature"));
        Side other = new Side(Logits.of(0, 1, 2), Prefix.EMPTY, Decoder.SAMPLE, Settings.OFF.withBias(1, 0.1));
        assertThat(exchange(side(Decoder.SAMPLE, Settings.OFF.with("top-k", 1)), other)
                        .smallest())
                .doesNotContain(Set.of("bias"));
        assertThat(exchange(plain, plain).smallest()).containsExactly(Set.of());
    }

    @Test
    void no_smaller_set_suffices_and_every_one_of_its_size_is_named() {
        Random random = new Random(7);
        int pairs = 0;
        for (int number = 0; number < 300; number++) {
            Side first = random(random);
            Side second = random(random);
            Draw draw = new Draw(random.nextInt(1000), 0);
            Exchange exchange =
                    new Exchange(first, second, draw, second.step(draw).chosen());
            List<Set<String>> smallest = exchange.smallest();
            int size = smallest.get(0).size();
            List<String> things = exchange.differing();
            Set<Set<String>> expected = new HashSet<>();
            for (int chosen = 0; chosen < 1 << things.size(); chosen++) {
                Set<String> set = new HashSet<>();
                for (int i = 0; i < things.size(); i++) {
                    if ((chosen >> i & 1) == 1) {
                        set.add(things.get(i));
                    }
                }
                if (set.size() <= size && exchange.suffices(set)) {
                    expected.add(set);
                }
            }
            assertThat(new HashSet<>(smallest)).isEqualTo(expected);
            assertThat(exchange.suffices(new HashSet<>(things))).isTrue();
            pairs += size > 1 ? 1 : 0;
        }
        assertThat(pairs).isPositive();
    }

    private static Side random(Random random) {
        Settings settings = Settings.OFF;
        settings = random.nextBoolean() ? settings.with("temperature", 0.3 + 2 * random.nextDouble()) : settings;
        settings = random.nextBoolean() ? settings.with("top-k", 1 + random.nextInt(4)) : settings;
        settings = random.nextBoolean() ? settings.with("top-p", 0.2 + 0.8 * random.nextDouble()) : settings;
        settings = random.nextBoolean() ? settings.withBias(random.nextInt(5), random.nextGaussian()) : settings;
        settings = random.nextInt(3) == 0 ? settings.in(Order.values()[random.nextInt(5)]) : settings;
        return new Side(
                random.nextBoolean() ? Logits.of(2, 1, 0.5, 0, -1) : Logits.of(0, 1, 0.5, 2, -1),
                Prefix.EMPTY,
                random.nextBoolean() ? Decoder.SAMPLE : Decoder.GREEDY,
                settings);
    }

    @Test
    void a_side_takes_over_one_thing_and_leaves_the_rest() {
        Settings all = new Settings(new TreeMap<>(), 1.2, 0.8, java.util.OptionalInt.of(3), 0.9, 0.1, 0.7);
        Side first = side(Decoder.GREEDY, Settings.OFF.withBias(1, 2));
        Side second = new Side(Logits.of(1, 1, 1), Prefix.of(2), Decoder.SAMPLE, all);
        for (String thing : List.of("repetition-penalty", "temperature", "top-k", "top-p", "min-p", "typical-p")) {
            Side taken = first.with(thing, second);
            assertThat(taken.settings().toMap())
                    .containsEntry(thing, all.toMap().get(thing))
                    .hasSize(2);
            assertThat(second.with(thing, first).settings().toMap())
                    .doesNotContainKey(thing)
                    .hasSize(5);
        }
        assertThat(first.with("bias", second).settings()).isEqualTo(Settings.OFF);
        assertThat(first.with("logits", second).prefix()).isEqualTo(Prefix.of(2));
        assertThat(first.with("decoder", second).decoder()).isEqualTo(Decoder.SAMPLE);
    }

    @Test
    void the_order_is_one_of_the_things_and_a_setting_that_it_lacks_has_no_effect() {
        Settings hot = Settings.OFF.with("temperature", 3).with("top-p", 0.7);
        Exchange exchange = exchange(
                side(Decoder.SAMPLE, hot),
                side(Decoder.SAMPLE, hot.in(Order.LLAMA_CPP).with("min-p", 0.9)));
        assertThat(exchange.differing()).containsExactly("min-p", "order");
        Side typical = side(Decoder.SAMPLE, Settings.OFF.with("typical-p", 0.2));
        Side without = side(Decoder.SAMPLE, Settings.OFF.in(Order.VLLM));
        assertThat(exchange(without, typical).suffices(Set.of("typical-p", "order")))
                .isTrue();
        assertThat(without.with("typical-p", typical).step(DRAW).kept()).isEqualTo(3);
        assertThat(typical.with("order", without).step(DRAW).kept()).isEqualTo(3);
        assertThat(without.with("order", typical).settings()).isEqualTo(Settings.OFF);
    }
}
