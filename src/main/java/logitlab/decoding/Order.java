package logitlab.decoding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import logitlab.decoding.input.Constraint;
import logitlab.decoding.input.InvalidValueException;

/**
 * Whose order the stages have: the same settings on the same logits keep other tokens in other programs, because the programs differ in
 * the order of the stages, in what they do with ties, and in how many tokens the penalty looks back at.
 *
 * <p>Only the choice of candidates follows the programs. Every order works in {@code double}, and the draw is ours: one number falls on
 * the kept tokens in rank order. Where a program leaves the order of tied tokens open, the lower id comes first.
 *
 * <pre>
 * logits [3, 2, 1], temperature 0.5, top-p 0.8   transformers keeps id 0 (0.87 after the temperature);
 *                                                llama.cpp keeps 0 and 1 (0.67 + 0.24 before it)
 * </pre>
 */
public enum Order {
    /**
     * Bias, penalty, temperature, top-k with its ties, top-p, min-p, typical-p. Source: Hugging Face transformers 5.18.0,
     * {@code generation/utils.py} ({@code _get_logits_processor}), {@code generation/logits_process.py}; defaults in
     * {@code generation/configuration_utils.py}, for {@code do_sample=True}.
     */
    TRANSFORMERS(Set.of(), Map.of("top-k", "50")) {
        @Override
        List<Stage> stages(Settings settings) {
            return Stages.of(settings)
                    .bias()
                    .penalty(ALL)
                    .temperature()
                    .topK(true)
                    .topP()
                    .minP()
                    .typicalP(false)
                    .list();
        }
    },
    /**
     * Bias, penalty over the last 64 tokens, top-k of exactly k, typical-p, top-p, min-p, and the temperature last: each truncation sees the
     * probabilities before it. Source: ggml-org/llama.cpp, commit 00efb3e184262872916bf136b3df63c1822a19bd (2026),
     * {@code src/llama-sampler.cpp}; the order of the chain and its defaults are in {@code common/common.h}
     * ({@code common_params_sampling}), and {@code common/sampling.cpp} puts the bias first.
     */
    LLAMA_CPP(Set.of(), Map.of("temperature", "0.8", "top-k", "40", "top-p", "0.95", "min-p", "0.05")) {
        @Override
        List<Stage> stages(Settings settings) {
            return Stages.of(settings)
                    .bias()
                    .penalty(LAST)
                    .topK(false)
                    .typicalP(true)
                    .topP()
                    .minP()
                    .temperature()
                    .list();
        }
    },
    /**
     * Bias, penalty, temperature, min-p before top-k with its ties and top-p; there is no typical-p. Source: vllm-project/vllm (V1),
     * {@code vllm/v1/sample/sampler.py} at commit 3e342658b2e9c85a30a54d19e64e5ad77b8a26a6 (steps 5 to 7 of its documentation) and
     * {@code vllm/v1/sample/ops/topk_topp_sampler.py} at 01fa3fe74b058bb604f236341ab2361c7cf3d25b (2026); defaults in
     * {@code vllm/sampling_params.py}.
     */
    VLLM(Set.of("typical-p"), Map.of()) {
        @Override
        List<Stage> stages(Settings settings) {
            return Stages.of(settings)
                    .bias()
                    .penalty(ALL)
                    .temperature()
                    .minP()
                    .topK(true)
                    .topP()
                    .list();
        }
    },
    /**
     * Penalty over the last 64 tokens, top-k of exactly k, temperature, top-p, min-p; there is neither a bias nor typical-p. Source:
     * ollama/ollama, commit fb30760996871fa9460115c753afd2c60d4ab0f7 (21 August 2026), {@code x/mlxrunner/sample/sample.go}, which is
     * Ollama's own sampler; for models in the GGUF format Ollama starts llama.cpp's server. Defaults in {@code api/types.go}
     * ({@code DefaultOptions}).
     */
    OLLAMA(Set.of("bias", "typical-p"), Map.of("temperature", "0.8", "top-k", "40", "top-p", "0.9")) {
        @Override
        List<Stage> stages(Settings settings) {
            return Stages.of(settings)
                    .penalty(LAST)
                    .topK(false)
                    .temperature()
                    .topP()
                    .minP()
                    .list();
        }
    },
    /**
     * Exactly the 50 best raw logits, then the order of transformers on these alone: what can be computed from a service that gives no more
     * than 50 logits of a step.
     */
    TOP_50(Set.of(), Map.of()) {
        @Override
        List<Stage> stages(Settings settings) {
            return Stream.concat(Stream.of(new Top50()), TRANSFORMERS.stages(settings).stream())
                    .toList();
        }
    };

