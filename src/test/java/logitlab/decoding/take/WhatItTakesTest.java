package logitlab.decoding.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Decoder;
import logitlab.decoding.Draw;
import logitlab.decoding.Logits;
import logitlab.decoding.Order;
import logitlab.decoding.Prefix;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatItTakesTest {

    private static final Logits THREE = Logits.of(2, 1, 0);
    private static final double UNIT = 1e-6;

    /** One case: five logits, some of them equal, with settings of which each is on in about half of the cases. */
    private record Case(Logits logits, Prefix prefix, Settings settings, Draw draw, int token) {

        static Case of(int number, boolean typical) {
            Random random = new Random(number);
            double[] logits = random.doubles(5, -3, 3).toArray();
            if (random.nextInt(4) == 0) {
                logits[1] = logits[3];
            }
            Settings settings = Settings.OFF;
            settings = random.nextBoolean() ? settings.with("temperature", 0.2 + 3 * random.nextDouble()) : settings;
            settings = random.nextBoolean() ? settings.with("repetition-penalty", 0.5 + random.nextDouble()) : settings;
            settings = random.nextBoolean() ? settings.with("top-k", 1 + random.nextInt(5)) : settings;
            settings = random.nextBoolean() ? settings.with("top-p", 0.1 + 0.9 * random.nextDouble()) : settings;
            settings = random.nextBoolean() ? settings.with("min-p", 0.5 * random.nextDouble()) : settings;
            settings = random.nextInt(4) == 0 ? settings.withBias(random.nextInt(5), random.nextGaussian()) : settings;
            settings = typical ? settings.with("typical-p", 0.05 + 0.9 * random.nextDouble()) : settings;
            return new Case(
                    Logits.of(logits),
                    Prefix.of(random.nextInt(5), 2),
                    settings,
                    new Draw(random.nextInt(100_000), random.nextInt(20)),
                    random.nextInt(5));
        }

        Case in(Order order) {
            return new Case(logits, prefix, settings.in(order), draw, token);
        }

        boolean has(Cut cut) {
            return takes().has(cut.key());
        }

        WhatItTakes takes() {
            return new WhatItTakes(logits, prefix, settings, draw, token);
        }

        Step with(Settings other) {
            return Step.of(logits, prefix, Decoder.SAMPLE.stages(other), draw);
        }

        boolean keeps(Cut cut, double value) {
            return with(settings.with(cut.key(), value)).candidate(token).kept();
        }

        boolean chosenAt(double temperature) {
            return with(settings.with("temperature", temperature)).chosen() == token;
        }

        boolean chosenWith(double bias) {
            return with(settings.withBias(token, bias)).chosen() == token;
        }
    }

    private static List<Case> cases(boolean typical) {
        return IntStream.range(0, 40)
                .mapToObj(number -> Case.of(number, typical))
                .toList();
    }

    /** Each order on random cases, with and without typical-p where it has that. */
    private static List<Case> everyOrder() {
        return Stream.of(Order.values())
                .flatMap(order -> Stream.concat(
                                cases(false).stream().limit(most(order)),
                                cases(true).stream().limit(order.lacks("typical-p") ? 0 : most(order)))
                        .map(one -> one.in(order)))
                .toList();
    }

    private static int most(Order order) {
        return order == Order.TRANSFORMERS ? 40 : 15;
    }

    private static WhatItTakes takes(Logits logits, Settings settings, Draw draw, int token) {
        return new WhatItTakes(logits, Prefix.EMPTY, settings, draw, token);
    }

    @Test
    void three_tokens_by_hand() {
        WhatItTakes second =
                takes(THREE, Settings.OFF, new Draw(42, 0), 1); // u = 0.7416; probabilities 0.665, 0.245, 0.090
        assertThat(second.candidate().kept()).isTrue();
        assertThat(second.draws().orElseThrow().from()).isCloseTo(0.66524, within(1e-5));
        assertThat(second.draws().orElseThrow().to()).isCloseTo(0.90997, within(1e-5));
        assertThat(second.keeps(Cut.TOP_K).spans()).containsExactly(new Span(2, 3));
        assertThat(second.keeps(Cut.TOP_P).spans()).containsExactly(new Span(0.665241, 1)); // above exp(2) / sum
        assertThat(second.keeps(Cut.MIN_P).spans()).containsExactly(new Span(0, 0.367879)); // 1 / e
        assertThat(second.gap()).isEqualTo(1);
        assertThat(second.greedyBias()).hasValue(1.000001); // at 1 they tie, and the lower id is the best
        // from exp(2 + x) / (exp(2 + x) + exp(2) + 1) > u on
        double bias = Math.log(0.7415648787718233 / (1 - 0.7415648787718233) * (Math.exp(2) + 1)) - 1;
        assertThat(second.bias().orElseThrow()).isBetween(bias, bias + UNIT);
        // first token's interval ends below u from a certain temperature on: the second is chosen from there to a
        // second one
        double from = second.temperatures().spans().get(0).from();
        double to = second.temperatures().spans().get(0).to();
        assertThat(first(from, 1)).isLessThanOrEqualTo(0.7415648787718233);
        assertThat(first(from - UNIT, 1)).isGreaterThan(0.7415648787718233);
        assertThat(first(to, 2)).isGreaterThan(0.7415648787718233);
        assertThat(first(to + UNIT, 2)).isLessThanOrEqualTo(0.7415648787718233);
    }

    /** The probability of the first {@code count} of the logits 2, 1, 0. */
    private static double first(double temperature, int count) {
        double all = Math.exp(2 / temperature) + Math.exp(1 / temperature) + 1;
        return IntStream.range(0, count)
                        .mapToDouble(i -> Math.exp((2 - i) / temperature))
                        .sum()
                / all;
    }

    @Test
    void five_tokens_are_kept_by_the_values_by_which_brute_force_keeps_them() {
        for (Case one : everyOrder()) {
            for (Cut cut : Stream.of(Cut.values()).filter(one::has).toList()) {
                Values values = one.takes().keeps(cut);
                double[] grid = cut == Cut.TOP_K
                        ? new double[] {1, 2, 3, 4, 5}
                        : IntStream.rangeClosed(1, 400)
                                .mapToDouble(i -> i / 400.0)
                                .toArray();
                for (double value : grid) {
                    assertThat(values.contains(value))
                            .as("%s %s of %s", cut, value, one)
                            .isEqualTo(one.keeps(cut, value));
                }
            }
        }
    }

    @Test
    void just_outside_an_end_the_token_is_dropped() {
        int ends = 0;
        for (Case one : everyOrder()) {
            for (Cut cut : Stream.of(Cut.values()).filter(one::has).toList()) {
                double unit = cut == Cut.TOP_K ? 1 : UNIT;
                double least = cut == Cut.TOP_K ? 1 : cut == Cut.MIN_P ? 0 : UNIT;
                for (Span span : one.takes().keeps(cut).spans()) {
                    assertThat(one.keeps(cut, span.from())).isTrue();
                    assertThat(one.keeps(cut, span.to())).isTrue();
                    if (span.from() > least) {
                        assertThat(one.keeps(cut, span.from() - unit))
                                .as("%s %s", cut, one)
                                .isFalse();
                        ends++;
                    }
                    if (span.to() < (cut == Cut.TOP_K ? 5 : 1)) {
                        assertThat(one.keeps(cut, span.to() + unit))
                                .as("%s %s", cut, one)
                                .isFalse();
                        ends++;
                    }
                }
            }
        }
        assertThat(ends).isGreaterThan(150);
    }

    @Test
    void a_token_that_no_value_keeps_is_dropped_by_another_setting() {
        WhatItTakes last = takes(THREE, Settings.of(Map.of("min-p", "0.5", "top-k", "2")), new Draw(42, 0), 2);
        assertThat(last.keeps(Cut.TOP_K)).isEqualTo(new Values(List.of(), Optional.of("min-p")));
        assertThat(last.keeps(Cut.MIN_P).droppedBy()).contains("top-k");
        assertThat(last.draws()).isEmpty();
        assertThat(last.nextSeed(100)).isEmpty();
        assertThat(last.temperatures().droppedBy()).contains("top-k");
    }

    @Test
    void five_tokens_are_chosen_at_the_temperatures_at_which_brute_force_chooses_them() {
        int several = 0;
        int some = 0;
        for (Case one : everyOrder()) {
            Values values = one.takes().temperatures();
            for (int i = 0; i <= 800; i++) {
                double temperature = 0.001 * Math.pow(10, i / 160.0);
                assertThat(values.contains(temperature))
                        .as("T %s of %s", temperature, one)
                        .isEqualTo(one.chosenAt(temperature));
            }
            some += values.none() ? 0 : 1;
            several += values.spans().size() > 1 ? 1 : 0;
        }
        assertThat(some).isGreaterThan(60);
        assertThat(several).isPositive();
    }

    @Test
    void each_end_of_a_span_of_temperatures_is_tried_on_both_sides() {
        int ends = 0;
        for (Case one : everyOrder()) {
            for (Span span : one.takes().temperatures().spans()) {
                assertThat(one.chosenAt(span.from())).isTrue();
                assertThat(one.chosenAt(span.to())).isTrue();
                if (span.from() > 0.001) {
                    assertThat(one.chosenAt(span.from() - UNIT)).isFalse();
                    ends++;
                }
                if (span.to() < 100) {
                    assertThat(one.chosenAt(span.to() + UNIT)).isFalse();
                    ends++;
                }
            }
        }
        assertThat(ends).isGreaterThan(90);
    }

    @Test
    void from_the_bias_on_the_draw_always_chooses_the_token_and_just_below_it_does_not() {
        for (Case one :
                everyOrder().stream().filter(one -> one.takes().has("bias")).toList()) {
            double bias = one.takes().bias().orElseThrow();
            assertThat(one.chosenWith(bias - UNIT)).as("%s below %s", one, bias).isFalse();
            for (double more : new double[] {0, UNIT, 0.01, 0.1, 0.3, 1, 3, 10, 100}) {
                assertThat(one.chosenWith(bias + more))
                        .as("%s from %s and %s", one, bias, more)
                        .isTrue();
            }
        }
    }

    @Test
    void greedy_takes_the_token_from_its_bias_on_and_the_gap_says_how_far_that_is() {
        for (Case one : cases(false)) {
            double bias = one.takes().greedyBias().orElseThrow();
            assertThat(one.with(one.settings().withBias(one.token(), bias)).greedy())
                    .isEqualTo(one.token());
            assertThat(one.with(one.settings().withBias(one.token(), bias - UNIT))
                            .greedy())
                    .isNotEqualTo(one.token());
            assertThat(one.with(one.settings().withBias(one.token(), bias))
                            .candidate(one.token())
                            .rank())
                    .isZero();
        }
        assertThat(takes(Logits.of(1, 4), Settings.OFF, new Draw(0, 0), 0).gap())
                .isEqualTo(3);
        assertThat(takes(Logits.of(1, 4), Settings.OFF, new Draw(0, 0), 1).gap())
                .isZero();
        assertThat(takes(Logits.of(0, 4000), Settings.OFF, new Draw(0, 0), 0).greedyBias())
                .isEmpty();
        assertThat(takes(Logits.of(0, 4000), Settings.OFF, new Draw(0, 0), 0).bias())
                .isEmpty();
    }

    @Test
    void the_next_seed_is_the_first_that_chooses_the_token() {
        for (Case one : everyOrder()) {
            OptionalLong next = one.takes().nextSeed(1000);
            long seed = one.draw().seed();
            OptionalLong tried = IntStream.rangeClosed(1, 1000)
                    .mapToLong(more -> seed + more)
                    .filter(other -> one.with(one.settings())
                                    .chosenBy(new Draw(other, one.draw().step()))
                            == one.token())
                    .findFirst();
            assertThat(next).isEqualTo(tried);
        }
        Draw last = new Draw((1L << 53) - 1, 0);
        assertThat(takes(Logits.of(0), Settings.OFF, last, 0).nextSeed(1)).hasValue(0);
    }

    @Test
    void a_banned_token_needs_what_no_setting_gives() {
        WhatItTakes banned = takes(Logits.of(1, Double.NEGATIVE_INFINITY), Settings.OFF, new Draw(0, 0), 1);
        assertThat(banned.banned()).isTrue();
        for (Cut cut : Cut.values()) {
            assertThat(banned.keeps(cut)).isEqualTo(new Values(List.of(), Optional.empty()));
        }
        assertThat(banned.temperatures().none()).isTrue();
        assertThat(banned.bias()).isEqualTo(OptionalDouble.empty());
        assertThat(banned.greedyBias()).isEqualTo(OptionalDouble.empty());
        assertThat(banned.gap()).isInfinite();
    }

    @Test
    void in_the_order_of_llama_cpp_the_temperature_comes_after_the_cuts() {
        Settings settings = Settings.of(Map.of("order", "llama.cpp", "temperature", "0.5"));
        WhatItTakes second = takes(THREE, settings, new Draw(42, 0), 1);
        assertThat(second.keeps(Cut.TOP_P).spans())
                .containsExactly(new Span(0.665241, 1)); // as without the temperature
        assertThat(takes(THREE, Settings.of(Map.of("temperature", "0.5")), new Draw(42, 0), 1)
                        .keeps(Cut.TOP_P)
                        .spans())
                .containsExactly(new Span(0.866814, 1)); // exp(4) / (exp(4) + exp(2) + 1)
    }

    @Test
    void an_order_says_what_it_lacks_and_top_50_drops_what_no_setting_keeps() {
        assertThat(takes(THREE, Settings.of(Map.of("order", "ollama")), new Draw(42, 0), 1))
                .returns(false, takes -> takes.has("bias"))
                .returns(false, takes -> takes.has("typical-p"))
                .returns(true, takes -> takes.has("top-p"));
        Logits many =
                Logits.of(IntStream.range(0, 60).mapToDouble(id -> -id / 10.0).toArray());
        WhatItTakes last = takes(many, Settings.of(Map.of("order", "top-50")), new Draw(42, 0), 55);
        assertThat(last.keeps(Cut.TOP_K)).isEqualTo(new Values(List.of(), Optional.of("top-50")));
        assertThat(last.temperatures().droppedBy()).contains("top-50");
        assertThat(last.bias()).isEmpty();
    }
}
