package logitlab.web.tool.others;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import logitlab.decoding.Candidate;
import logitlab.decoding.Order;
import logitlab.decoding.Settings;
import logitlab.decoding.Step;
import logitlab.web.Messages;

/** Why an order leads to other candidates than the lane, in a line. */
final class Reasons {

    private static final double SAME = 1e-9;
    /** A rule that some orders have and others do not. */
    private enum Rule {
        TEMPERATURE_LAST(Order.LLAMA_CPP) {
            @Override
            boolean matters(Settings settings, Step step, int length) {
                return settings.temperature() != 1
                        && (settings.topP() != 1 || settings.minP() != 0 || settings.typicalP() != 1);
            }
        },
        EXACTLY_K(Order.LLAMA_CPP, Order.OLLAMA) {
            @Override
            boolean matters(Settings settings, Step step, int length) {
                return settings.topK().stream().anyMatch(k -> k < step.logits().size() && tie(step.best(k + 1), k));
            }
        },
        LAST_TOKENS(Order.LLAMA_CPP, Order.OLLAMA) {
            @Override
            boolean matters(Settings settings, Step step, int length) {
                return settings.repetitionPenalty() != 1 && length > Order.LAST;
            }
        },
        MIN_P_FIRST(Order.VLLM) {
            @Override
            boolean matters(Settings settings, Step step, int length) {
                return settings.minP() != 0 && settings.topP() != 1;
            }
        },
        TYPICAL_FIRST(Order.LLAMA_CPP) {
            @Override
            boolean matters(Settings settings, Step step, int length) {
                return settings.typicalP() != 1;
            }
        },
        ONLY_50(Order.TOP_50) {
            @Override
            boolean matters(Settings settings, Step step, int length) {
                return true;
            }
        };

        private final Set<Order> orders;

        Rule(Order... orders) {
            this.orders = Set.of(orders);
        }

        /** Whether it can change what is kept. @param length of the text before the token */
        abstract boolean matters(Settings settings, Step step, int length);

        private static boolean tie(List<Candidate> best, int k) {
            return best.get(k - 1).adjustedLogit() == best.get(k).adjustedLogit();
        }

        /** The key of the sentence; empty if the two orders agree on the rule. */
        private Optional<String> between(Order mine, Order other) {
            boolean here = orders.contains(other);
            return here == orders.contains(mine)
                    ? Optional.empty()
                    : Optional.of("others.why." + (here ? "" : "not-")
                            + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private Reasons() {}

    /**
     * @param length of the text before the token
     * @param mine the settings of the lane, and {@code own} its step
     * @param other the settings in the other order, and {@code step} the step with these
     */
    static String of(Messages messages, int length, Settings mine, Settings other, Step own, Step step) {
        List<String> left = mine.toMap().keySet().stream()
                .filter(key -> other.order().lacks(key))
                .map(key -> messages.fieldName(key.startsWith("bias.") ? "bias" : key))
                .distinct()
                .toList();
        boolean sameSettings = other.equals(mine.in(other.order()));
        Stream<String> lacking = left.isEmpty() || !sameSettings
                ? Stream.empty()
                : Stream.of(messages.say("others.why.lacks", String.join(", ", left)));
        Stream<String> settings = sameSettings ? Stream.empty() : Stream.of(messages.say("others.why.settings"));
        Stream<String> rules = Stream.of(Rule.values())
                .filter(rule -> rule.matters(other, step, length) || sameSettings && rule.matters(mine, own, length))
                .flatMap(rule -> rule.between(mine.order(), other.order()).stream())
                .map(messages::say);
        return Stream.of(settings, lacking, rules).flatMap(lines -> lines).collect(Collectors.joining(" "));
    }

    /** Whether every token has the same sampling probability, apart from rounding. */
    static boolean alike(Step one, Step other) {
        return one.kept() == other.kept()
                && IntStream.range(0, one.logits().size())
                        .allMatch(id -> Math.abs(one.samplingProbability(id) - other.samplingProbability(id)) < SAME);
    }
}