    private static final int ALL = Integer.MAX_VALUE;
    /** How many tokens the penalty of llama.cpp and of Ollama looks back at if nobody sets another number. */
    public static final int LAST = 64;

    private final Set<String> missing;
    private final Map<String, String> defaults;

    Order(Set<String> missing, Map<String, String> defaults) {
        this.missing = missing;
        this.defaults = defaults;
    }

    /** The stages that are on, in this order. */
    abstract List<Stage> stages(Settings settings);

    /** The program's own settings for sampling, if nobody says otherwise, in its order. */
    public Settings defaults() {
        return Settings.of(defaults).in(this);
    }

    /** Whether the program does not have this setting, such as {@code typical-p} or {@code bias.7}. */
    public boolean lacks(String setting) {
        return missing.contains(setting.startsWith("bias.") ? "bias" : setting);
    }

    /** {@code transformers}, {@code llama.cpp}, {@code vllm}, {@code ollama} or {@code top-50}, as in links. */
    public String key() {
        return this == LLAMA_CPP ? "llama.cpp" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws InvalidValueException naming {@code order}, if no order has this key */
    public static Order of(String key) {
        return Stream.of(values())
                .filter(order -> order.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        Settings.ORDER,
                        new Constraint(
                                "one-of", Stream.of(values()).map(Order::key).collect(Collectors.joining(", "))),
                        key));
    }

    /** Keeps exactly the 50 best logits, of tied ones the lower ids; whatever follows knows no other token. */
    private record Top50() implements Truncation {

        private static final int COUNT = 50;

        @Override
        public String name() {
            return "top-50";
        }

        @Override
        public BitSet keep(Survivors survivors) {
            return Truncation.head(Math.min(COUNT, survivors.size()));
        }

        @Override
        public boolean canChangeArgmax() {
            return true;
        }
    }

    /** Lists the stages that are on, in the order of the calls. */
    private record Stages(Settings settings, List<Stage> list) {

        static Stages of(Settings settings) {
            return new Stages(settings, new ArrayList<>());
        }

        Stages bias() {
            return add(!settings.bias().isEmpty(), new Bias(settings.bias()));
        }

        Stages penalty(int last) {
            double penalty = settings.repetitionPenalty();
            return add(penalty != Settings.OFF.repetitionPenalty(), new RepetitionPenalty(penalty, last));
        }

        Stages temperature() {
            double temperature = settings.temperature();
            return add(temperature != Settings.OFF.temperature(), new Temperature(temperature));
        }

        Stages topK(boolean ties) {
            settings.topK().ifPresent(k -> list.add(new TopK(k, ties)));
            return this;
        }

        Stages topP() {
            return add(settings.topP() != Settings.OFF.topP(), new TopP(settings.topP()));
        }

        Stages minP() {
            return add(settings.minP() != Settings.OFF.minP(), new MinP(settings.minP()));
        }

        Stages typicalP(boolean strict) {
            double p = settings.typicalP();
            return add(p != Settings.OFF.typicalP(), new TypicalP(p, strict));
        }

        private Stages add(boolean on, Stage stage) {
            if (on) {
                list.add(stage);
            }
            return this;
        }
    }
}
